import { hash } from 'node:crypto';
import { AccountBooks, type Due } from './account-books.ts';
import { demand } from './broken.ts';
import { compareAccount } from './compare-account.ts';
import { expireGrant, followCycle, followGrant, followRollover, takeEffect } from './follow-grants.ts';
import { endHold, followCapture, followExtend, followSpend, openHold } from './follow-holds.ts';
import { followRefund, followReversal, type Original } from './follow-reversals.ts';
import { closePeriod, followSetting, send, settle, take } from './follow-taking.ts';
import { checkSums, readMoves, readUsage, type MoveRead } from './moves.ts';
import { passTo } from './pass-time.ts';
import type { AuditedAccount, AuditedEntry, AuditedGrant } from './queries.ts';
import { ruleOf } from './rule-books.ts';
import type { Totals } from './totals.ts';

/**
 * Follows one account entry by entry and throws `Broken` at the first that breaks a rule. Written from the rules in the README alone,
 * so that a mistake in the ledger's decisions is not repeated here. Keeps only what is live: grants with credits, open holds, rules.
 */
export class AccountAudit {
  /** What the entries so far lead to. */
  readonly books: AccountBooks;

  constructor(totals?: Totals) {
    this.books = new AccountBooks(totals);
  }

  /** `terms` is the grant row of a grant entry, `original` what a reversal undoes. */
  follow(entry: AuditedEntry, terms: AuditedGrant | undefined, original?: Original): void {
    const books = this.books;
    const atMs = entry.at.getTime();
    const follows = Number(entry.number) === books.number + 1;
    demand(follows, 'numbering', `entry ${entry.number.toString()} follows entry ${String(books.number)}`);
    demand(atMs >= books.atMs, 'time', `the entry is at ${entry.at.toISOString()}, the one before it later`);
    const moves = readMoves(entry.moves);
    checkSums(entry, moves);
    books.hash = hashOf(entry, terms, books.hash);
    const isChained = entry.hash.toString('hex') === books.hash;
    demand(isChained, 'chain', `the hash does not follow from the content and the hash before it`);
    const due = this.#dueFor(entry, moves);
    books.number += 1;
    books.atMs = atMs;
    this.#checkCause(entry, terms);
    if (due?.rank === 0) this.#followRecurring(entry, moves, terms, due);
    else this.#followKind(entry, moves, terms, original);
    const { balance, held } = books;
    demand(held >= 0n && balance >= held, 'below-zero', `balance ${balance.toString()} does not cover held ${held.toString()}`);
    const same = (what: string, stored: bigint, derived: bigint): void =>
      demand(stored === derived, 'balance', `${what} after is ${stored.toString()}, the postings lead to ${derived.toString()}`);
    same('balance', entry.balance_after, balance);
    same('held', entry.held_after, held);
  }

  /** Compares where the journal has led with the stored account row. */
  finish(row: AuditedAccount): void {
    compareAccount(row, this.books);
  }

  /** Does what time alone has done by a moment, and gives the account as it was then. */
  passTo(atMs: number): AccountBooks {
    passTo(this.books, atMs);
    return this.books;
  }

  /** What time does must stand in the journal before anything later, in its order. Gives what an entry of time alone is about. */
  #dueFor(entry: AuditedEntry, moves: readonly MoveRead[]): Due | undefined {
    const due = this.books.firstDue();
    const atMs = entry.at.getTime();
    const byTime = entry.command_id === null && entry.transfer_id === null;
    if (!byTime) {
      demand(due === undefined || due.atMs > atMs, 'due', `${due ? describe(due) : ''} and was not booked so`);
      return undefined;
    }
    demand(due !== undefined && due.atMs <= atMs, 'due', 'time alone does nothing at this moment');
    demand(due.atMs === atMs, 'due', `${describe(due)} and was not booked so`);
    demand(isAbout(entry, moves, due), 'due', `${describe(due)}, which comes first`);
    return due;
  }

  #checkCause(entry: AuditedEntry, terms: AuditedGrant | undefined): void {
    const { kind } = entry;
    demand((kind === 'open-account') === (this.books.number === 1), 'kind', 'an account is opened by its first entry and by no other');
    const received = kind === 'grant' && entry.transfer_id !== null;
    demand(received === (terms?.kind === 'transferred'), 'transfers', 'transferred credits come by a transfer, and nothing else does');
    const isCycle = kind === 'grant' && entry.rule !== null;
    const byTime = kind === 'expire' || kind === 'rollover' || isCycle || (kind === 'grant' && terms === undefined);
    demand(
      (entry.command_id === null) === (byTime || received),
      'kind',
      'time alone expires grants and holds, lets grants take effect and recur, commands do the rest',
    );
    const hasRule = isCycle || kind === 'rollover' || kind in ruleOf;
    demand((entry.rule !== null) === hasRule, 'rule', `an entry of kind ${kind} ${hasRule ? 'has no rule' : 'sets a rule'}`);
  }

  #followRecurring(entry: AuditedEntry, moves: readonly MoveRead[], terms: AuditedGrant | undefined, due: Due & { rank: 0 }): void {
    demand(terms !== undefined, 'grants', 'a cycle has no grant row');
    if (entry.kind === 'rollover') followRollover(this.books, entry, terms, moves, due.recurring);
    else followCycle(this.books, entry, terms, moves, due.recurring);
  }

  #followKind(entry: AuditedEntry, moves: readonly MoveRead[], terms: AuditedGrant | undefined, original: Original | undefined): void {
    const books = this.books;
    switch (entry.kind) {
      case 'open-account':
        return demand(moves.length === 0, 'kind', 'opening an account moves nothing');
      case 'grant':
        return terms === undefined ? takeEffect(books, moves) : followGrant(books, terms, moves);
      case 'hold':
        return openHold(books, entry, moves);
      case 'capture':
        return followCapture(books, entry, moves);
      case 'extend':
        return followExtend(books, entry, moves);
      case 'void':
        return endHold(books, entry, moves);
      case 'spend':
        return followSpend(books, entry, moves);
      case 'adjust':
        demand(terms === undefined || terms.kind === 'adjustment', 'grants', 'an adjustment gives a grant of that kind');
        return terms === undefined ? take(books, moves, 'adjustments') : followGrant(books, terms, moves);
      case 'transfer':
        return send(books, moves);
      case 'expire':
        return entry.hold_id === null ? expireGrant(books, moves) : endHold(books, entry, moves);
      case 'reverse':
        return followReversal(books, entry, moves, original);
      case 'refund':
        return followRefund(books, entry, moves, original);
      case 'close-period':
        return closePeriod(books, moves);
      case 'settle':
        return settle(books, moves);
      default:
        demand(entry.kind in ruleOf, 'kind', `there is no kind of entry called ${entry.kind}`);
        return followSetting(books, entry, moves);
    }
  }
}

/** The hash of an entry, from its content and the hash before it, as 64 hexadecimal digits. */
export function hashOf(entry: AuditedEntry, terms: AuditedGrant | undefined, hashBefore: string): string {
  return hash('sha256', hashedText(entry, terms, hashBefore));
}

/** What the hash of an entry is made of. */
export function hashedText(entry: AuditedEntry, terms: AuditedGrant | undefined, hashBefore: string): string {
  return JSON.stringify([
    'imprest-entry-1',
    hashBefore,
    entry.account_id,
    Number(entry.number),
    entry.kind,
    entry.at.getTime(),
    entry.command_id,
    entry.fingerprint?.toString('hex') ?? null,
    entry.moves,
    entry.balance_after.toString(),
    entry.held_after.toString(),
    entry.hold_id,
    entry.hold_step,
    entry.hold_deadline_at?.getTime() ?? null,
    entry.reference_type,
    entry.reference_id,
    entry.memo,
    readUsage(entry),
    entry.transfer_id === null ? null : [entry.transfer_id, entry.other_account_id],
    entry.reverses_number === null ? null : [Number(entry.reverses_number), String(entry.reverses_rest)],
    terms === undefined
      ? null
      : [
          terms.grant_id,
          terms.kind,
          terms.amount.toString(),
          terms.priority,
          terms.effective_at.getTime(),
          terms.expires_at?.getTime() ?? null,
          terms.label,
          terms.origin_kind,
        ],
    entry.rule,
  ]);
}

function isAbout({ kind, hold_id: holdId, rule }: AuditedEntry, moves: readonly MoveRead[], due: Due): boolean {
  const ofGrant = holdId === null && rule === null && moves[0]?.grant === due.number;
  switch (due.rank) {
    case 0:
      return kind === 'rollover' || (kind === 'grant' && rule !== null);
    case 1:
      return kind === 'grant' && ofGrant;
    case 2:
      return kind === 'expire' && holdId === due.hold.id;
    case 3:
      return kind === 'expire' && ofGrant;
  }
}

function describe(due: Due): string {
  const at = new Date(due.atMs).toISOString();
  switch (due.rank) {
    case 0:
      return `a cycle of recurring grant ${due.recurring.id} had begun at ${at}`;
    case 1:
      return `grant ${due.grant.id} had taken effect at ${at}`;
    case 2:
      return `hold ${due.hold.id} had timed out at ${at}`;
    case 3:
      return `grant ${due.grant.id} had expired at ${at}`;
  }
}
