/** Where the contenders of the ledger benchmark meet: databases of one embedded PostgreSQL, filled alike for each of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../packages/server/src/database/embedded/embedded-postgres.ts';
import { openDatabase, type Database } from '../packages/server/src/database/index.ts';
import { systemClock } from '../packages/server/src/kernel/index.ts';
import { Ledger } from '../packages/server/src/ledger/index.ts';

/** One database with a ledger, the tables of the rivals, and accounts that all of them have. */
export interface Arena {
  readonly database: Database;
  readonly ledger: Ledger;
  /** The connections of the rivals; as many as the ledger has. */
  readonly pool: pg.Pool;
  readonly accountCount: number;
  close(): Promise<void>;
}

const connections = 20;
const dayMs = 86_400_000;
/** Enough for any number of spends. */
const grantAmount = 1_000_000_000_000n;
export const spendAmount = 1_234_567n;
/** Each account has a budget for this key, and spends with it. */
const budgetScope = { type: 'api_key', id: 'key_1' } as const;
export const spender = { apiKeyId: budgetScope.id } as const;
/** An account is opened, gets three grants and a budget, and spends five times. */
export const entriesPerAccount = 10;

export function accountIdOf(index: number): string {
  return `acct_${String(index).padStart(26, '0')}`;
}

/** A PostgreSQL in a folder of its own; `fsync` and `synchronous_commit` are on, as in every Imprest. */
export async function startPostgres(): Promise<{ urlOf: (name: string) => Promise<string>; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'imprest-bench-ledger-'));
  const postgres = await EmbeddedPostgres.open({ dataDir, exclusive: true, connections: 200, report: () => undefined });
  const { user = '', password, host = '', port = 0 } = postgres.address();
  const urlTo = (name: string): string => `postgres://${user}:${String(password)}@${host}:${String(port)}/${name}`;
  return {
    async urlOf(name) {
      const client = new pg.Client({ connectionString: urlTo('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return urlTo(name);
    },
    async stop() {
      await postgres.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function openArena(url: string, accountCount: number): Promise<Arena> {
  const database = await openDatabase({ url, connections });
  const ledger = new Ledger({ database, clock: systemClock });
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // Idle connections may hear of the end of PostgreSQL before their own.
  pool.on('error', () => undefined);
  await pool.query(rivalTables);
  return {
    database,
    ledger,
    pool,
    accountCount,
    async close() {
      await ledger.close();
      await pool.end();
      await database.close();
    },
  };
}

/** Fills the ledger through its public calls, and the rivals with rows of the same number. */
export async function fillByCalls({ ledger, pool, accountCount }: Arena): Promise<void> {
  const nowMs = Date.now();
  const indexes = Array.from({ length: accountCount }, (_, index) => index);
  await Promise.all(
    indexes.map(async (index) => {
      const accountId = accountIdOf(index);
      await ledger.openAccount({ id: 'open', accountId });
      for (const days of [30, 60, 90]) {
        const expiresAtMs = nowMs + days * dayMs;
        await ledger.grant({ id: `grant_${String(days)}`, accountId, kind: 'purchased', amount: grantAmount, expiresAtMs });
      }
      await ledger.setBudget({ id: 'budget', accountId, scope: budgetScope, period: 'month', limit: 3n * grantAmount });
      for (let count = 5; count < entriesPerAccount; count += 1) {
        await ledger.spend({ id: `filled_${String(count)}`, accountId, amount: spendAmount, usage: spender });
      }
    }),
  );
  await fillRivals(pool, accountCount);
}

/**
 * Fills the ledger with rows as it writes them: the last account of a small arena, copied. Their hashes are those of the original,
 * which no spend looks at; the audit would.
 */
export async function fillByCopies({ ledger, pool, accountCount }: Arena): Promise<void> {
  await fillByCalls({ ledger, pool, accountCount: 1 } as Arena); // Only these three members are looked at.
  const original = accountIdOf(0);
  const columnsOf = async (table: string): Promise<string> => {
    const { rows } = await pool.query<{ columns: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns from information_schema.columns
       where table_schema = 'ledger' and table_name = $1 and column_name <> 'account_id'`,
      [table],
    );
    return rows[0]?.columns ?? '';
  };
  for (const table of ['accounts', 'grants', 'entries']) {
    const columns = await columnsOf(table);
    await pool.query(
      `insert into ledger.${table} (account_id, ${columns})
       select 'acct_' || lpad(copy::text, 26, '0'), ${columns} from generate_series(1, $2::integer - 1) as copy, ledger.${table}
       where account_id = $1`,
      [original, accountCount],
    );
  }
  await fillRivals(pool, accountCount);
  await pool.query('vacuum (analyze) ledger.accounts, ledger.entries, ledger.grants, rival.accounts, rival.journal');
  await pool.query('checkpoint');
  await fillCache(pool);
}

/** Reads what spends read, in the order of its indexes, into the memory of PostgreSQL: that of a server that has been running for long. */
async function fillCache(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    for (const [columns, table] of [
      ['account_id, balance', 'ledger.accounts'],
      ['account_id, number', 'ledger.entries'],
      ['account_id, command_id', 'ledger.entries'],
      ['account_id, balance', 'rival.accounts'],
      ['account_id, command_id', 'rival.journal'],
    ]) {
      await client.query(
        `select count(*) from (select ${String(columns)} from ${String(table)} order by ${String(columns)} offset 0) read`,
      );
    }
  } finally {
    client.release(true);
  }
}

/** What the best plain statement and the usual transaction keep: a balance, open holds, and a journal that knows each command. */
const rivalTables = `
  create schema rival;
  create table rival.accounts (
    account_id text collate "C" primary key, balance bigint not null, held bigint not null default 0,
    check (held >= 0 and balance >= held)
  ) with (fillfactor = 60);
  create table rival.journal (
    account_id text collate "C" not null, command_id text collate "C" not null, kind text not null, amount bigint not null,
    balance_after bigint not null, at timestamptz not null default clock_timestamp(), primary key (account_id, command_id)
  );
  create table rival.holds (
    account_id text collate "C" not null, hold_id text collate "C" not null, amount bigint not null, open boolean not null,
    primary key (account_id, hold_id)
  ) with (fillfactor = 60)`;

async function fillRivals(pool: pg.Pool, accountCount: number): Promise<void> {
  await pool.query(
    `insert into rival.accounts (account_id, balance) select 'acct_' || lpad(number::text, 26, '0'), $2
     from generate_series(0, $1::integer - 1) as number on conflict do nothing`,
    [accountCount, (3n * grantAmount).toString()],
  );
  await pool.query(
    `insert into rival.journal (account_id, command_id, kind, amount, balance_after)
     select 'acct_' || lpad(number::text, 26, '0'), 'filled_' || entry, 'spend', 1, 1
     from generate_series(0, $1::integer - 1) as number, generate_series(1, $2::integer) as entry on conflict do nothing`,
    [accountCount, entriesPerAccount],
  );
  await pool.query('vacuum (analyze) rival.accounts, rival.journal');
}
