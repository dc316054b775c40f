import { assert } from '../../kernel/index.ts';
import { noRules, type AccountRules, type Rule } from '../account-rules.ts';
import type { AccountState, GrantState, HoldPart, HoldState } from './account-state.ts';
import type { Alert } from './alerts.ts';
import { insertByBurnDown } from './burn-down.ts';
import { creditLine, creditLineId, restingBook } from './credit-line.ts';
import {
  entryId,
  isPart,
  type Book,
  type Entry,
  type EntryKind,
  type Move,
  type Reference,
  type Reversal,
  type TransferSide,
} from '../entries.ts';
import { entryHash, packMoves, type NumberedMove } from './entry-hash.ts';
import { warnedBy } from './expiry-warnings.ts';
import { followRules } from './follow-rules.ts';
import type { GrantTerms } from '../grants.ts';
import type { HoldEnd } from '../holds.ts';
import { packRule } from './pack-rules.ts';
import { amountIn, postingsOf } from './postings.ts';
import type { Usage } from '../usage.ts';

/** What an entry does to a hold. */
export type HoldChange =
  | { readonly change: 'open'; readonly hold: HoldState }
  | { readonly change: 'capture' | 'extend'; readonly hold: HoldState }
  | { readonly change: 'end'; readonly holdId: string; readonly end: HoldEnd };

/** An entry before it has its place in the journal. */
export interface Draft {
  readonly kind: EntryKind;
  readonly atMs: number;
  readonly moves: readonly NumberedMove[];
  /** What the credits are taken for. */
  readonly usage?: Usage | null | undefined;
  readonly hold?: HoldChange | undefined;
  /** Of a new grant. */
  readonly terms?: GrantTerms | undefined;
  /** The transfer that it is a side of. */
  readonly transfer?: TransferSide | undefined;
  readonly reverses?: Reversal | undefined;
  /** When the entry was booked that a reversal undoes. */
  readonly undoesAtMs?: number | undefined;
  /** What it sets. */
  readonly rule?: Rule | undefined;
  /** The rules of the account as it sets them, before the entry itself counts in them. */
  readonly rules?: AccountRules | undefined;
  /** Grants in which nothing was left, and to which credits come back. */
  readonly revived?: readonly GrantState[] | undefined;
  /** A scheduled grant that never takes effect, by its number. */
  readonly callsOff?: number | undefined;
  /** A scheduled grant that takes effect with this entry, by its number. */
  readonly takesEffect?: number | undefined;
}

/** Which command an entry answers; nothing of it for what time alone caused. */
export interface Cause {
  readonly commandId: string | null;
  /** 32 hexadecimal digits over the command's content. */
  readonly fingerprint: string | null;
  readonly reference: Reference | null;
  readonly memo: string | null;
}

/** An entry with all that its rows keep. */
export interface BookedEntry {
  readonly entry: Entry;
  readonly fingerprint: string | null;
  readonly packedMoves: string;
  readonly moves: readonly NumberedMove[];
  /** 0 opens a hold, 1, 2, 3 … capture a part of it or extend it, −1 ends it. */
  readonly holdStep: number | null;
  readonly deadlineMs: number | null;
  readonly terms: GrantTerms | null;
  /** As `packRule` gives it. */
  readonly rule: string | null;
}

export interface Booking {
  readonly state: AccountState;
  readonly booked: BookedEntry;
  /** What is to be told because of it. */
  readonly alerts: readonly Alert[];
}

export const noCause: Cause = { commandId: null, fingerprint: null, reference: null, memo: null };

/** The step that ends a hold, whatever happened to it before. */
const lastHoldStep = -1;

/** Gives a draft its number, hash and balances, and gives the account as it is after it. */
export function bookEntry(before: AccountState, draft: Draft, cause: Cause): Booking {
  assert(draft.atMs >= before.lastAtMs, 'the times of an account never run backwards');
  const number = before.lastNumber + 1;
  const known = (draft.revived ?? []).reduce(insertByBurnDown, before.grants);
  const granted = draft.terms ? withGrant(known, draft, draft.terms, number) : known;
  const moves = draft.moves.map((move) => namedMove(granted, move));
  const grants = applyMoves(granted, draft);
  const postings = postingsOf(moves);
  const heldChange = amountIn(postings, 'held');
  const balanceChange = amountIn(postings, 'available') + heldChange;
  const balanceAfter = before.balance + balanceChange;
  const heldAfter = before.held + heldChange;
  assert(heldAfter >= 0n && balanceAfter >= heldAfter, 'no book of an account falls below zero');

  const holdId = draft.hold === undefined ? null : draft.hold.change === 'end' ? draft.hold.holdId : draft.hold.hold.id;
  const holdStep = holdStepOf(draft.hold);
  const deadlineMs = draft.hold?.change === 'open' || draft.hold?.change === 'extend' ? draft.hold.hold.deadlineMs : null;
  const terms = draft.terms ?? null;
  const packedMoves = packMoves(draft.moves);
  const rule = packRule(draft.rule);
  const place = { accountId: before.accountId, number, kind: draft.kind, atMs: draft.atMs };
  const about = {
    commandId: cause.commandId,
    reference: cause.reference,
    memo: cause.memo,
    usage: draft.usage ?? null,
    transfer: draft.transfer ?? null,
    reverses: draft.reverses ?? null,
    holdId,
  };
  const content = {
    ...place,
    ...about,
    fingerprint: cause.fingerprint,
    moves: packedMoves,
    balanceAfter,
    heldAfter,
    holdStep,
    deadlineMs,
    terms,
    rule,
  };
  const hash = entryHash(content, before.lastHash);
  const entry: Entry = {
    ...place,
    ...about,
    id: entryId(before.accountId, number),
    balanceChange,
    heldChange,
    balanceAfter,
    heldAfter,
    availableAfter: balanceAfter - heldAfter,
    postings,
    parts: partsOf(draft.kind, moves),
    moves,
    grantId: terms?.grantId ?? takingEffect(granted, draft),
    rule: draft.rule ?? null,
    hash,
  };
  const { rules, alerts } = follow(before, draft, entry);
  const state: AccountState = {
    ...before,
    lastNumber: number,
    lastAtMs: draft.atMs,
    lastHash: hash,
    balance: balanceAfter,
    held: heldAfter,
    grants,
    holds: changeHolds(before.holds, draft.hold, number),
    endedHolds: draft.hold?.change === 'end' ? new Map(before.endedHolds).set(draft.hold.holdId, draft.hold.end) : before.endedHolds,
    usedGrantIds: terms ? new Set(before.usedGrantIds).add(terms.grantId) : before.usedGrantIds,
    rules,
  };
  const booked = { entry, fingerprint: cause.fingerprint, packedMoves, moves: draft.moves, holdStep, deadlineMs, terms, rule };
  return { state, booked, alerts };
}

function follow(before: AccountState, draft: Draft, entry: Entry): Pick<Booking, 'alerts'> & Pick<AccountState, 'rules'> {
  const onCredit = draft.moves.some((move) => move.grant === creditLine);
  const rules = draft.rules ?? before.rules ?? (onCredit ? noRules : null);
  if (rules === null) return { rules, alerts: [] };
  const { reverses } = entry;
  const undoes = reverses && draft.undoesAtMs !== undefined ? { number: reverses.number, atMs: draft.undoesAtMs } : null;
  return followRules(rules, { ...entry, undoes });
}

function withGrant(grants: readonly GrantState[], draft: Draft, terms: GrantTerms, number: number): readonly GrantState[] {
  return insertByBurnDown(grants, {
    number,
    id: terms.grantId,
    kind: terms.kind,
    priority: terms.priority,
    effectiveAtMs: terms.effectiveAtMs,
    expiresAtMs: terms.expiresAtMs,
    createdAtMs: draft.atMs,
    originKind: terms.originKind,
    scheduled: terms.effectiveAtMs > draft.atMs ? terms.amount : 0n,
    available: 0n,
    held: 0n,
    warned: warnedBy(terms.expiresAtMs, Math.max(draft.atMs, terms.effectiveAtMs)),
  });
}

function namedMove(grants: readonly GrantState[], move: NumberedMove): Move {
  if (move.grant === creditLine) return { grantId: creditLineId, kind: 'credit_line', from: move.from, to: move.to, amount: move.amount };
  const grant = grants.find((candidate) => candidate.number === move.grant);
  assert(grant, 'an entry moves credits of grants that its account has');
  assert(move.amount > 0n, 'a move has a positive amount');
  return { grantId: grant.id, kind: grant.kind, from: move.from, to: move.to, amount: move.amount };
}

/** Carries out the moves, and lets go of grants in which nothing is left. */
function applyMoves(grants: readonly GrantState[], draft: Draft): readonly GrantState[] {
  const changes = new Map<number, { available: bigint; held: bigint }>();
  for (const move of draft.moves) {
    const change = changes.get(move.grant) ?? { available: 0n, held: 0n };
    changes.set(move.grant, change);
    if (move.from === 'available' || move.from === 'held') change[move.from] -= move.amount;
    if (move.to === 'available' || move.to === 'held') change[move.to] += move.amount;
  }
  const after: GrantState[] = [];
  for (const grant of grants) {
    const change = changes.get(grant.number);
    const kept = draft.callsOff === grant.number ? { ...grant, scheduled: 0n } : grant;
    const changed: GrantState =
      change === undefined
        ? kept
        : {
            ...grant,
            scheduled: draft.takesEffect === grant.number ? 0n : grant.scheduled,
            available: grant.available + change.available,
            held: grant.held + change.held,
          };
    assert(changed.available >= 0n && changed.held >= 0n, 'no grant falls below zero');
    if (changed.scheduled > 0n || changed.available > 0n || changed.held > 0n) after.push(changed);
  }
  return after;
}

export function partsOf(kind: EntryKind, moves: readonly Move[]): Entry['parts'] {
  return moves.filter((move) => isPart(kind, move)).map(({ grantId, kind: grantKind, amount }) => ({ grantId, kind: grantKind, amount }));
}

function takingEffect(grants: readonly GrantState[], draft: Draft): string | null {
  return grants.find((grant) => grant.number === draft.takesEffect)?.id ?? null;
}

function holdStepOf(change: HoldChange | undefined): number | null {
  if (change === undefined) return null;
  if (change.change === 'end') return lastHoldStep;
  return change.change === 'open' ? 0 : change.hold.steps;
}

function changeHolds(holds: readonly HoldState[], change: HoldChange | undefined, number: number): readonly HoldState[] {
  if (change === undefined) return holds;
  if (change.change === 'open') return [...holds, { ...change.hold, number }];
  if (change.change === 'end') return holds.filter((hold) => hold.id !== change.holdId);
  return holds.map((hold) => (hold.id === change.hold.id ? change.hold : hold));
}

/** The moves that take parts from one book to another. What is on credit has no available credits: it comes from what is not billed yet. */
export function movesOf(parts: readonly HoldPart[], from: Book, to: Book): readonly NumberedMove[] {
  return parts.map(({ grant, amount }) => ({ grant, from: from === 'available' ? restingBook(grant) : from, to, amount }));
}
