import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../database/index.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { Problem } from '../../kernel/index.ts';
import { Ledger } from '../ledger.ts';
import { histories, historyOf, startMs } from '../testing/histories.ts';
import { audit } from './audit.ts';
import type { AccountBalance } from './balance-reader.ts';

const dayMs = 86_400_000;
let database: Database;
let ledger: Ledger;
let endMs = startMs;
const clock = { ms: startMs, nowMs: () => clock.ms };

/** Random accounts, each with a history of its own; what time has done to them after their last command is not booked. */
beforeAll(async () => {
  database = await testDatabase();
  ledger = new Ledger({ database, clock });
  for (const [index, steps] of fc.sample(histories, { numRuns: 30, seed: 7 }).entries()) {
    clock.ms = startMs;
    for (const { waitMs, request } of historyOf(steps, `acct_${String(index)}`)) {
      clock.ms += waitMs;
      await ledger.executeAll(request).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
      });
    }
    endMs = Math.max(endMs, clock.ms);
  }
  clock.ms = endMs + 400 * dayMs;
});

const moments = fc.oneof(
  fc.integer({ min: -10, max: 60 }).map((ms) => startMs + ms),
  fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -20, max: 20 })).map(([days, ms]) => startMs + days * dayMs + ms),
);

test('the books of any moment agree with every balance and with the report of the books', async () => {
  await fc.assert(
    fc.asyncProperty(moments, async (atMs) => {
      const accounts: AccountBalance[] = [];
      const report = await audit(database, { atMs, balances: 'all', onAccount: (account) => accounts.push(account) });
      expect(report.difference).toBeNull();
      expect(report.balancesRead).toBe(report.accounts);
      expect(accounts.reduce((sum, account) => sum + account.balance, 0n)).toBe(report.sums.available + report.sums.held);
      const books = await ledger.readBooks({ atMs: atMs + 1 });
      expect(Object.fromEntries(books.books.map(({ book, closing }) => [book, closing]))).toEqual(report.sums);
      const linesOf = (lines: readonly { fund: string; expiryMonth: string | null; available: bigint; held: bigint }[]) =>
        lines
          .map(({ fund, expiryMonth, available, held }) => `${expiryMonth ?? '~'} ${fund} ${String(available)} ${String(held)}`)
          .toSorted();
      expect(linesOf(report.outstanding)).toEqual(linesOf(books.outstanding));
      for (const { fund, closing } of books.funds) {
        const sums = report.funds[fund];
        expect([fund, closing]).toEqual([fund, (sums?.available ?? 0n) + (sums?.held ?? 0n)]);
      }
    }),
    { numRuns: 40 },
  );
});

test('all that is booked agrees with every row', async () => {
  const report = await audit(database);
  expect(report).toMatchObject({ difference: null, atMs: null, accounts: 30, rowsCompared: 30, balancesRead: 0 });
});

test('an account that was opened later is not in the books, and a row that was written later is not compared', async () => {
  const report = await audit(database, { atMs: startMs - 1 });
  expect(report).toMatchObject({ difference: null, accounts: 0, entries: 0, rowsCompared: 0 });
  const end = await audit(database, { atMs: endMs });
  expect(end).toMatchObject({ difference: null, accounts: 30, rowsCompared: 30 });
});
