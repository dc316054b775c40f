import type { Usage } from '../../../packages/server/src/ledger/index.ts';
import { isBeyondBudget, copyRules, noRules, tellOfBudgets, type ModelRules, type Taken } from './model-rules.ts';
import { bookLetters, issuers, usageText, type ModelBook, type ModelEntry } from './model-entry.ts';
import { amountText, timeText } from './model-events.ts';
import { beginCycle } from './model-recurring.ts';
import { byBurnDown, copyGrantsAndHolds, Refused, type HeldPart, type ModelGrant, type ModelHold } from './grants-and-holds.ts';

/** Entries, or the code of a refusal. */
export type ModelAnswer = readonly ModelEntry[] | string;

/** What a command id was answered with, and the content that it had. */
interface Remembered {
  readonly content: string;
  readonly answer: ModelAnswer;
}

/** What an entry tells beside its moves. */
export interface EntryDetails {
  readonly commandId?: string | null;
  readonly holdId?: string;
  readonly memo?: string | undefined;
  readonly usage?: Usage | null;
  readonly otherAccountId?: string;
  readonly reverses?: string;
}

/** An entry with what a reversal of it must know. */
interface Reversible {
  readonly entry: ModelEntry;
  readonly usage: Usage | null;
  readonly taken: readonly HeldPart[];
}

/** The ids that the ledger makes itself, which the model does not know how to make. */
export type GrantIds = (accountId: string, number: number) => string;

export const amountMax = 2n ** 63n - 1n;
/** What is kept free for the cycles of recurring grants, as long as there are any. */
const roomForCycles = 10n ** 18n;
const dayMs = 86_400_000;

/** How many days ahead the last warning lies that is over at a moment; 0 before the first. */
export function daysWarned(expiresAtMs: number | null, atMs: number): number {
  if (expiresAtMs === null) return 0;
  return [1, 7, 30].find((days) => atMs >= expiresAtMs - days * dayMs) ?? 0;
}

/**
 * What the ledger should do with one account, in the plainest code: no packing, no hashing, no SQL. Shares nothing with the ledger but
 * the names of its types, so that a mistake in one is not in the other.
 */
export class ModelAccount {
  readonly accountId: string;
  readonly #grantIds: GrantIds;
  isOpen = false;
  /** Replaced and never changed, so that copies may share it. */
  entries: readonly ModelEntry[] = [];
  /** What the outbox tells of the account, in order. */
  events: readonly string[] = [];
  grants: ModelGrant[] = [];
  holds: ModelHold[] = [];
  answers: ReadonlyMap<string, Remembered> = new Map();
  reversible: ReadonlyMap<string, Reversible> = new Map();
  reversed: readonly number[] = [];
  rules: ModelRules = noRules();
  /** What holds, spends and captures may name instead of a grant: what is taken before it is paid. Its number is 0. */
  creditLine: ModelGrant = {
    number: 0,
    id: 'credit_line',
    kind: 'adjustment',
    origin: 'adjustment',
    priority: 0,
    amount: 0n,
    effectiveAtMs: 0,
    expiresAtMs: null,
    createdAtMs: 0,
    scheduled: 0n,
    available: 0n,
    held: 0n,
    warned: 0,
  };
  #taken: readonly Taken[] = [];
  #moves: { readonly grant: ModelGrant; readonly from: ModelBook; readonly to: ModelBook; readonly amount: bigint }[] = [];

  constructor(accountId: string, grantIds: GrantIds) {
    this.accountId = accountId;
    this.#grantIds = grantIds;
  }

  get balance(): bigint {
    return this.grants.reduce((sum, grant) => sum + grant.available, this.held);
  }

  get held(): bigint {
    return this.grants.reduce((sum, grant) => sum + grant.held, this.creditLine.held);
  }

  /** What the account has of its own to give away. */
  ownCredits(useReserve: boolean): bigint {
    const free = this.balance - this.held - (useReserve ? 0n : this.rules.reserve);
    return free > 0n ? free : 0n;
  }

  get creditLeft(): bigint {
    const left = this.rules.creditLimit - this.rules.unbilled - this.rules.billed;
    return left > 0n ? left : 0n;
  }

  /** How much more the account can take in. */
  get room(): bigint {
    return amountMax - this.promised - (this.rules.recurring.some(({ cyclesLeft }) => cyclesLeft !== 0) ? roomForCycles : 0n);
  }

  get spending() {
    return { taken: this.#taken, holds: this.holds };
  }

  /** The balance with what was promised to come. */
  get promised(): bigint {
    return this.grants.reduce((sum, grant) => sum + grant.scheduled, this.balance);
  }

  /** The refusals that are remembered, as `id code`, sorted. */
  refusals(): readonly string[] {
    return [...this.answers].flatMap(([id, { answer }]) => (typeof answer === 'string' ? [`${id} ${answer}`] : [])).toSorted();
  }

  copy(): ModelAccount {
    const copy = new ModelAccount(this.accountId, this.#grantIds);
    copy.become(this);
    return copy;
  }

  /** Makes it like `other`. */
  become(other: ModelAccount): void {
    this.isOpen = other.isOpen;
    this.entries = other.entries;
    this.events = other.events;
    Object.assign(this, copyGrantsAndHolds(other.grants, other.creditLine, other.holds));
    this.rules = copyRules(other.rules);
    this.#taken = other.#taken;
    this.answers = other.answers;
    this.reversible = other.reversible;
    this.reversed = other.reversed;
    this.#moves = [];
  }

  answerAgain(request: readonly { readonly id: string }[]): ModelAnswer | undefined {
    const entries: ModelEntry[] = [];
    let known = 0;
    for (const command of request) {
      const found = this.answers.get(command.id);
      if (found === undefined) continue;
      if (found.content !== contentOf(command)) return 'command_id_reused';
      if (typeof found.answer === 'string') return found.answer;
      entries.push(...found.answer);
      known += 1;
    }
    if (known === 0) return undefined;
    return known === request.length ? entries : 'command_id_reused';
  }

  remember(commandId: string, content: string, answer: ModelAnswer): void {
    this.answers = new Map(this.answers).set(commandId, { content, answer });
  }

  /**
   * Books what time has done by `nowMs`, and tells of what expires soon. At one moment, cycles begin before grants take effect before
   * holds time out before grants expire.
   */
  advance(nowMs: number): void {
    const timeMs = this.timeOf(nowMs);
    for (let due = this.#nextDue(); due !== undefined && due.atMs <= timeMs; due = this.#nextDue()) due.happen();
    for (const grant of this.grants.toSorted(byBurnDown)) {
      const { id, kind, available, expiresAtMs } = grant;
      const days = daysWarned(expiresAtMs, timeMs);
      if (available === 0n || expiresAtMs === null || days === 0 || (grant.warned !== 0 && days >= grant.warned)) continue;
      grant.warned = days;
      this.#tell(`grant.expiring ${id} ${kind} ${String(days)} ${amountText(available)} ${timeText(expiresAtMs)}`);
    }
  }

  #nextDue(): { readonly atMs: number; readonly happen: () => void } | undefined {
    const due: { readonly atMs: number; readonly rank: number; readonly number: number; readonly happen: () => void }[] = [];
    for (const grant of this.grants) {
      const { number, effectiveAtMs, expiresAtMs } = grant;
      if (grant.scheduled > 0n) {
        due.push({ atMs: effectiveAtMs, rank: 0, number, happen: () => this.#takeEffect(grant) });
      }
      if (grant.available > 0n && expiresAtMs !== null) {
        due.push({ atMs: expiresAtMs, rank: 2, number, happen: () => this.#expire(grant, expiresAtMs) });
      }
    }
    for (const hold of this.holds) {
      if (hold.end === 'open') due.push({ atMs: hold.deadlineMs, rank: 1, number: hold.number, happen: () => this.#timeOut(hold) });
    }
    for (const recurring of this.rules.recurring) {
      if (recurring.cyclesLeft === 0) continue;
      due.push({ atMs: recurring.nextAtMs, rank: -1, number: recurring.number, happen: () => beginCycle(this, recurring) });
    }
    return due.toSorted((a, b) => a.atMs - b.atMs || a.rank - b.rank || a.number - b.number)[0];
  }

  #takeEffect(grant: ModelGrant): void {
    this.move(grant, issuers[grant.kind], 'available', grant.scheduled);
    grant.scheduled = 0n;
    this.book('grant', grant.effectiveAtMs);
  }

  #expire(grant: ModelGrant, atMs: number): void {
    this.move(grant, 'available', 'breakage', grant.available);
    this.book('expire', atMs);
  }

  #timeOut(hold: ModelHold): void {
    this.endHold(hold, 'expired', hold.deadlineMs);
    this.book('expire', hold.deadlineMs, { holdId: hold.id });
  }

  /** A grant of the next entry, which the caller books. */
  addGrant(
    terms: Omit<ModelGrant, 'id' | 'number' | 'createdAtMs' | 'scheduled' | 'available' | 'held' | 'warned'> & {
      readonly id?: string | undefined;
    },
    atMs: number,
  ): void {
    const number = this.entries.length + 1;
    const later = terms.effectiveAtMs > atMs;
    const warned = daysWarned(terms.expiresAtMs, Math.max(atMs, terms.effectiveAtMs));
    const id = terms.id ?? this.#grantIds(this.accountId, number);
    const grant = { ...terms, id, number, createdAtMs: atMs, scheduled: later ? terms.amount : 0n, available: 0n, held: 0n, warned };
    this.grants.push(grant);
    if (!later) this.move(grant, issuers[terms.kind], 'available', terms.amount);
  }

  openHold(holdId: string): ModelHold {
    const hold = this.holds.find((each) => each.id === holdId);
    if (hold === undefined) throw new Refused('unknown_hold');
    if (hold.end === 'expired') throw new Refused('hold_expired');
    if (hold.end !== 'open') throw new Refused('hold_not_open');
    return hold;
  }

  endHold(hold: ModelHold, end: ModelHold['end'], atMs: number): void {
    for (const { grant, amount } of hold.parts.toReversed()) this.move(grant, 'held', this.homeOf(grant, atMs), amount);
    hold.parts = [];
    hold.end = end;
    hold.endedAtMs = atMs;
  }

  /** Where credits go that come back. */
  homeOf(grant: ModelGrant, atMs: number): ModelBook {
    if (grant === this.creditLine) return 'unbilled';
    return grant.expiresAtMs !== null && grant.expiresAtMs <= atMs ? 'breakage' : 'available';
  }

  /** Refuses to use more than reserve, credit limit and budgets allow. */
  demandFunds(amount: bigint, usage: Usage | null | undefined, useReserve: boolean, atMs: number): void {
    if (amount > this.ownCredits(useReserve) + this.creditLeft) throw new Refused('insufficient_credits');
    if (amount > 0n && isBeyondBudget(this.rules, usage, amount, this.spending, atMs)) throw new Refused('budget_exceeded');
  }

  /** Takes own credits in burn-down order and the rest on credit. */
  use(amount: bigint, to: ModelBook, useReserve: boolean): HeldPart[] {
    const own = this.ownCredits(useReserve);
    const onCredit = amount > own ? amount - own : 0n;
    const parts = this.take(amount - onCredit, to);
    if (onCredit === 0n) return parts;
    this.move(this.creditLine, 'unbilled', to, onCredit);
    return [...parts, { grant: this.creditLine, amount: onCredit }];
  }

  /** Takes available credits in burn-down order, of those grants that `may` be used. */
  take(amount: bigint, to: ModelBook, may: (grant: ModelGrant) => boolean = () => true): HeldPart[] {
    const parts: HeldPart[] = [];
    let missing = amount;
    for (const grant of this.grants.filter(may).toSorted(byBurnDown)) {
      const taken = grant.available < missing ? grant.available : missing;
      if (taken === 0n) continue;
      this.move(grant, 'available', to, taken);
      parts.push({ grant, amount: taken });
      missing -= taken;
    }
    if (missing > 0n) throw new Refused('insufficient_credits');
    return parts;
  }

  move(grant: ModelGrant, from: ModelBook, to: ModelBook, amount: bigint): void {
    if (from === 'available' || from === 'held') grant[from] -= amount;
    if (to === 'available' || to === 'held') grant[to] += amount;
    if (from === 'unbilled') this.rules.unbilled += amount;
    if (to === 'unbilled') this.rules.unbilled -= amount;
    if (from === 'receivable') this.rules.billed += amount;
    if (to === 'receivable') this.rules.billed -= amount;
    this.#moves.push({ grant, from, to, amount });
  }

  bookTaken(kind: string, atMs: number, details: EntryDetails, taken: readonly HeldPart[]): ModelEntry {
    const amount = taken.reduce((sum, part) => sum + part.amount, 0n);
    this.#taken = [...this.#taken, { number: this.entries.length + 1, atMs, usage: details.usage ?? {}, amount }];
    const entry = this.book(kind, atMs, details);
    if (entry.commandId !== null) {
      this.reversible = new Map(this.reversible).set(entry.commandId, { entry, usage: details.usage ?? null, taken });
    }
    return entry;
  }

  /** What an entry took counts no longer. */
  undo(number: number): void {
    this.reversed = [...this.reversed, number];
    this.#taken = this.#taken.filter((taken) => taken.number !== number);
  }

  /** Books the moves since the entry before. */
  book(kind: string, atMs: number, details: EntryDetails = {}): ModelEntry {
    const { commandId = null, holdId = null, memo = null, usage, otherAccountId = null, reverses = null } = details;
    const number = this.entries.length + 1;
    const moves = this.#moves.map(
      ({ grant, from, to, amount }) => `${String(grant.number)}${bookLetters[from]}${bookLetters[to]}${amount.toString()}`,
    );
    this.#moves = [];
    const after = { balanceAfter: this.balance, heldAfter: this.held };
    const about = { holdId, memo, usage: usageText(usage), otherAccountId, reverses };
    const entry = { accountId: this.accountId, number, kind, atMs, commandId, ...after, moves: moves.join(' '), ...about };
    this.entries = [...this.entries, entry];
    const [balance, held] = [after.balanceAfter, after.heldAfter];
    this.#tell(`entry.booked ${String(number)} ${kind} ${amountText(balance)} ${amountText(held)} ${amountText(balance - held)}`);
    for (const event of tellOfBudgets(this.rules, this.spending, atMs)) this.#tell(event);
    const { alertLevel } = this.rules;
    const isLow = alertLevel !== null && balance < alertLevel;
    if (isLow && !this.rules.alerted) this.#tell(`balance.low ${amountText(balance)} below ${amountText(alertLevel)}`);
    this.rules.alerted = isLow;
    return entry;
  }

  #tell(event: string): void {
    this.events = [...this.events, event];
  }

  timeOf(nowMs: number): number {
    return Math.max(nowMs, this.entries.at(-1)?.atMs ?? 0);
  }
}

/** What makes two commands of one id the same. Limits of a transfer are no part of it. */
export function contentOf(command: object): string {
  return JSON.stringify(command, (key, value: unknown) => {
    if (key === 'limits') return undefined;
    return typeof value === 'bigint' ? `${value.toString()}n` : value;
  });
}
