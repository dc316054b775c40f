import { demand } from './broken.ts';
import { cycleAround, cycleStartMs } from './calendar.ts';
import type { GrantBook } from './account-books.ts';
import type { AuditedEntry, AuditedGrant } from './queries.ts';
import { RuleRead } from './read-rule.ts';

export interface RecurringBook {
  readonly number: number;
  readonly id: string;
  readonly kind: string;
  readonly amount: bigint;
  readonly priority: number;
  readonly label: string;
  /** As the entry that started it has them. */
  readonly packedTerms: unknown;
  /** What is kept of a cycle, `null` for nothing; `max` and `cycles` are `null` for no bound. */
  readonly rollover: { readonly max: bigint | null; readonly cycles: number | null } | null;
  readonly startOf: (index: number) => number;
  nextIndex: number;
  nextMs: number;
  cyclesLeft: number | null;
  current: number | null;
  rolled: readonly number[];
}

/** The recurring grants of an account that run. */
export class RecurringBooks {
  /** In the order in which they were started. */
  #all: RecurringBook[] = [];

  start(rule: RuleRead, number: number, atMs: number): void {
    this.#letGo(atMs);
    const terms = rule.list(1);
    const [id, kind, every, unit, anchorMs, zone] = [
      terms.text(1),
      terms.text(2),
      terms.whole(4),
      terms.text(5),
      terms.whole(6),
      terms.text(7),
    ];
    demand(kind !== 'transferred', 'recurring', 'transferred credits come by a transfer alone');
    demand(!this.#all.some((other) => other.id === id), 'recurring', `recurring grant ${id} runs already`);
    const kept = terms.isNull(9) ? null : terms.list(9);
    this.#all.push({
      number,
      id,
      kind,
      amount: terms.amount(3),
      priority: terms.whole(10),
      label: terms.text(11),
      packedTerms: rule.raw(1),
      rollover: kept && { max: kept.isNull(1) ? null : kept.amount(1), cycles: kept.isNull(2) ? null : kept.whole(2) },
      startOf: (index) => cycleStartMs(anchorMs, zone, unit, every, index),
      nextIndex: anchorMs > atMs ? 0 : cycleAround(anchorMs, zone, unit, every, atMs),
      nextMs: Math.max(anchorMs, atMs),
      cyclesLeft: terms.isNull(8) ? null : terms.whole(8),
      current: null,
      rolled: [],
    });
  }

  extend(rule: RuleRead, atMs: number): void {
    this.#letGo(atMs);
    const id = rule.text(1);
    const extended = this.#all.find((recurring) => recurring.id === id);
    demand(extended !== undefined && extended.cyclesLeft !== null, 'recurring', `recurring grant ${id} has no last cycle to extend`);
    extended.cyclesLeft += rule.whole(2);
  }

  stop(rule: RuleRead, atMs: number): void {
    this.#letGo(atMs);
    const id = rule.text(1);
    const running = this.#all.length;
    this.#all = this.#all.filter((recurring) => recurring.id !== id);
    demand(this.#all.length === running - 1, 'recurring', `recurring grant ${id} is stopped and does not run`);
  }

  /** The one whose next cycle begins first. */
  first(): RecurringBook | undefined {
    let first: RecurringBook | undefined;
    for (const recurring of this.#all) {
      if (recurring.cyclesLeft !== 0 && (first === undefined || recurring.nextMs < first.nextMs)) first = recurring;
    }
    return first;
  }

  /** A cycle has been granted: the next one begins where it ends, if there is one. */
  pass(recurring: RecurringBook, grant: number): void {
    recurring.nextIndex += 1;
    recurring.nextMs = recurring.startOf(recurring.nextIndex);
    recurring.current = grant;
    if (recurring.cyclesLeft !== null) recurring.cyclesLeft -= 1;
  }

  /** Lets go of those whose last cycle is over. */
  #letGo(atMs: number): void {
    this.#all = this.#all.filter((recurring) => recurring.cyclesLeft !== 0 || recurring.nextMs > atMs);
  }

  packed(atMs: number): readonly (readonly unknown[])[] {
    this.#letGo(atMs);
    return this.#all.map(({ number, packedTerms, nextIndex, nextMs, cyclesLeft, current, rolled }) => [
      number,
      packedTerms,
      nextIndex,
      nextMs,
      cyclesLeft,
      current,
      rolled,
    ]);
  }
}

/** What rolls over where a cycle ends, before the next is granted; `undefined` when nothing does. */
export function rolloverDue(
  { rollover, current, rolled }: RecurringBook,
  grants: ReadonlyMap<number, GrantBook>,
  atMs: number,
): { readonly from: GrantBook; readonly amount: bigint; readonly kept: readonly number[] } | undefined {
  const from = grants.get(current ?? -1);
  if (rollover === null || from === undefined) return undefined;
  const live = rolled.flatMap((number) => grants.get(number) ?? []).filter((grant) => grant.expiresMs > atMs);
  const inUse = live.reduce((sum, grant) => sum + grant.available + grant.held, 0n);
  const room = rollover.max === null ? from.available : rollover.max - inUse;
  const amount = room < from.available ? room : from.available;
  return amount > 0n ? { from, amount, kept: live.map((grant) => grant.number) } : undefined;
}

/** When what is granted or rolled over at the start of the next cycle expires. */
export function expiryOfNext({ rollover, startOf, nextIndex }: RecurringBook, isRollover: boolean): number {
  if (!isRollover) return startOf(nextIndex + 1);
  const cycles = rollover?.cycles ?? null;
  return cycles === null ? Infinity : startOf(nextIndex + cycles);
}

/** Demands that an entry grants what a recurring grant gives at this moment. */
export function checkCycle(entry: AuditedEntry, terms: AuditedGrant, recurring: RecurringBook, amount: bigint): void {
  const { id, kind, priority, label, nextIndex } = recurring;
  const same = (what: string, stored: unknown, derived: unknown): void => {
    demand(stored === derived, 'recurring', `recurring grant ${id} gives ${what} ${String(derived)}, the entry ${String(stored)}`);
  };
  const rule = new RuleRead(entry.rule);
  same('a', rule.name, 'cycle');
  same('a cycle of', rule.text(1), id);
  same('cycle', rule.whole(2), nextIndex);
  same('credits of kind', terms.kind, kind);
  same('the amount', terms.amount, amount);
  same('the priority', terms.priority, priority);
  same('the label', terms.label, label);
  same('credits from', terms.effective_at.getTime(), entry.at.getTime());
  same('credits until', terms.expires_at?.getTime() ?? Infinity, expiryOfNext(recurring, entry.kind === 'rollover'));
}
