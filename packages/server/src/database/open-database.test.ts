import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { testDatabase, testDatabaseUrl } from '../../test/support/database.ts';
import { StartError } from '../kernel/index.ts';
import { migrate, openDatabase, sql, type Migration } from './index.ts';

/** The one line with which opening this URL is refused. */
async function refusal(url: string): Promise<string> {
  const error: unknown = await openDatabase({ url }).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  expect(String(error)).not.toContain('\n');
  return error instanceof Error ? error.message : '';
}

/** A server that speaks just enough of PostgreSQL's protocol to say that it is this version. */
async function serverOfVersion(version: string): Promise<{ port: number; close: () => void }> {
  const message = (type: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const int16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
  const int32 = (value: number): Buffer => Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
  const ready = message('Z', Buffer.from('I'));
  const column = Buffer.concat([Buffer.from('version\0'), int32(0), int16(0), int32(25), int16(-1 & 0xffff), int32(-1), int16(0)]);
  const row = Buffer.concat([int16(1), int32(version.length), Buffer.from(version)]);
  const answer = [message('T', Buffer.concat([int16(1), column])), message('D', row), message('C', Buffer.from('SELECT 1\0')), ready];
  const server = createServer((socket: Socket) => {
    let greeted = false;
    socket.on('data', (data: Buffer) => {
      if (!greeted) socket.write(Buffer.concat([message('R', int32(0)), ready]));
      else if (data.toString('latin1', 0, 1) === 'Q') socket.write(Buffer.concat(answer));
      greeted = true;
    });
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, close: () => server.close() };
}

function migration(name: string, text: string, checksum = name): Migration {
  return { name, sql: text, checksum };
}

describe('values', () => {
  test('arrive exactly', async () => {
    const database = await testDatabase();
    const { rows } = await sql<Record<string, unknown>>`
      select 9223372036854775807::int8 as large, array[1, null, -9007199254740993]::int8[] as many, 12.500000::numeric as amount,
        '2026-11-21 20:00:00.123+00'::timestamptz as at, '\\x00ff'::bytea as raw, '{"a": [1]}'::jsonb as content, 7::int4 as small,
        '18446744073709551615'::xid8 as xid, true as yes, '{a,b}'::text[] as texts, count(*) as counted from (values (1)) as v (n)`.execute(
      database.sql,
    );
    expect(rows).toEqual([
      {
        large: 9_223_372_036_854_775_807n,
        many: [1n, null, -9_007_199_254_740_993n],
        amount: '12.500000',
        at: new Date('2026-11-21T20:00:00.123Z'),
        raw: Buffer.from([0, 255]),
        content: { a: [1] },
        small: 7,
        xid: '18446744073709551615',
        yes: true,
        texts: ['a', 'b'],
        counted: 1n,
      },
    ]);
    const given = await sql<{ value: bigint }>`select ${9_223_372_036_854_775_807n}::int8 as value`.execute(database.sql);
    expect(given.rows[0]?.value).toBe(9_223_372_036_854_775_807n);
  });
});

describe('an outside PostgreSQL', () => {
  test('that does not answer, has no such user, no such database, or is too old, is refused in one line', async () => {
    const good = new URL(await testDatabaseUrl());
    expect(await refusal('postgres://imprest:hunter2@127.0.0.1:1/imprest')).toMatch(
      /^The PostgreSQL database imprest at 127\.0\.0\.1:1 cannot be reached \(.*ECONNREFUSED.*\): start that PostgreSQL, or correct DATABASE_URL\.$/u,
    );
    expect(await refusal('postgres://imprest:hunter2@no-such-host.invalid/imprest')).toContain('cannot be reached');
    const wrongPassword = new URL(good);
    wrongPassword.password = 'hunter2';
    expect(await refusal(wrongPassword.href)).toMatch(/refuses the user or the password: correct DATABASE_URL/u);
    expect(await refusal(wrongPassword.href)).not.toContain('hunter2');
    const missing = new URL(good);
    missing.pathname = '/no_such_database';
    expect(await refusal(missing.href)).toContain('does not exist: create it (createdb), or correct DATABASE_URL');

    const old = await serverOfVersion('14.13');
    expect(await refusal(`postgres://imprest@127.0.0.1:${old.port}/imprest`)).toBe(
      'DATABASE_URL leads to PostgreSQL 14.13, and Imprest needs 15 or newer: update it, or use another server.',
    );
    old.close();
  });

  test('gets its migrations once, also when several processes start together', async () => {
    const url = await testDatabaseUrl();
    const emptied = new pg.Client({ connectionString: url });
    await emptied.connect();
    await emptied.query('drop schema public cascade; drop schema if exists ledger cascade; create schema public');
    await emptied.end();
    const lines: string[] = [];
    const all = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, report: (line) => lines.push(line) })));
    expect(lines.filter((line) => line === 'applying migration 0001_outbox')).toHaveLength(1);
    expect(new Set(lines).size).toBe(lines.length);
    for (const database of all) await database.close();
  });

  test('that goes away makes a problem that says to come back, and is used again when it is there', async () => {
    const database = await testDatabase();
    const held = sql`select pg_sleep(30)`.execute(database.sql).catch((error: unknown) => error);
    await vi.waitFor(async () => {
      const ended = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query = 'select pg_sleep(30)' and state = 'active'`.execute(database.sql);
      expect(ended.rows).toHaveLength(1);
    });
    expect(await held).toMatchObject({ code: 'database_unavailable', definition: { status: 503, retry: 'same_key' } });
    expect((await sql`select 1`.execute(database.sql)).rows).toHaveLength(1);
    await database.close();
    await expect(sql`select 1`.execute(database.sql)).rejects.toMatchObject({ code: 'database_unavailable' });
  });
});

describe('migrate', () => {
  async function connected<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: await testDatabaseUrl() });
    await client.connect();
    try {
      await client.query('delete from migrations');
      return await work(client);
    } finally {
      await client.end();
    }
  }

  test('a migration that fails leaves nothing of itself and keeps those before it', async () => {
    await connected(async (client) => {
      const good = migration('0001_good', 'create table good (id int)');
      const bad = migration('0002_bad', 'create table bad (id int); select 1 / 0');
      await expect(migrate(client, [good, bad])).rejects.toThrow(/migration 0002_bad failed: .*division by zero/u);
      expect((await client.query('select name from migrations')).rows).toEqual([{ name: '0001_good' }]);
      expect((await client.query("select to_regclass('good') is null as good, to_regclass('bad') is null as bad")).rows).toEqual([
        { good: false, bad: true },
      ]);
      await migrate(client, [good, migration('0002_bad', 'create table bad (id int)')]);
      expect((await client.query('select count(*)::int as n from migrations')).rows).toEqual([{ n: 2 }]);
    });
  });

  test('a file that was changed after it was applied is refused, and so is a database of a newer version', async () => {
    await connected(async (client) => {
      await migrate(client, [migration('0001_a', 'select 1')]);
      await expect(migrate(client, [migration('0001_a', 'select 2', 'changed')])).rejects.toThrow(
        'Migration 0001_a was changed after it was applied to this database: restore the file as it was released.',
      );
      await expect(migrate(client, [])).rejects.toThrow(/newer Imprest \(it has migration 0001_a\)/u);
    });
  });

  test('the files of this repository are numbered without gaps', async () => {
    const { readMigrations } = await import('./index.ts');
    const numbers = (await readMigrations(path.resolve(import.meta.dirname, '../../migrations'))).map((each) =>
      Number(each.name.slice(0, 4)),
    );
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});
