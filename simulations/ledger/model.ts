/**
 * What the ledger should do, in the plainest code: one account, no packing, no hashing, no SQL. Shares nothing with the ledger but the
 * names of its types, so that a mistake in one is not in the other.
 */
import type { Command, GrantKind } from '../../packages/server/src/ledger/index.ts';

interface ModelGrant {
  readonly number: number;
  readonly id: string;
  readonly kind: GrantKind;
  readonly priority: number;
  readonly effectiveAtMs: number;
  readonly expiresAtMs: number | null;
  readonly createdAtMs: number;
  scheduled: bigint;
  available: bigint;
  held: bigint;
}

interface ModelHold {
  readonly id: string;
  readonly number: number;
  readonly deadlineMs: number;
  end: 'open' | 'captured' | 'voided' | 'expired';
  parts: { readonly grant: ModelGrant; readonly amount: bigint }[];
}

/** What is compared of an entry. */
export interface ModelEntry {
  readonly number: number;
  readonly kind: string;
  readonly atMs: number;
  readonly commandId: string | null;
  readonly balanceAfter: bigint;
  readonly heldAfter: bigint;
  /** `grant from>to amount`, in order. */
  readonly moves: readonly string[];
}

export type ModelAnswer = readonly ModelEntry[] | string;

class Refused extends Error {}

const issuers: Readonly<Record<GrantKind, string>> = {
  purchased: 'issuance',
  subscription: 'issuance',
  bonus: 'promotions',
  promotional: 'promotions',
  trial: 'promotions',
  refunded: 'usage',
  transferred: 'transfers',
  adjustment: 'adjustments',
};
const gifts = ['bonus', 'promotional', 'trial'];
const balanceMax = 2n ** 63n - 1n;

export class ModelAccount {
  open = false;
  entries: ModelEntry[] = [];
  grants: ModelGrant[] = [];
  holds: ModelHold[] = [];
  /** What each command id was answered with, and the content that it had. */
  readonly answers = new Map<string, { readonly content: string; readonly answer: ModelEntry | string }>();
  #moves: string[] = [];

  get balance(): bigint {
    return this.grants.reduce((sum, grant) => sum + grant.available + grant.held, 0n);
  }

  get held(): bigint {
    return this.grants.reduce((sum, grant) => sum + grant.held, 0n);
  }

  /** The ids whose refusal is remembered, sorted. */
  refusedIds(): readonly string[] {
    const refused = [...this.answers].filter(([, { answer }]) => typeof answer === 'string');
    return refused.map(([id]) => id).toSorted((a, b) => (a < b ? -1 : 1));
  }

  copy(): ModelAccount {
    const copy = new ModelAccount();
    copy.open = this.open;
    copy.entries = [...this.entries];
    const grants = new Map(this.grants.map((grant) => [grant, { ...grant }]));
    copy.grants = [...grants.values()];
    copy.holds = this.holds.map((hold) => ({
      ...hold,
      parts: hold.parts.map((part) => ({ grant: grants.get(part.grant) ?? part.grant, amount: part.amount })),
    }));
    for (const [id, answer] of this.answers) copy.answers.set(id, answer);
    return copy;
  }

  /** Sends a request; gives its entries, or the code of the refusal. */
  send(request: readonly Command[], nowMs: number): ModelAnswer {
    const again = this.#answerAgain(request);
    if (again !== undefined) return again;
    if (!this.open && request[0]?.command !== 'open-account') return request.some(isWrong) ? 'invalid_command' : 'unknown_account';
    const wasOpen = this.open;
    if (wasOpen) this.advance(nowMs);
    const before = this.copy();
    const booked: ModelEntry[] = [];
    for (const command of request) {
      try {
        const entry = this.#decide(command, this.#timeOf(nowMs));
        this.answers.set(command.id, { content: contentOf(command), answer: entry });
        booked.push(entry);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.#takeOver(before);
        if (wasOpen) this.answers.set(command.id, { content: contentOf(command), answer: error.message });
        return error.message;
      }
    }
    return booked;
  }

  /** Books what time has done by `nowMs`: at one moment, grants take effect before holds time out before grants expire. */
  advance(nowMs: number): void {
    const timeMs = this.#timeOf(nowMs);
    for (;;) {
      const due = [
        ...this.grants.filter((grant) => grant.scheduled > 0n).map((grant) => ({ atMs: grant.effectiveAtMs, rank: 0, of: grant })),
        ...this.holds.filter((hold) => hold.end === 'open').map((hold) => ({ atMs: hold.deadlineMs, rank: 1, of: hold })),
        ...this.grants
          .filter((grant) => grant.available > 0n && grant.expiresAtMs !== null)
          .map((grant) => ({ atMs: grant.expiresAtMs ?? 0, rank: 2, of: grant })),
      ].toSorted((a, b) => a.atMs - b.atMs || a.rank - b.rank || a.of.number - b.of.number)[0];
      if (due === undefined || due.atMs > timeMs) return;
      if ('end' in due.of) {
        this.#giveBack(due.of, due.atMs);
        due.of.end = 'expired';
        this.#book('expire', due.atMs, null);
      } else if (due.rank === 0) {
        this.#move(due.of, issuers[due.of.kind], 'available', due.of.scheduled);
        due.of.scheduled = 0n;
        this.#book('grant', due.atMs, null);
      } else {
        this.#move(due.of, 'available', 'breakage', due.of.available);
        this.#book('expire', due.atMs, null);
      }
    }
  }

  #answerAgain(request: readonly Command[]): ModelAnswer | undefined {
    const known = request.map((command) => this.answers.get(command.id));
    const entries: ModelEntry[] = [];
    for (const [index, command] of request.entries()) {
      const found = known[index];
      if (found === undefined) continue;
      if (found.content !== contentOf(command)) return 'command_id_reused';
      if (typeof found.answer === 'string') return found.answer;
      entries.push(found.answer);
    }
    if (entries.length === 0) return undefined;
    return entries.length === request.length ? entries : 'command_id_reused';
  }

  #decide(command: Command, atMs: number): ModelEntry {
    if (isWrong(command)) throw new Refused('invalid_command');
    switch (command.command) {
      case 'open-account':
        if (this.open) throw new Refused('account_already_open');
        this.open = true;
        break;
      case 'grant':
        this.#grant(command, atMs);
        break;
      case 'hold': {
        if (this.holds.some((hold) => hold.id === command.holdId)) throw new Refused('hold_id_used');
        const parts = this.#take(command.amount, 'held');
        const hold: ModelHold = {
          id: command.holdId,
          number: this.entries.length + 1,
          deadlineMs: atMs + command.timeoutMs,
          end: 'open',
          parts,
        };
        this.holds.push(hold);
        break;
      }
      case 'capture':
        this.#capture(command, atMs);
        break;
      case 'void': {
        const hold = this.#openHold(command.holdId);
        this.#giveBack(hold, atMs);
        hold.end = 'voided';
        break;
      }
      case 'spend':
        this.#take(command.amount, 'usage');
        break;
      default:
        throw new Error(`the model does not know ${JSON.stringify(command)}`);
    }
    return this.#book(command.command, atMs, command.id);
  }

  #grant(command: Command & { readonly command: 'grant' }, atMs: number): void {
    const { grantId = '', kind, amount, priority = 50, effectiveAtMs = atMs, expiresAtMs = null } = command;
    if (this.grants.some((grant) => grant.id === grantId)) throw new Refused('grant_id_used');
    if (expiresAtMs !== null && expiresAtMs <= Math.max(atMs, effectiveAtMs)) throw new Refused('invalid_command');
    const promised = this.grants.reduce((sum, grant) => sum + grant.scheduled, this.balance);
    if (promised + amount > balanceMax) throw new Refused('balance_too_large');
    const later = effectiveAtMs > atMs;
    const terms = { number: this.entries.length + 1, id: grantId, kind, priority, effectiveAtMs, expiresAtMs, createdAtMs: atMs };
    const grant: ModelGrant = { ...terms, scheduled: later ? amount : 0n, available: 0n, held: 0n };
    this.grants.push(grant);
    if (!later) this.#move(grant, issuers[kind], 'available', amount);
  }

  #capture({ holdId, amount, final = true }: Command & { readonly command: 'capture' }, atMs: number): void {
    const hold = this.#openHold(holdId);
    const heldNow = hold.parts.reduce((sum, part) => sum + part.amount, 0n);
    let wanted = amount ?? heldNow;
    if (wanted - heldNow > this.balance - this.held) throw new Refused('insufficient_credits');
    const rest: ModelHold['parts'] = [];
    for (const part of hold.parts) {
      const taken = part.amount < wanted ? part.amount : wanted;
      if (taken > 0n) this.#move(part.grant, 'held', 'usage', taken);
      if (taken < part.amount) rest.push({ grant: part.grant, amount: part.amount - taken });
      wanted -= taken;
    }
    if (wanted > 0n) this.#take(wanted, 'usage');
    hold.parts = rest;
    if (!final) return;
    this.#giveBack(hold, atMs);
    hold.end = 'captured';
  }

  #openHold(holdId: string): ModelHold {
    const hold = this.holds.find((each) => each.id === holdId);
    if (hold === undefined) throw new Refused('unknown_hold');
    if (hold.end === 'expired') throw new Refused('hold_expired');
    if (hold.end !== 'open') throw new Refused('hold_not_open');
    return hold;
  }

  #giveBack(hold: ModelHold, atMs: number): void {
    for (const { grant, amount } of hold.parts.toReversed()) {
      this.#move(grant, 'held', grant.expiresAtMs !== null && grant.expiresAtMs <= atMs ? 'breakage' : 'available', amount);
    }
    hold.parts = [];
  }

  #take(amount: bigint, to: 'held' | 'usage'): ModelHold['parts'] {
    if (amount > this.balance - this.held) throw new Refused('insufficient_credits');
    const parts: ModelHold['parts'] = [];
    let missing = amount;
    for (const grant of this.grants.toSorted(byBurnDown)) {
      const taken = grant.available < missing ? grant.available : missing;
      if (taken === 0n) continue;
      this.#move(grant, 'available', to, taken);
      parts.push({ grant, amount: taken });
      missing -= taken;
    }
    return parts;
  }

  #move(grant: ModelGrant, from: string, to: string, amount: bigint): void {
    if (from === 'available' || from === 'held') grant[from] -= amount;
    if (to === 'available' || to === 'held') grant[to] += amount;
    this.#moves.push(`${grant.id} ${from}>${to} ${amount.toString()}`);
  }

  #book(kind: string, atMs: number, commandId: string | null): ModelEntry {
    const number = this.entries.length + 1;
    const entry = { number, kind, atMs, commandId, balanceAfter: this.balance, heldAfter: this.held, moves: this.#moves };
    this.#moves = [];
    this.entries.push(entry);
    return entry;
  }

  #timeOf(nowMs: number): number {
    return Math.max(nowMs, this.entries.at(-1)?.atMs ?? 0);
  }

  #takeOver(other: ModelAccount): void {
    this.open = other.open;
    this.entries = other.entries;
    this.grants = other.grants;
    this.holds = other.holds;
    this.#moves = [];
    for (const id of this.answers.keys()) if (!other.answers.has(id)) this.answers.delete(id);
  }
}

function byBurnDown(a: ModelGrant, b: ModelGrant): number {
  const keys = (grant: ModelGrant): readonly number[] => [
    grant.priority,
    grant.expiresAtMs ?? Number.MAX_SAFE_INTEGER,
    gifts.includes(grant.kind) ? 0 : 1,
    grant.effectiveAtMs,
    grant.createdAtMs,
  ];
  const others = keys(b);
  const difference = keys(a)
    .map((key, index) => key - (others[index] ?? 0))
    .find((each) => each !== 0);
  return difference ?? (a.id < b.id ? -1 : 1);
}

/** The simulation sends no other nonsense than amounts that are not positive. */
function isWrong(command: Command): boolean {
  return 'amount' in command && typeof command.amount === 'bigint' && command.amount <= 0n;
}

function contentOf(command: Command): string {
  return JSON.stringify(command, (_, value: unknown) => (typeof value === 'bigint' ? `${value.toString()}n` : value));
}
