import type { Sql, Tx } from '../database/index.ts';
import { addOnCalendar, type MicroCredits } from '../kernel/index.ts';
import { addCycles, endSubscription, insertSubscription, selectSubscriptions, type SubscriptionRow } from './queries.ts';
import type { Purchase } from './purchase.ts';

/** A subscription of an account that is paid for. */
export interface SubscriptionView {
  readonly id: string;
  readonly subscriptionId: string;
  readonly title: string;
  readonly creditsPerCycle: MicroCredits;
  /** The billing day: every cycle begins on its day of the month, or on the last one of a shorter month. */
  readonly startedAtMs: number;
  /** When the next cycle begins; `null` during the last one that is paid. */
  readonly nextCycleAtMs: number | null;
  readonly paidUntilMs: number;
  /** Paid cycles that have not begun. */
  readonly cyclesAhead: number;
}

/** What a purchase finds of a subscription that is paid for. */
export interface RunningSubscription {
  /** The one that it extends; `null` when there is none on the same terms. */
  readonly extends: SubscriptionRow | null;
  /** When what is paid for of the same plan ends; `null` when nothing is. */
  readonly paidUntilMs: number | null;
  /** One whose credits the operator has stopped in the ledger: another begins now, in its place. */
  readonly stopped: SubscriptionRow | null;
}

/** The moment at which the n-th cycle begins, counted from the billing day, by UTC. */
function cycleStartMs(startedAtMs: number, index: number): number {
  return addOnCalendar(startedAtMs, 'UTC', 'month', index);
}

/** The subscription that a purchase goes on with. */
export async function findRunningSubscription(
  from: Sql,
  accountId: string,
  purchase: Purchase,
  nowMs: number,
): Promise<RunningSubscription> {
  const rows = await selectSubscriptions(from, accountId, nowMs);
  const last = rows.find((row) => row.plan_id === purchase.offerId);
  if (last === undefined) return { extends: null, paidUntilMs: null, stopped: null };
  const sameTerms = last.credits_per_cycle === purchase.lines[0]?.credits && isSameRollover(last.rollover, purchase.rollover);
  return { extends: sameTerms ? last : null, paidUntilMs: last.paid_until.getTime(), stopped: null };
}

function isSameRollover(stored: SubscriptionRow['rollover'], wanted: Purchase['rollover']): boolean {
  if (stored === null || wanted === null) return stored === wanted;
  return stored.max === (wanted.max?.toString() ?? null) && stored.cycles === wanted.cycles;
}

/**
 * Writes down what a settlement has started or extended, in its transaction. Gives `false` when the subscription has changed since it was
 * looked at.
 */
export async function noteSubscription(
  tx: Tx,
  noted: {
    readonly accountId: string;
    readonly id: string;
    readonly purchase: Purchase;
    readonly running: RunningSubscription;
    /** When the first cycle of a new one begins. */
    readonly startsAtMs: number;
  },
): Promise<boolean> {
  const { accountId, id, purchase, running, startsAtMs } = noted;
  const cycles = purchase.cycles ?? 1;
  const extended = running.extends;
  if (extended !== null) {
    const all = extended.cycles + cycles;
    return addCycles(tx, extended, { cycles: all, paidUntilMs: cycleStartMs(extended.started_at.getTime(), all) });
  }
  // What is paid for now must still be what was: another settlement may have started the same plan.
  const now = await findRunningSubscription(tx, accountId, purchase, running.paidUntilMs === null ? startsAtMs : startsAtMs - 1);
  if (running.stopped !== null) await endSubscription(tx, running.stopped, startsAtMs);
  else if (now.paidUntilMs !== running.paidUntilMs) return false;
  await insertSubscription(tx, {
    account_id: accountId,
    id,
    plan_id: purchase.offerId,
    title: purchase.title.replace(/, (?:1 month|12 months)$/u, ''),
    credits_per_cycle: purchase.lines[0]?.credits ?? 0n,
    rollover: purchase.rollover,
    started_at: new Date(startsAtMs),
    cycles,
    paid_until: new Date(cycleStartMs(startsAtMs, cycles)),
  });
  return true;
}

/** The subscriptions of an account that are paid for, those that end first at the top. */
export async function listSubscriptions(from: Sql, accountId: string, nowMs: number): Promise<readonly SubscriptionView[]> {
  const rows = await selectSubscriptions(from, accountId, nowMs);
  return rows.toReversed().map((row) => {
    const startedAtMs = row.started_at.getTime();
    let next = 0;
    while (next < row.cycles && cycleStartMs(startedAtMs, next) <= nowMs) next += 1;
    return {
      id: row.id,
      subscriptionId: row.plan_id,
      title: row.title,
      creditsPerCycle: row.credits_per_cycle,
      startedAtMs,
      nextCycleAtMs: next < row.cycles ? cycleStartMs(startedAtMs, next) : null,
      paidUntilMs: row.paid_until.getTime(),
      cyclesAhead: row.cycles - next,
    };
  });
}
