import { sql } from 'kysely';
import { beforeAll, expect } from 'vitest';
import type { Database, Tx } from '../../database/index.ts';
import { newId, Problem, systemClock, type Clock } from '../../kernel/index.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { audit, Ledger, type Entry } from '../index.ts';

/** A database with two ledgers on it, as two server processes have, and the table of another room. */
export interface Fixture {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly other: Ledger;
  /** A further ledger, by another clock. */
  ledgerBy(clock: Clock): Ledger;
  /** Opens an account with this many micro-credits in it; gives its id. */
  fundedAccount(amount: bigint): Promise<string>;
  expectWhole(): Promise<void>;
  /** Writes a row of another room. */
  insertMade(tx: Tx, accountId: string, id: string): Promise<void>;
  countMade(accountId: string): Promise<number>;
}

export function ledgerFixture(): { readonly current: Fixture } {
  let fixture: Fixture | undefined;
  beforeAll(async () => {
    fixture = await makeFixture();
  });
  return {
    get current() {
      if (fixture === undefined) throw new Error('the fixture is there once the tests run');
      return fixture;
    },
  };
}

async function makeFixture(): Promise<Fixture> {
  const database = await testDatabase();
  const ledger = new Ledger({ database, clock: systemClock });
  const other = new Ledger({ database, clock: systemClock });
  await sql`create table made (account_id text not null, id text not null, primary key (account_id, id))`.execute(database.sql);
  return {
    database,
    ledger,
    other,
    ledgerBy: (clock) => new Ledger({ database, clock }),
    async fundedAccount(amount) {
      const accountId = newId('acct');
      await ledger.openAccount({ id: 'open', accountId });
      if (amount > 0n) await ledger.grant({ id: 'fund', accountId, kind: 'purchased', amount });
      return accountId;
    },
    async expectWhole() {
      const report = await audit(database);
      expect(report.difference).toBeNull();
      expect(Object.values(report.sums).reduce((sum, amount) => sum + amount, 0n)).toBe(0n);
    },
    async insertMade(tx, accountId, id) {
      await sql`insert into made (account_id, id) values (${accountId}, ${id})`.execute(tx);
    },
    async countMade(accountId) {
      const { rows } = await sql<{ count: bigint }>`select count(*) as count from made where account_id = ${accountId}`.execute(
        database.sql,
      );
      return Number(rows[0]?.count);
    },
  };
}

/** `booked`, or the code of the problem. */
export async function codeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'booked';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

/** The whole statement, oldest first. */
export async function allEntries(of: Ledger, accountId: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await of.readStatement(accountId, { cursor, limit: 7 });
    entries.unshift(...page.entries.toReversed());
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return entries;
}

export function countOf<T>(values: readonly T[], value: T): number {
  return values.filter((candidate) => candidate === value).length;
}
