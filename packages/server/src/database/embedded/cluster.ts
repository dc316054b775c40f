import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdir, readdir, readFile, realpath, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { StartError } from '../../kernel/index.ts';
import { isRunning } from './processes.ts';
import { systemFolder, type Binaries } from './binaries.ts';
import { canEnter, findServerUser, identity, type ServerUser } from './server-user.ts';
import { explainFileFailure, explainServerFailure, noRoom } from './start-failures.ts';

/** A folder with a PostgreSQL cluster of ours: `data` (PGDATA), `password`, `log`. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly password: string;
  /** Goes with the cluster wherever its folder is moved, and stands in the command line of its processes. */
  readonly mark: string;
  /** Who runs it, when that is not ourselves. */
  readonly user: ServerUser | undefined;
}

/** Where a cluster is or will be, and who runs it. */
export interface ClusterPlace {
  readonly folder: string;
  readonly user: ServerUser | undefined;
  /** The file in the data folder that names `folder` when it is elsewhere. */
  readonly pointer: string;
  readonly pointed: boolean;
}

const pointerName = 'postgres-folder';
/** A new cluster takes about 40 MB, and its first migrations and journal as much again. */
const bytesToCreate = 160 * 2 ** 20;
/** Below this PostgreSQL could not even write the journal of its recovery. */
const bytesToStart = 24 * 2 ** 20;

/**
 * Decides where the cluster of this data folder lives: in the data folder, or, when we are root and the user who must run PostgreSQL
 * cannot enter it, below /var/lib/imprest, with a file in the data folder that points there.
 */
export async function placeCluster(dataDir: string, report: (line: string) => void): Promise<ClusterPlace> {
  await makeDataFolder(dataDir);
  const pointer = path.join(dataDir, pointerName);
  const pointed = await readFile(pointer, 'utf8').catch(() => undefined);
  const folder = pointed?.trim() ?? path.join(dataDir, 'postgres');
  const user = findServerUser(path.join(folder, 'data'));
  const exists = (await present(path.join(folder, 'data', 'PG_VERSION'))) !== undefined;
  if (pointed !== undefined) {
    if (exists) return { folder, user, pointer, pointed: true };
    throw new StartError(
      `The database of ${dataDir} was kept in ${folder}, and is not there: restore it, or remove ${pointer} to begin anew.`,
    );
  }
  if (user === undefined || (await letIn(user, dataDir))) return { folder, user, pointer, pointed: false };
  if (exists) {
    throw new StartError(
      `User ${user.name}, who runs PostgreSQL for root, cannot enter ${dataDir} any more: allow everyone to enter the folders above it (chmod o+x).`,
    );
  }
  return { folder: await placeElsewhere(dataDir, user, report), user, pointer, pointed: true };
}

async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(path.dirname(dataDir), { recursive: true });
    await mkdir(dataDir, { mode: 0o700 }).catch(async (error: unknown) => {
      const found = await stat(dataDir).catch(() => undefined);
      if (found?.isDirectory() !== true) throw error;
    });
    const probe = path.join(dataDir, `.writable-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw explainFileFailure(error, dataDir);
  }
}

async function placeElsewhere(dataDir: string, user: ServerUser, report: (line: string) => void): Promise<string> {
  try {
    await mkdir(systemFolder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw explainFileFailure(error, systemFolder);
  }
  if (!canEnter(user, systemFolder)) {
    throw new StartError(
      `User ${user.name}, who runs PostgreSQL for root, can enter neither ${dataDir} nor ${systemFolder}: start Imprest as an ordinary user, or set IMPREST_DATA_DIR to a folder that everyone may enter.`,
    );
  }
  const name = createHash('sha256').update(await realpath(dataDir));
  const folder = path.join(systemFolder, name.digest('hex').slice(0, 16));
  report(`keeping the database in ${folder}, because user ${user.name}, who runs PostgreSQL for root, cannot enter ${dataDir}`);
  return folder;
}

/**
 * Whether `user` can pass through the data folder, which is let be through its group when only the data folder itself is in the way. Our
 * own secrets in there are closed one by one.
 */
async function letIn(user: ServerUser, dataDir: string): Promise<boolean> {
  if (canEnter(user, dataDir)) return true;
  const { uid, gid, mode } = await stat(dataDir);
  // Of several that start at once another one may have given the group already: all must come to the same answer, or each has a cluster.
  const isOurs = uid === 0 && (gid === 0 || gid === user.gid);
  if (!isOurs || !canEnter(user, path.dirname(dataDir))) return false;
  await chown(dataDir, uid, user.gid);
  await chmod(dataDir, (mode & 0o777) | 0o010);
  return canEnter(user, dataDir);
}

/** Gives the cluster at `place`, made now if there is none yet. Refuses one of another PostgreSQL version. */
export async function openCluster(place: ClusterPlace, binaries: Binaries, report: (line: string) => void): Promise<Cluster> {
  const cluster = { folder: place.folder, user: place.user, data: path.join(place.folder, 'data'), log: path.join(place.folder, 'log') };
  const versionFile = path.join(cluster.data, 'PG_VERSION');
  if ((await present(versionFile)) === undefined) await createCluster(place, binaries, report);
  // Written only now: a pointer to a cluster that does not exist means that data is missing.
  if (place.pointed) {
    await writeFile(path.join(place.folder, 'data-folder'), `${path.dirname(place.pointer)}\n`);
    await writeFile(place.pointer, `${place.folder}\n`);
  }
  await requireRoom(place.folder, bytesToStart);
  const version = Number.parseInt((await present(versionFile)) ?? '', 10);
  if (version !== binaries.major) {
    throw new StartError(
      `The database in ${place.folder} was made by PostgreSQL ${version}, and this Imprest brings PostgreSQL ${binaries.major}: start the Imprest that made it, and move the data with pg_dump.`,
    );
  }
  const password = await present(path.join(place.folder, 'password'));
  if (password === undefined) {
    throw new StartError(
      `${path.join(place.folder, 'password')} is missing, and the database cannot be opened without it: restore it from a backup.`,
    );
  }
  return {
    ...cluster,
    password: password.trim(),
    mark: `imprest-${createHash('sha256').update(password.trim()).digest('hex').slice(0, 16)}`,
  };
}

/** Makes the cluster under a draft name and renames it when it is whole, so that a crash or a second start never leaves half of one. */
async function createCluster({ folder, user }: ClusterPlace, binaries: Binaries, report: (line: string) => void): Promise<void> {
  await requireRoom(path.dirname(folder), bytesToCreate);
  await removeDrafts(folder);
  report(`creating the database in ${folder}`);
  const draft = `${folder}.draft-${process.pid}-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(24).toString('base64url');
  try {
    await mkdir(draft, { mode: user === undefined ? 0o700 : 0o711 });
    const data = path.join(draft, 'data');
    await mkdir(data, { mode: 0o700 });
    const passwordForInit = path.join(data, '..', 'initial-password');
    await writeFile(passwordForInit, password, { mode: 0o600 });
    if (user !== undefined) for (const target of [data, passwordForInit]) await chown(target, user.uid, user.gid);
    await writeFile(path.join(draft, 'password'), `${password}\n`, { mode: 0o600 });
    await runInitdb(binaries.initdb, data, passwordForInit, user, folder);
    await rm(passwordForInit);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another Imprest that started at the same moment was faster: its cluster is as good.
    if ((await present(path.join(folder, 'data', 'PG_VERSION'))) !== undefined) return;
    throw error instanceof StartError ? error : explainFileFailure(error, folder);
  }
}

async function runInitdb(initdb: string, data: string, passwordFile: string, user: ServerUser | undefined, folder: string): Promise<void> {
  const options = ['--username=imprest', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--no-instructions'];
  // One call for the whole disk instead of one for each file.
  if (os.platform() === 'linux') options.push('--sync-method=syncfs');
  // Text sorts by code point and letters follow Unicode, on every machine alike.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const child = spawn(initdb, [`--pgdata=${data}`, ...options, ...locale], {
    ...identity(user),
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  // once() gives what the event was emitted with: the exit code, or null after a signal.
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw explainServerFailure('initdb', output, folder);
}

/** PostgreSQL gets nothing of our environment: no secrets, no PG… variables, no language. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

/** Removes what starts that were killed in the middle have left behind. */
async function removeDrafts(folder: string): Promise<void> {
  const prefix = `${path.basename(folder)}.draft-`;
  for (const name of await readdir(path.dirname(folder))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    // An initdb that has lost its parent may still be writing; then the next start removes it.
    if (!isRunning(pid)) await rm(path.join(path.dirname(folder), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function requireRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes) throw noRoom(folder);
}

async function present(file: string): Promise<string | undefined> {
  return (await stat(file).catch(() => undefined)) === undefined ? undefined : readFile(file, 'utf8');
}
