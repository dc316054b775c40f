/** The three ways of spending that the ledger benchmark compares, each called like a function of a server. */
import type pg from 'pg';
import { spendAmount, spender, type Arena } from './ledger-arena.ts';

export interface Contender {
  readonly name: 'imprest' | 'statement' | 'transaction';
  spend(accountId: string, id: string): Promise<void>;
  holdAndCapture(accountId: string, id: string): Promise<void>;
}

const amount = spendAmount.toString();
const holdTimeoutMs = 600_000;

/** Validation, idempotency, burn-down over three live grants, a budget, a chained journal and an event per entry. */
export function imprestOf({ ledger }: Arena): Contender {
  return {
    name: 'imprest',
    async spend(accountId, id) {
      await ledger.spend({ id, accountId, amount: spendAmount, usage: spender });
    },
    async holdAndCapture(accountId, id) {
      await ledger.hold({ id: `${id}h`, accountId, holdId: id, amount: spendAmount, timeoutMs: holdTimeoutMs, usage: spender });
      await ledger.capture({ id: `${id}c`, accountId, holdId: id });
    },
  };
}

const spendStatement = `
  with debited as (
    update rival.accounts set balance = balance - $3
    where account_id = $1 and balance - held >= $3
      and not exists (select from rival.journal where account_id = $1 and command_id = $2)
    returning balance
  )
  insert into rival.journal (account_id, command_id, kind, amount, balance_after) select $1, $2, 'spend', $3, balance from debited
  returning balance_after`;
const holdStatement = `
  with reserved as (
    update rival.accounts set held = held + $3
    where account_id = $1 and balance - held >= $3
      and not exists (select from rival.journal where account_id = $1 and command_id = $2)
    returning balance
  ), opened as (
    insert into rival.holds (account_id, hold_id, amount, open) select $1, $4, $3, true from reserved
  )
  insert into rival.journal (account_id, command_id, kind, amount, balance_after) select $1, $2, 'hold', $3, balance from reserved
  returning balance_after`;
const captureStatement = `
  with ended as (
    update rival.holds set open = false
    where account_id = $1 and hold_id = $3 and open
      and not exists (select from rival.journal where account_id = $1 and command_id = $2)
    returning amount
  ), debited as (
    update rival.accounts set balance = balance - ended.amount, held = held - ended.amount from ended where account_id = $1
    returning balance, ended.amount
  )
  insert into rival.journal (account_id, command_id, kind, amount, balance_after) select $1, $2, 'capture', amount, balance from debited
  returning balance_after`;

/** One prepared statement that commits by itself: checks the id, debits a guarded row, writes a journal row. No grants, no chain, no event. */
export function statementOf({ pool }: Arena): Contender {
  const one = async (name: string, text: string, values: readonly string[]): Promise<void> => {
    const { rowCount } = await pool.query({ name, text, values: [...values] });
    if (rowCount !== 1) throw new Error(`${name} was refused`);
  };
  return {
    name: 'statement',
    spend: (accountId, id) => one('spend', spendStatement, [accountId, id, amount]),
    async holdAndCapture(accountId, id) {
      await one('hold', holdStatement, [accountId, `${id}h`, amount, id]);
      await one('capture', captureStatement, [accountId, `${id}c`, id]);
    },
  };
}

/** What most servers do: begin, lock the row, look, write, commit. The statements are prepared too. */
export function transactionOf({ pool }: Arena): Contender {
  const run = async (work: (query: Query) => Promise<void>): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await work(async (name, text, values) => (await client.query<Row>({ name, text, values: [...values] })).rows[0]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  };
  return {
    name: 'transaction',
    spend: (accountId, id) =>
      run(async (query) => {
        const balance = await lockedBalance(query, accountId);
        await journal(query, [accountId, id, 'spend', amount, (balance - spendAmount).toString()]);
        await query('t-debit', 'update rival.accounts set balance = balance - $2 where account_id = $1', [accountId, amount]);
      }),
    async holdAndCapture(accountId, id) {
      await run(async (query) => {
        const balance = await lockedBalance(query, accountId);
        await journal(query, [accountId, `${id}h`, 'hold', amount, balance.toString()]);
        await query('t-open', 'insert into rival.holds values ($1, $2, $3, true)', [accountId, id, amount]);
        await query('t-reserve', 'update rival.accounts set held = held + $2 where account_id = $1', [accountId, amount]);
      });
      await run(async (query) => {
        const balance = await lockedBalance(query, accountId);
        await journal(query, [accountId, `${id}c`, 'capture', amount, (balance - spendAmount).toString()]);
        const ended = 'update rival.holds set open = false where account_id = $1 and hold_id = $2 and open returning amount';
        if ((await query('t-end', ended, [accountId, id])) === undefined) throw new Error('the hold is not open');
        const debit = 'update rival.accounts set balance = balance - $2, held = held - $2 where account_id = $1';
        await query('t-capture', debit, [accountId, amount]);
      });
    },
  };
}

type Row = Readonly<Record<string, string>>;
type Query = (name: string, text: string, values: readonly string[]) => Promise<Row | undefined>;

async function lockedBalance(query: Query, accountId: string): Promise<bigint> {
  const row = await query('t-lock', 'select balance from rival.accounts where account_id = $1 for update', [accountId]);
  const balance = BigInt(row?.['balance'] ?? 0);
  if (balance < spendAmount) throw new Error('not enough');
  return balance;
}

async function journal(query: Query, values: readonly string[]): Promise<void> {
  const text = `insert into rival.journal (account_id, command_id, kind, amount, balance_after) values ($1, $2, $3, $4, $5)
    on conflict do nothing returning account_id`;
  if ((await query('t-journal', text, values)) === undefined) throw new Error('the command was booked before');
}

/** Bytes of the tables that Imprest writes into, indexes and free pages included. */
export async function bytesWritten(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(name::regclass)) as bytes
     from unnest(array['ledger.entries', 'ledger.accounts', 'ledger.grants', 'ledger.refusals', 'outbox']) as name`,
  );
  return Number(rows[0]?.bytes);
}
