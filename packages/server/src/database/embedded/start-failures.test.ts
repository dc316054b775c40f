import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { holdDatabase } from '../../../test/support/hold-database.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { StartError } from '../../kernel/index.ts';
import { openDatabase } from '../index.ts';
import { placeCluster } from './cluster.ts';
import { canEnter, canExecute, findServerUser } from './server-user.ts';
import { explainServerFailure } from './start-failures.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' };
/** Somebody else cannot be tried in a checkout below a folder that only root may enter. */
const someoneElseCanRun = !isRoot || (canExecute(nobody, process.execPath) && canEnter(nobody, import.meta.dirname));
const folder = await temporaryFolder();

/** The one line with which opening this data folder is refused. */
async function refusal(dataDir: string): Promise<string> {
  const error: unknown = await openDatabase({ dataDir }).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  expect(String(error)).not.toContain('\n');
  return error instanceof Error ? error.message : '';
}

describe('a data folder that cannot be used', () => {
  test('because it is a file', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    expect(await refusal(file)).toBe(`${file} is not a folder: remove it, or set IMPREST_DATA_DIR to another folder.`);
    expect(await refusal(path.join(file, 'below'))).toContain('is not a folder');
  });

  test.runIf(someoneElseCanRun)('because this user may not write there', async () => {
    const closed = path.join(folder, 'closed');
    await mkdir(closed, { mode: 0o555 });
    // Root may write everywhere, so the test becomes somebody else.
    const other = holdDatabase(path.join(closed, 'data'), isRoot ? { uid: nobody.uid, gid: nobody.gid } : {});
    expect(await other.opened).toBe(false);
    await other.ended;
    expect(other.output()).toBe(
      `${closed}/data cannot be written: give this user the right to, or set IMPREST_DATA_DIR to another folder.\n`,
    );
  });

  const disk = path.join(folder, 'disk');
  const mounted = spawnSync('sh', ['-c', `mkdir -p ${disk} && mount -t tmpfs -o size=200m,mode=0755 tmpfs ${disk}`]).status === 0;
  afterAll(() => void spawnSync('sh', ['-c', `umount -l ${disk}`]));

  test.runIf(mounted)(
    'because its disk is full: before anything is made, and while PostgreSQL runs, which comes back with the room',
    async () => {
      const dataDir = path.join(disk, 'data');
      const filler = path.join(disk, 'filler');
      await writeFile(filler, Buffer.alloc(60 * 2 ** 20));
      expect(await refusal(dataDir)).toContain(`There is no room left on the disk of ${dataDir}`);
      expect(await readdir(dataDir)).toEqual([]);

      await rm(filler);
      const database = await openDatabase({ dataDir });
      try {
        const write = () =>
          sql`insert into outbox (account_id, topic, payload) select 'acct_1', 'disk.filled', jsonb_build_object('text', gen_random_uuid()) from generate_series(1, 20000)`.execute(
            database.sql,
          );
        spawnSync('sh', ['-c', `cat /dev/zero > ${filler}`]);
        const failure: unknown = await Promise.race(
          [1, 2, 3].map(async () => {
            for (;;) await write();
          }),
        ).catch((error: unknown) => error);
        expect(failure).toMatchObject({ code: 'database_unavailable' });
        await rm(filler);
        await vi.waitFor(write, { timeout: 30_000, interval: 200 });
      } finally {
        await database.close();
      }
    },
  );

  test('because PostgreSQL or initdb say that the disk is full', () => {
    const output = 'FATAL:  could not write to file "pg_wal/xlogtemp.29": No space left on device\nchild process exited with exit code 1';
    expect(explainServerFailure('initdb', output, '/data').message).toMatch(/^There is no room left on the disk of \/data/u);
  });

  test('for a reason of its own, which PostgreSQL gives in its log', async () => {
    const dataDir = path.join(folder, 'broken');
    await (await openDatabase({ dataDir })).close();
    await writeFile(path.join(dataDir, 'postgres/data/postgresql.conf'), 'no_such_setting = on\n');
    expect(await refusal(dataDir)).toMatch(
      /^PostgreSQL does not start in \S+: configuration file \S+ contains errors\. More stands in its log there\.$/u,
    );
  });
});

describe('a data folder of another version', () => {
  test('of a newer Imprest, of a changed migration, of another PostgreSQL', async () => {
    const dataDir = path.join(folder, 'newer');
    const database = await openDatabase({ dataDir });
    await sql`insert into migrations (name, checksum) values ('9999_the_future', '')`.execute(database.sql);
    await database.close();
    expect(await refusal(dataDir)).toMatch(/newer Imprest.*9999_the_future.*start that version/u);
    expect(await refusal(dataDir), 'the refused start has stopped PostgreSQL').toMatch(/newer Imprest/u);

    await writeFile(path.join(dataDir, 'postgres/data/PG_VERSION'), '19\n');
    expect(await refusal(dataDir)).toMatch(/made by PostgreSQL 19, and this Imprest brings PostgreSQL 18: start the Imprest that made it/u);
  });

  test('without its password file', async () => {
    const dataDir = path.join(folder, 'password');
    await (await openDatabase({ dataDir })).close();
    await writeFile(path.join(dataDir, 'postgres/password'), 'wrong\n');
    expect(await refusal(dataDir)).toMatch(/password.*restore that file from a backup/u);
    await rm(path.join(dataDir, 'postgres/password'));
    expect(await refusal(dataDir)).toMatch(/password is missing.*restore it from a backup/u);
  });
});

describe.runIf(isRoot)('as root', () => {
  test('a data folder that only root may enter stays closed to all but the user of PostgreSQL', async () => {
    const dataDir = path.join(folder, 'closed-itself');
    await mkdir(dataDir, { mode: 0o700 });
    await (await openDatabase({ dataDir })).close();
    expect(await readdir(dataDir)).toEqual(['postgres']);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o710);
  });

  test('one that starts while another gives the folder its group, and not its right yet, places the database as that one does', async () => {
    const dataDir = path.join(folder, 'at-once');
    await mkdir(dataDir, { mode: 0o700 });
    await chown(dataDir, 0, findServerUser(dataDir)?.gid ?? 0);
    expect(await placeCluster(dataDir, () => undefined)).toMatchObject({ folder: path.join(dataDir, 'postgres'), pointed: false });
  });

  test('below a folder that only root may enter, the database is kept in a place that its user can enter, and found again', async () => {
    const closed = path.join(folder, 'only-root');
    await mkdir(closed, { mode: 0o700 });
    const dataDir = path.join(closed, 'data');
    const lines: string[] = [];
    const first = await openDatabase({ dataDir, report: (line) => lines.push(line) });
    const place = /keeping the database in (\S+), because user/u.exec(lines.join('\n'))?.[1] ?? '';
    try {
      expect(place).toMatch(/^\/var\/lib\/imprest\/[0-9a-f]{16}$/u);
      await sql`insert into outbox (account_id, topic, payload) values ('acct_1', 'was.kept', '{}')`.execute(first.sql);
      await first.close();
      const second = await openDatabase({ dataDir });
      expect(await second.sql.selectFrom('outbox').select('topic').execute()).toEqual([{ topic: 'was.kept' }]);
      await second.close();
      await rm(place, { recursive: true });
      expect(await refusal(dataDir)).toContain(`was kept in ${place}, and is not there: restore it`);
    } finally {
      await chmod(closed, 0o755);
      if (place !== '') await rm(place, { recursive: true, force: true });
    }
  });
});
