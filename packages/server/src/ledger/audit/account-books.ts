import { demand } from './broken.ts';
import type { MoveRead, UsageRead } from './moves.ts';
import { Queue } from './queue.ts';
import type { AuditedBook, AuditedGrant } from './queries.ts';
import { RuleBooks } from './rule-books.ts';
import type { RecurringBook } from './recurring-books.ts';
import type { Totals } from './totals.ts';

export interface GrantBook {
  readonly number: number;
  readonly id: string;
  readonly kind: string;
  readonly amount: bigint;
  readonly priority: number;
  readonly effectiveMs: number;
  readonly expiresMs: number;
  readonly createdMs: number;
  readonly originKind: string | null;
  /** The kind by which the credits first came. */
  readonly fund: string;
  scheduled: bigint;
  available: bigint;
  held: bigint;
}

export interface HoldBook {
  readonly id: string;
  readonly number: number;
  readonly amount: bigint;
  readonly openedMs: number;
  deadlineMs: number;
  captured: bigint;
  steps: number;
  parts: { grant: number; amount: bigint }[];
  readonly usage: UsageRead;
}

/** What time alone does next, in the order of one moment: a cycle, a grant that takes effect, a hold that times out, one that expires. */
export type Due =
  | { readonly rank: 0; readonly atMs: number; readonly number: number; readonly recurring: RecurringBook }
  | { readonly rank: 1 | 3; readonly atMs: number; readonly number: number; readonly grant: GrantBook }
  | { readonly rank: 2; readonly atMs: number; readonly number: number; readonly hold: HoldBook };

/** Of one grant or hold. */
type TimedDue = Exclude<Due, { readonly rank: 0 }>;

/** By this number moves name the credit line. */
export const creditLine = 0;

const gifts = new Set(['bonus', 'promotional', 'trial']);

/** Whether `a` is to be spent before `b`: priority, expiry, gifts, effective, created, id. */
export function isSpentBefore(a: GrantBook, b: GrantBook): boolean {
  if (a.priority !== b.priority) return a.priority < b.priority;
  if (a.expiresMs !== b.expiresMs) return a.expiresMs < b.expiresMs;
  if (gifts.has(a.fund) !== gifts.has(b.fund)) return gifts.has(a.fund);
  if (a.effectiveMs !== b.effectiveMs) return a.effectiveMs < b.effectiveMs;
  if (a.createdMs !== b.createdMs) return a.createdMs < b.createdMs;
  return a.id < b.id;
}

export function grantBookOf(row: AuditedGrant): GrantBook {
  return {
    number: Number(row.number),
    id: row.grant_id,
    kind: row.kind,
    amount: row.amount,
    priority: row.priority,
    effectiveMs: row.effective_at.getTime(),
    expiresMs: row.expires_at?.getTime() ?? Infinity,
    createdMs: row.created_at.getTime(),
    originKind: row.origin_kind,
    fund: row.origin_kind ?? row.kind,
    scheduled: 0n,
    available: 0n,
    held: 0n,
  };
}

/**
 * What one account has by the entries followed so far. Keeps only what is live, and finds what is spent or due next without a look at
 * all of it, so that an account with many grants or holds takes no longer for each entry.
 */
export class AccountBooks {
  number = 0;
  atMs = 0;
  hash = '0'.repeat(64);
  balance = 0n;
  held = 0n;
  /** The number of the first grant of purchased credits, and all that was ever given as bonus. */
  firstPurchase: number | null = null;
  bonusGranted = 0n;
  readonly grants = new Map<number, GrantBook>();
  readonly holds = new Map<string, HoldBook>();
  readonly rules = new RuleBooks();
  readonly #totals: Totals | undefined;
  readonly #spendable = new Map<string, Queue<GrantBook>>();
  readonly #due: Queue<TimedDue>;
  readonly #expiries = new Map<GrantBook, TimedDue>();

  constructor(totals?: Totals) {
    this.#totals = totals;
    this.#due = new Queue<TimedDue>(isDueBefore, (due) => this.#isStillDue(due));
  }

  get available(): bigint {
    return this.balance - this.held;
  }

  grantOf({ grant: number }: MoveRead): GrantBook {
    const grant = this.grants.get(number);
    demand(grant !== undefined, 'grants', `grant ${String(number)} has nothing left, or never was`);
    return grant;
  }

  addGrant(grant: GrantBook): void {
    this.grants.set(grant.number, grant);
    if (grant.scheduled > 0n) this.#due.add({ rank: 1, atMs: grant.effectiveMs, number: grant.number, grant });
  }

  openHold(hold: HoldBook): void {
    this.holds.set(hold.id, hold);
    this.watch(hold);
  }

  /** A hold times out at its deadline, which has been set. */
  watch(hold: HoldBook): void {
    this.#due.add({ rank: 2, atMs: hold.deadlineMs, number: hold.number, hold });
  }

  /** Carries out a move of a grant, or of the credit line when `grant` is `null`. Whether it may be is checked before. */
  carryOut(move: MoveRead, grant: GrantBook | null): void {
    const { from, to, amount } = move;
    this.#change(from, -amount, grant);
    this.#change(to, amount, grant);
    this.#totals?.addMove(grant?.fund ?? 'credit_line', move);
  }

  #change(book: AuditedBook, amount: bigint, grant: GrantBook | null): void {
    if (book === 'unbilled') this.rules.credit.unbilled -= amount;
    if (book === 'receivable') this.rules.credit.billed -= amount;
    if (book !== 'available' && book !== 'held') return;
    this.balance += amount;
    if (book === 'held') this.held += amount;
    if (grant === null) {
      demand(book === 'held', 'credit', 'what is on credit is never available');
      this.rules.credit.held += amount;
      return;
    }
    grant[book] += amount;
    demand(grant[book] >= 0n, 'grants', `grant ${grant.id} has less than nothing ${book}`);
    if (book === 'available' && amount > 0n) this.#offer(grant);
  }

  /** Credits of it can be spent, until they expire. */
  #offer(grant: GrantBook): void {
    let queue = this.#spendable.get(grant.fund);
    if (queue === undefined) this.#spendable.set(grant.fund, (queue = new Queue(isSpentBefore, isSpendable)));
    queue.add(grant);
    if (grant.expiresMs === Infinity) return;
    let due = this.#expiries.get(grant);
    if (due === undefined) this.#expiries.set(grant, (due = { rank: 3, atMs: grant.expiresMs, number: grant.number, grant }));
    this.#due.add(due);
  }

  /** The grant that is to be spent next, of these funds or of all. */
  firstToSpend(funds: Iterable<string> = this.#spendable.keys()): GrantBook | undefined {
    let first: GrantBook | undefined;
    for (const fund of funds) {
      const grant = this.#spendable.get(fund)?.first();
      if (grant && (first === undefined || isSpentBefore(grant, first))) first = grant;
    }
    return first;
  }

  firstDue(): Due | undefined {
    const due = this.#due.first();
    const recurring = this.rules.recurring.first();
    if (recurring && (due === undefined || recurring.nextMs <= due.atMs)) {
      return { rank: 0, atMs: recurring.nextMs, number: recurring.number, recurring };
    }
    return due;
  }

  /** Lets go of grants in which nothing is left. */
  forget(moves: readonly MoveRead[]): void {
    for (const { grant: number } of moves) {
      const grant = this.grants.get(number);
      if (grant && grant.scheduled + grant.available + grant.held === 0n) this.drop(grant);
    }
  }

  drop(grant: GrantBook): void {
    this.grants.delete(grant.number);
    this.#expiries.delete(grant);
  }

  #isStillDue(due: TimedDue): boolean {
    if (due.rank === 2) return this.holds.get(due.hold.id) === due.hold && due.hold.deadlineMs === due.atMs;
    return due.rank === 1 ? due.grant.scheduled > 0n : due.grant.available > 0n;
  }
}

function isDueBefore(a: Due, b: Due): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs;
  return a.rank === b.rank ? a.number < b.number : a.rank < b.rank;
}

function isSpendable(grant: GrantBook): boolean {
  return grant.available > 0n;
}
