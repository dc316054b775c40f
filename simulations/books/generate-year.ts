import { Problem } from '../../packages/server/src/kernel/index.ts';
import type { GrantKind, Ledger } from '../../packages/server/src/ledger/index.ts';
import { Random } from '../random.ts';

export const dayMs = 86_400_000;
export const yearStartMs = Date.UTC(2026, 0, 1);
export const yearEndMs = Date.UTC(2027, 0, 1);

/** A ledger whose clock the year turns. */
export interface Year {
  readonly ledger: Ledger;
  readonly clock: { nowMs: number };
  readonly accountIds: readonly string[];
  /** 1 for every day of the year, 3 for every third. */
  readonly everyDays: number;
}

interface Account {
  readonly accountId: string;
  readonly place: number;
  readonly random: Random;
  /** How many commands it has sent; makes their ids. */
  sent: number;
  readonly spends: string[];
}

type Act = (account: Account) => Promise<unknown>;

/** Accounts that act at once; enough to keep batches full. */
const together = 1000;

/**
 * Lets accounts live through a year by public calls alone: purchases with bonus, gifts, subscriptions with rollover, usage on credit with
 * bills and payments, holds that are captured, voided and forgotten, transfers, corrections, reversals and refunds. On each day that counts, an account
 * acts with a chance of one in four. `atEndOfDay` is told each day, when nothing is under way.
 */
export async function generateYear(
  { ledger, clock, accountIds, everyDays }: Year,
  atEndOfDay: (day: number) => Promise<void>,
): Promise<void> {
  const accounts = accountIds.map((accountId, place): Account => ({
    accountId,
    place,
    random: new Random(place + 1),
    sent: 0,
    spends: [],
  }));
  const acts = actsOf(ledger, clock, accountIds);
  await inTurns(accounts, acts.open);
  for (let day = 0; yearStartMs + day * dayMs < yearEndMs; day += everyDays) {
    clock.nowMs = yearStartMs + day * dayMs + 8 * 3_600_000 + day;
    await inTurns(
      accounts.filter(({ random }) => random.oneIn(4)),
      (account) => account.random.of(acts.daily)(account),
    );
    if (new Date(clock.nowMs).getUTCDate() <= everyDays) await inTurns(accounts.filter(isOnCredit), acts.bill);
    clock.nowMs += 12 * 3_600_000;
    await atEndOfDay(day);
  }
}

/** Refusals are part of life. */
async function inTurns(accounts: readonly Account[], act: Act): Promise<void> {
  for (let start = 0; start < accounts.length; start += together) {
    await Promise.all(
      accounts.slice(start, start + together).map(async (account) => {
        try {
          await act(account);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }),
    );
  }
}

function isOnCredit({ place }: Account): boolean {
  return place % 10 === 1;
}

function actsOf(ledger: Ledger, clock: { readonly nowMs: number }, accountIds: readonly string[]) {
  const base = (account: Account) => ({ id: `cmd_${String((account.sent += 1))}`, accountId: account.accountId });
  const amountOf = ({ random }: Account, credits: number): bigint => BigInt(1 + random.below(credits * 1_000_000));
  const usageOf = ({ random }: Account) => ({
    model: random.of(['standard', 'artistic', 'realistic']),
    operation: random.of(['generate', 'vary', 'upscale']),
    projectId: random.of(['proj_a', 'proj_b', 'proj_c']),
  });
  const give = (account: Account, kind: GrantKind, credits: number, days: number | null, inDays = 0): Promise<unknown> => {
    const effectiveAtMs = clock.nowMs + inDays * dayMs;
    const expiresAtMs = days === null ? undefined : effectiveAtMs + days * dayMs;
    return ledger.grant({
      ...base(account),
      kind,
      amount: amountOf(account, credits),
      effectiveAtMs,
      expiresAtMs,
      label: `=${kind}, "given"`,
    });
  };
  const open: Act = async (account) => {
    await ledger.openAccount(base(account));
    if (account.place % 3 === 0) await give(account, 'trial', 5, 30);
    if (account.place % 4 === 0) {
      const terms = { unit: 'month', timeZone: 'Europe/Berlin', cycles: null, rollover: { max: 8_000_000n, cycles: 1 } } as const;
      await ledger.startRecurringGrant({
        ...base(account),
        recurringId: 'plan',
        amount: 10_000_000n,
        startsAtMs: yearStartMs - dayMs,
        ...terms,
      });
    }
    if (isOnCredit(account)) await ledger.setCreditLimit({ ...base(account), amount: 50_000_000n });
  };
  const buy: Act = async (account) => {
    await give(account, 'purchased', 40, account.random.of([null, 60, 365]));
    await give(account, 'bonus', 6, 20 + account.random.below(60));
  };
  const spend: Act = async (account) => {
    const command = { ...base(account), amount: amountOf(account, 4), usage: usageOf(account), memo: '=SUM(A1:A9), "a picture"' };
    await ledger.spend(command);
    account.spends.push(command.id);
  };
  const hold = async (account: Account, then: (holdId: string, amount: bigint) => Promise<unknown>): Promise<void> => {
    const command = {
      ...base(account),
      amount: amountOf(account, 6),
      timeoutMs: (1 + account.random.below(9)) * dayMs,
      usage: usageOf(account),
    };
    const holdId = `hold_${command.id}`;
    await ledger.hold({ ...command, holdId });
    await then(holdId, command.amount);
  };
  const daily: readonly Act[] = [
    spend,
    spend,
    spend,
    spend,
    (account) => hold(account, (holdId, amount) => ledger.capture({ ...base(account), holdId, amount: amount / 2n + 1n })),
    (account) =>
      hold(account, async (holdId, amount) => {
        await ledger.capture({ ...base(account), holdId, amount: amount / 3n + 1n, final: false });
        if (account.random.oneIn(2)) await ledger.capture({ ...base(account), holdId });
      }),
    (account) => hold(account, (holdId) => (account.random.oneIn(2) ? ledger.void({ ...base(account), holdId }) : Promise.resolve())),
    buy,
    (account) => give(account, account.random.of(['promotional', 'refunded']), 3, 10, account.random.below(20)),
    (account) =>
      ledger.transfer({
        ...base(account),
        amount: amountOf(account, 5),
        toAccountId: account.random.of(accountIds),
        limits: { blockedKinds: [] },
      }),
    (account) =>
      ledger.adjust({ ...base(account), amount: amountOf(account, 2) * (account.random.oneIn(2) ? 1n : -1n), reason: 'a correction' }),
    (account) => ledger.reverse({ ...base(account), commandId: account.spends.pop() ?? 'none' }),
  ];
  const bill: Act = async (account) => {
    await ledger.closePeriod(base(account));
    if (!account.random.oneIn(3)) await ledger.settle({ ...base(account), amount: amountOf(account, 8) });
  };
  return { open, daily, bill };
}
