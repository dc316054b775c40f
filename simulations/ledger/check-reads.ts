import { isDeepStrictEqual } from 'node:util';
import type { Random } from '../random.ts';
import { asModelEntry } from './acts.ts';
import { show } from './explain.ts';
import type { Look } from './look.ts';
import { byBurnDown } from './model/grants-and-holds.ts';
import type { ModelAccount } from './model/model-account.ts';
import { windowAround } from './model/model-calendar.ts';
import { heldOf, usedOf } from './model/model-rules.ts';
import { sendRequest } from './model/model-request.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** One way of reading an account, and what it must show. */
interface Read {
  readonly shown: unknown;
  readonly expected: unknown;
}

export interface Reading {
  readonly server: SimulatedServer;
  /** As it is stored. */
  readonly account: ModelAccount;
  /** As it is now by the server's clock. */
  readonly current: ModelAccount;
  readonly random: Random;
  readonly look: Look;
  readonly pastMs: number;
}

const reads: Readonly<Record<string, (reading: Reading) => Promise<Read>>> = {
  balance: async ({ server, current }) => {
    const { balance, held, available } = await server.ledger.readBalance(current.accountId);
    return { shown: [balance, held, available], expected: [current.balance, current.held, current.balance - current.held] };
  },
  'past balance': async ({ server, account, pastMs }) => {
    const { balance, held } = await server.ledger.readBalance(account.accountId, pastMs);
    const then = account.copy();
    if ((then.entries.at(-1)?.atMs ?? 0) <= pastMs) then.advance(pastMs);
    const last = then.entries.findLast((entry) => entry.atMs <= pastMs);
    return { shown: [balance, held], expected: [last?.balanceAfter ?? 0n, last?.heldAfter ?? 0n] };
  },
  grants: async ({ server, current, look }) => {
    const shown = await server.ledger.readGrants(current.accountId);
    const live = current.grants.filter((grant) => grant.scheduled + grant.available + grant.held > 0n).toSorted(byBurnDown);
    const isStored = (id: string): boolean => look.grantNumber(current.accountId, id) !== undefined;
    const read = {
      // What is not stored yet has an id that the model does not know.
      shown: shown.map(({ id, kind, amount, remaining, held, scheduled, expiresAtMs }) =>
        show([isStored(id) ? id : '', kind, amount, remaining, held, scheduled, expiresAtMs]),
      ),
      expected: live.map(({ id, kind, amount, available, held, scheduled, expiresAtMs }) =>
        show([id, kind, amount, available + held, held, scheduled, expiresAtMs]),
      ),
    };
    // Nor does it know their order, where only the ids tell it.
    return live.every(({ id }) => id !== '') ? read : { shown: read.shown.toSorted(), expected: read.expected.toSorted() };
  },
  hold: async ({ server, current, random }) => {
    const holdId = random.of([...current.holds.map((hold) => hold.id), 'hold_none']);
    const shown = await server.ledger.readHold(current.accountId, holdId);
    const hold = current.holds.find((each) => each.id === holdId);
    return {
      shown: shown && [shown.status, shown.amount, shown.captured, shown.remaining, shown.deadlineMs, shown.endedAtMs],
      expected: hold && [
        hold.end,
        hold.amount,
        hold.captured,
        hold.parts.reduce((sum, part) => sum + part.amount, 0n),
        hold.deadlineMs,
        hold.endedAtMs,
      ],
    };
  },
  statement: async ({ server, current, random, look }) => {
    const limit = 1 + random.below(20);
    const first = await server.ledger.readStatement(current.accountId, { limit });
    const cursor = first.nextCursor;
    const second = cursor === null ? undefined : await server.ledger.readStatement(current.accountId, { limit, cursor });
    const shown = [...first.entries, ...(second?.entries ?? [])];
    const unstored = new Set(current.grants.filter((grant) => grant.id === '').map((grant) => String(grant.number)));
    return {
      shown: shown.map((entry) => asModelEntry(entry, (accountId, grantId) => look.grantNumber(accountId, grantId))),
      expected: current.entries
        .toReversed()
        .slice(0, 2 * limit)
        .map((entry) => ({ ...entry, moves: entry.moves.replace(/\d+(?=[a-z])/gu, (number) => (unstored.has(number) ? '?' : number)) })),
    };
  },
  rules: async ({ server, current }) => {
    const shown = await server.ledger.readRules(current.accountId);
    const { rules, spending } = current;
    const { creditLimit: limit, unbilled, billed } = rules;
    const atMs = current.timeOf(server.nowMs);
    const hasCredit = limit !== 0n || unbilled !== 0n || billed !== 0n;
    const { budgets, recurringGrants, credit, reserve, alertLevel } = shown;
    return {
      shown: {
        settled: [reserve, alertLevel, credit && [credit.limit, credit.unbilled, credit.billed, credit.left]],
        budgets: budgets.map((budget) => [budget.scope, budget.period, budget.limit, budget.used, budget.held, budget.startsAnewAtMs]),
        recurring: recurringGrants.map((recurring) => [recurring.recurringId, recurring.nextAtMs, recurring.cyclesLeft]),
      },
      expected: {
        settled: [rules.reserve, rules.alertLevel, hasCredit ? [limit, unbilled, billed, current.creditLeft] : null],
        budgets: rules.budgets.map((budget) => {
          const { scope, period } = budget;
          const counts = [budget.limit, usedOf(budget, spending, atMs), heldOf(budget, spending)];
          return [scope, period, ...counts, windowAround(period, atMs).endMs];
        }),
        recurring: rules.recurring
          .filter(({ cyclesLeft }) => cyclesLeft !== 0)
          .map(({ terms, nextAtMs, cyclesLeft }) => [terms.recurringId, nextAtMs, cyclesLeft]),
      },
    };
  },
  'may spend': async ({ server, account, random }) => {
    const amount = BigInt(random.below(60));
    const problem = await server.ledger.maySpend({ accountId: account.accountId, amount });
    const { answer } = sendRequest(
      account.copy(),
      [{ command: 'spend', id: 'a question', accountId: account.accountId, amount }],
      server.nowMs,
    );
    return { shown: problem?.code, expected: typeof answer === 'string' ? answer : undefined };
  },
};

/** How an account may be read. */
export const readNames: readonly string[] = Object.keys(reads);

/** Reads an account in one way; gives what is wrong with it. */
export async function checkRead(name: string, reading: Reading): Promise<string | undefined> {
  const read = await reads[name]?.(reading);
  if (read === undefined || isDeepStrictEqual(read.shown, read.expected)) return undefined;
  return `${reading.account.accountId}: the ${name} read is ${show(read.shown)} and not ${show(read.expected)}`;
}
