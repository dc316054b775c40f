import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { readMigrations } from '../src/database/index.ts';
import { Ledger, Problem, type Entry, type EventsQuestion, type LedgerEvent } from '../src/ledger/library/index.ts';
import { catalogOf, catalogOutside } from './support/catalog.ts';
import { testDatabaseUrl } from './support/database.ts';

const credit = 1_000_000n;
const pools: pg.Pool[] = [];

const url = await testDatabaseUrl();
// After the line above, so that it runs before the database is dropped.
afterAll(() => Promise.all(pools.map((pool) => pool.end())));
const pool = openPool();

function openPool(config: pg.PoolConfig = {}): pg.Pool {
  const opened = new pg.Pool({ connectionString: url, max: 20, ...config });
  opened.on('error', () => undefined);
  opened.on('connect', (client) => client.on('error', () => undefined));
  pools.push(opened);
  return opened;
}

let schemas = 0;
async function openLedger(): Promise<{ readonly ledger: Ledger; readonly schema: string }> {
  schemas += 1;
  const schema = `credits_${schemas}`;
  const ledger = new Ledger({ pool, schema });
  await ledger.migrate();
  return { ledger, schema };
}

async function fund(ledger: Ledger, accountId: string, credits: bigint): Promise<void> {
  await ledger.openAccount({ id: 'open', accountId });
  await ledger.grant({ id: 'grant', accountId, kind: 'purchased', amount: credits * credit });
}

/** Runs `work` between begin and `end`. */
async function inTransaction<T>(end: 'commit' | 'rollback', work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query(end);
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** `booked`, or the code of the problem. */
function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'booked',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
}

/** Events wait for every older transaction of the server, also of other tests. */
async function eventsOf(ledger: Ledger, count: number, question: EventsQuestion = {}): Promise<readonly LedgerEvent[]> {
  for (;;) {
    const events = await ledger.readEvents(question);
    if (events.length >= count) return events;
  }
}

async function availableOf(ledger: Pick<Ledger, 'readBalance'>, accountId: string): Promise<bigint> {
  return (await ledger.readBalance(accountId)).available / credit;
}

describe('migrate', () => {
  test('makes the same tables as the platform has, and nothing outside its schema', async () => {
    const before = await catalogOutside(pool, null);
    const { schema } = await openLedger();
    expect(await catalogOutside(pool, schema)).toEqual(before);
    const own = await catalogOf(pool, schema);
    expect(own.filter((line) => !/^(?:table|column|constraint|index|identity) (?:outbox|migrations)/u.test(line))).toEqual(
      await catalogOf(pool, 'ledger'),
    );
    expect(own.filter((line) => /^\w+ outbox/u.test(line))).toEqual(
      (await catalogOf(pool, 'public')).filter((line) => /^\w+ outbox/u.test(line)),
    );
  });

  test('does nothing the second time, and once what ten ask for at once', async () => {
    const ledgers = Array.from({ length: 10 }, () => new Ledger({ pool, schema: 'at_once' }));
    await Promise.all(ledgers.map((ledger) => ledger.migrate()));
    const applied = await pool.query('select name, applied_at from at_once.migrations order by name');
    expect(applied.rows.map((row: { name: string }) => row.name)).toEqual(
      (await readMigrations()).map(({ name }) => name).filter((name) => /outbox|ledger/u.test(name)),
    );
    await ledgers[0]?.migrate();
    expect((await pool.query('select name, applied_at from at_once.migrations order by name')).rows).toEqual(applied.rows);
  });

  test('refuses a newer schema, one that was changed, one that holds something else, and a name that is not plain', async () => {
    const { ledger, schema } = await openLedger();
    await pool.query(`insert into ${schema}.migrations (name, checksum) values ('9999_ledger_of_tomorrow', '')`);
    await expect(ledger.migrate()).rejects.toThrow(
      `The schema ${schema} was migrated by a newer version (it has migration 9999_ledger_of_tomorrow): install that, or use another schema.`,
    );
    await pool.query(`delete from ${schema}.migrations where name like '9999%'`);
    await pool.query(`update ${schema}.migrations set checksum = 'other' where name like '%ledger'`);
    await expect(ledger.migrate()).rejects.toThrow(`is not what was applied to the schema ${schema}`);
    await pool.query('create schema taken create table orders (id integer)');
    await expect(new Ledger({ pool, schema: 'taken' }).migrate()).rejects.toThrow('The schema taken holds something else');
    for (const name of ['', 'Credits', '1st', 'a-b', 'a.b', 'a"b', 'pg_mine', 'information_schema', 'x'.repeat(64)]) {
      expect(() => new Ledger({ pool, schema: name })).toThrow("cannot be the ledger's schema");
    }
  });

  test('takes a schema that is there already, for a user who may not make any, and a name that is a word of SQL', async () => {
    await pool.query(`create role app login password 'secret'; create schema "user" authorization app`);
    const address = new URL(url);
    address.username = 'app';
    address.password = 'secret';
    const appPool = openPool({ connectionString: address.href });
    const ledger = new Ledger({ pool: appPool, schema: 'user' });
    await ledger.migrate();
    await fund(ledger, 'ann', 5n);
    expect(await availableOf(ledger, 'ann')).toBe(5n);
    await ledger.close();
    await pool.query('drop schema "user" cascade; drop role app');
  });
});

describe('on the pool', () => {
  test('commands, reads, events and audit work in a schema of its own, and two schemas do not meet', async () => {
    const { ledger, schema } = await openLedger();
    const other = await openLedger();
    await fund(ledger, 'ann', 10n);
    await fund(other.ledger, 'ann', 3n);
    await ledger.hold({ id: 'h', accountId: 'ann', holdId: 'hold', amount: 4n * credit, timeoutMs: 60_000 });
    await ledger.capture({ id: 'c', accountId: 'ann', holdId: 'hold', amount: 3n * credit });
    expect(await codeOf(ledger.spend({ id: 's', accountId: 'ann', amount: 8n * credit }))).toBe('insufficient_credits');
    await ledger.openAccount({ id: 'open', accountId: 'bob' });
    await ledger.transfer({ id: 't', accountId: 'ann', toAccountId: 'bob', amount: 2n * credit });
    expect([await availableOf(ledger, 'ann'), await availableOf(ledger, 'bob'), await availableOf(other.ledger, 'ann')]).toEqual([
      5n,
      2n,
      3n,
    ]);
    expect(await ledger.audit()).toMatchObject({ accounts: 2, difference: null });
    expect(await other.ledger.audit()).toMatchObject({ accounts: 1, entries: 2, difference: null });
    expect((await pool.query('select 1 from ledger.entries union all select 1 from public.outbox')).rows).toEqual([]);
    await pool.query(`update ${schema}.accounts set balance = balance + 1 where account_id = 'ann'`);
    expect((await ledger.audit()).difference?.accountId).toBe('ann');
  });

  test('the pool may read values in its own way, and behind a pooler nothing is prepared', async () => {
    const { schema } = await openLedger();
    const own = openPool({ options: '-c TimeZone=Asia/Kathmandu', types: { getTypeParser: () => () => 'mine' } });
    const ledger = new Ledger({ pool: own, schema, preparedStatements: false });
    await fund(ledger, 'ann', 10n);
    const entry = await ledger.spend({ id: 's', accountId: 'ann', amount: credit });
    expect((await ledger.readStatement('ann', { limit: 1 })).entries[0]).toEqual(entry);
    expect(await ledger.audit()).toMatchObject({ difference: null });
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        expect((await own.query('select 1 from pg_prepared_statements')).rows).toEqual([]);
      }),
    );
  });

  test('events come in order, once, from where the reader was, and are gone when they are purged', async () => {
    const { ledger } = await openLedger();
    await fund(ledger, 'ann', 10n);
    const first = await eventsOf(ledger, 1, { limit: 1 });
    expect(first).toMatchObject([{ accountId: 'ann', topic: 'entry.booked', payload: { kind: 'open-account', number: 1 } }]);
    const rest = await eventsOf(ledger, 1, { after: first[0]?.id });
    expect(rest).toMatchObject([{ payload: { kind: 'grant', balance: '10' } }]);
    const last = rest.at(-1)?.id ?? '';
    expect(await ledger.readEvents({ after: last })).toEqual([]);
    expect(await codeOf(ledger.readEvents({ after: 'yesterday' }))).toBe('invalid_cursor');
    await ledger.spend({ id: 's', accountId: 'ann', amount: credit });
    expect(await ledger.purgeEvents(last)).toBe(2);
    expect(await eventsOf(ledger, 1)).toMatchObject([{ payload: { kind: 'spend' } }]);
  });
});

describe("within the caller's transaction", () => {
  test('a spend is committed and rolled back with the rows of the caller, and seen by nobody before', async () => {
    const { ledger, schema } = await openLedger();
    await fund(ledger, 'ann', 10n);
    await pool.query(`create table ${schema}_orders (id text primary key)`);
    const order = async (end: 'commit' | 'rollback'): Promise<void> =>
      inTransaction(end, async (client) => {
        const mine = ledger.within(client);
        await client.query(`insert into ${schema}_orders values ('order')`);
        await mine.spend({ id: 'order', accountId: 'ann', amount: 4n * credit });
        expect([await availableOf(mine, 'ann'), await availableOf(ledger, 'ann')]).toEqual([6n, 10n]);
        expect(await eventsOf(ledger, 2)).toHaveLength(2);
      });
    await order('rollback');
    expect(await availableOf(ledger, 'ann')).toBe(10n);
    expect((await pool.query(`select 1 from ${schema}_orders`)).rows).toEqual([]);
    await order('commit');
    expect(await availableOf(ledger, 'ann')).toBe(6n);
    expect(await eventsOf(ledger, 3)).toHaveLength(3);
    expect(await ledger.audit()).toMatchObject({ difference: null });
  });

  test('a refusal leaves the transaction usable: committed it is remembered, rolled back it was never asked', async () => {
    const { ledger } = await openLedger();
    for (const [end, answer] of [
      ['rollback', 'booked'],
      ['commit', 'insufficient_credits'],
    ] as const) {
      const accountId = `ann-${end}`;
      await fund(ledger, accountId, 1n);
      const command = { id: 'dear', accountId, amount: 5n * credit };
      await inTransaction(end, async (client) => {
        const mine = ledger.within(client);
        expect(await codeOf(mine.spend(command))).toBe('insufficient_credits');
        expect(await codeOf(mine.void({ id: 'v', accountId, holdId: 'none' }))).toBe('unknown_hold');
        expect(await codeOf(mine.spend({ ...command, accountId: 'nobody' }))).toBe('unknown_account');
        await mine.adjust({ id: 'a', accountId, amount: credit, reason: 'still usable' });
      });
      await ledger.grant({ id: 'more', accountId, kind: 'bonus', amount: 5n * credit });
      expect(await codeOf(ledger.spend(command))).toBe(answer);
    }
    expect(await ledger.audit()).toMatchObject({ difference: null });
  });

  test('linked commands, holds and transfers work within, and what fails half way leaves nothing', async () => {
    const { ledger } = await openLedger();
    await fund(ledger, 'ann', 10n);
    await inTransaction('commit', async (client) => {
      const mine = ledger.within(client);
      await mine.openAccount({ id: 'open', accountId: 'bob' });
      const failing = mine.executeAll([{ command: 'spend', id: 'lost', accountId: 'ann', amount: credit }], {
        alongside: () => Promise.reject(new Error('the shelf is empty')),
      });
      await expect(failing).rejects.toThrow('the shelf is empty');
      await mine.executeAll([
        { command: 'hold', id: 'h', accountId: 'ann', holdId: 'hold', amount: 3n * credit, timeoutMs: 60_000 },
        { command: 'capture', id: 'c', accountId: 'ann', holdId: 'hold', amount: 2n * credit },
      ]);
      const { received } = await mine.transfer({ id: 't', accountId: 'ann', toAccountId: 'bob', amount: 5n * credit });
      expect(received).toHaveLength(1);
      const { entries } = await mine.readStatement('ann', { limit: 10 });
      expect(entries.map((entry) => entry.kind)).toEqual(['transfer', 'capture', 'hold', 'grant', 'open-account']);
    });
    expect([await availableOf(ledger, 'ann'), await availableOf(ledger, 'bob')]).toEqual([3n, 5n]);
    expect(await ledger.audit()).toMatchObject({ difference: null });
  });

  test('budgets and alerts count what is not committed yet, and are told with the commit', async () => {
    const { ledger } = await openLedger();
    await fund(ledger, 'ann', 10n);
    const scope = { type: 'project', id: 'site' } as const;
    await ledger.setBudget({ id: 'b', accountId: 'ann', scope, period: 'month', limit: 5n * credit });
    const spend = { accountId: 'ann', amount: 4n * credit, usage: { projectId: 'site' } };
    for (const end of ['rollback', 'commit'] as const) {
      await inTransaction(end, async (client) => {
        const mine = ledger.within(client);
        expect(await codeOf(mine.spend({ ...spend, id: `first-${end}` }))).toBe('booked');
        expect(await codeOf(mine.spend({ ...spend, id: `second-${end}` }))).toBe('budget_exceeded');
        expect(await mine.maySpend(spend)).toMatchObject({ code: 'budget_exceeded' });
      });
    }
    const events = await eventsOf(ledger, 5);
    expect(events.map(({ topic }) => topic)).toEqual([...Array.from({ length: 4 }, () => 'entry.booked'), 'budget.reached']);
  });

  test('commands sent at once on one client wait for each other', async () => {
    const { ledger } = await openLedger();
    await fund(ledger, 'ann', 10n);
    await inTransaction('commit', async (client) => {
      const codes = Array.from({ length: 15 }, (_, index) =>
        codeOf(ledger.within(client).spend({ id: `s${index}`, accountId: 'ann', amount: credit })),
      );
      expect((await Promise.all(codes)).filter((code) => code === 'booked')).toHaveLength(10);
    });
    expect(await availableOf(ledger, 'ann')).toBe(0n);
    expect(await ledger.audit()).toMatchObject({ difference: null });
  });

  test('the same id in two transactions at once is booked once, and by the other if the first rolls back', async () => {
    const { ledger } = await openLedger();
    await fund(ledger, 'ann', 10n);
    for (const end of ['commit', 'rollback'] as const) {
      const spend = { id: `once-${end}`, accountId: 'ann', amount: credit };
      const holding = Promise.withResolvers<Entry>();
      const mayEnd = Promise.withResolvers<undefined>();
      const first = inTransaction(end, async (client) => {
        const entry = await ledger.within(client).spend(spend);
        holding.resolve(entry);
        await mayEnd.promise;
      });
      const entry = await holding.promise;
      const second = inTransaction('commit', async (client) => ledger.within(client).spend(spend));
      const third = ledger.spend(spend);
      await someoneWaits();
      mayEnd.resolve(undefined);
      await first;
      expect((await second).number).toBe(entry.number);
      expect(await third).toEqual(await second);
    }
    expect(await availableOf(ledger, 'ann')).toBe(8n);
    expect(await ledger.audit()).toMatchObject({ difference: null });
  });

  test('an account opened by two at once is opened by one', async () => {
    const { ledger } = await openLedger();
    const opened = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        inTransaction('commit', (client) => codeOf(ledger.within(client).openAccount({ id: `open-${index}`, accountId: 'ann' }))),
      ),
    );
    expect(opened.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'account_already_open'), 'booked']);
    expect(await ledger.audit()).toMatchObject({ accounts: 1, difference: null });
  });

  test('transactions and the pool together on the same accounts lose nothing and book nothing twice', async () => {
    const { ledger } = await openLedger();
    const accounts = ['ann', 'bob', 'cleo'];
    for (const accountId of accounts) await fund(ledger, accountId, 100n);
    const onPool = accounts.flatMap((accountId) =>
      Array.from({ length: 40 }, (_, index) => ledger.spend({ id: `p${index}`, accountId, amount: credit })),
    );
    const within = Array.from({ length: 20 }, (_, index) =>
      inTransaction(index % 4 === 3 ? 'rollback' : 'commit', async (client) => {
        for (const accountId of accounts) await ledger.within(client).spend({ id: `w${index}`, accountId, amount: credit });
      }),
    );
    await Promise.all([...onPool, ...within]);
    for (const accountId of accounts) expect(await availableOf(ledger, accountId)).toBe(100n - 40n - 15n);
    expect(await ledger.audit()).toMatchObject({ difference: null });
  });

  test('accounts in opposite orders end in a deadlock that PostgreSQL resolves, and the loser can begin again', async () => {
    const { ledger } = await openLedger();
    for (const accountId of ['ann', 'bob']) await fund(ledger, accountId, 10n);
    const met = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()] as const;
    const swap = (mine: 0 | 1, accounts: readonly [string, string]): Promise<void> =>
      inTransaction('commit', async (client) => {
        await ledger.within(client).spend({ id: `s${mine}`, accountId: accounts[0], amount: credit });
        met[mine].resolve(undefined);
        await met[mine === 0 ? 1 : 0].promise;
        await ledger.within(client).spend({ id: `s${mine}`, accountId: accounts[1], amount: credit });
      });
    const ends = await Promise.allSettled([swap(0, ['ann', 'bob']), swap(1, ['bob', 'ann'])]);
    const lost = ends.filter((end) => end.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toMatchObject({ code: '40P01' });
    const loser = ends[0].status === 'rejected' ? 0 : 1;
    await swap(loser, ['ann', 'bob']);
    expect([await availableOf(ledger, 'ann'), await availableOf(ledger, 'bob')]).toEqual([8n, 8n]);
    expect(await ledger.audit()).toMatchObject({ difference: null });
  });

  test('a connection that dies in the middle takes everything with it, and the same command is booked once afterwards', async () => {
    const { ledger } = await openLedger();
    await fund(ledger, 'ann', 10n);
    const spend = { id: 'order', accountId: 'ann', amount: credit };
    const client = await pool.connect();
    const dead = new Promise<void>((resolve) => client.once('error', () => resolve()));
    await client.query('begin');
    await ledger.within(client).spend(spend);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await dead;
    expect(await codeOf(ledger.within(client).spend({ ...spend, id: 'next' }))).toBe('database_unavailable');
    client.release(true);
    expect(await availableOf(ledger, 'ann')).toBe(10n);
    await inTransaction('commit', (fresh) => ledger.within(fresh).spend(spend));
    expect(await availableOf(ledger, 'ann')).toBe(9n);
    expect(await ledger.audit()).toMatchObject({ difference: null });
  });

  test('a client without a transaction is refused, and nothing is booked', async () => {
    const { ledger } = await openLedger();
    await fund(ledger, 'ann', 10n);
    const client = await pool.connect();
    const attempt = ledger.within(client).spend({ id: 's', accountId: 'ann', amount: credit });
    await expect(attempt).rejects.toThrow('There is no transaction on this client');
    client.release();
    expect(await availableOf(ledger, 'ann')).toBe(10n);
  });
});

/** Waits until somebody waits for a lock. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' limit 2`,
    );
    if (rows.length === 2) return;
  }
}
