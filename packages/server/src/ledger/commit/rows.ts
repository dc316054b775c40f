import { assert } from '../../kernel/index.ts';
import type { AccountState } from '../account/account-state.ts';
import { partsOf } from '../account/book-entry.ts';
import { creditLine, creditLineId } from '../account/credit-line.ts';
import { books, entryId, type Entry, type EntryKind, type Posting, type Reference } from '../entries.ts';
import { unpackMoves } from '../account/entry-hash.ts';
import type { GrantKind } from '../grants.ts';
import type { HoldEnd } from '../holds.ts';
import { unpackRule, unpackRules } from '../account/pack-rules.ts';
import { unpackGrants, unpackHolds } from './pack-state.ts';
import { amountIn } from '../account/postings.ts';
import { usageFrom, type Usage } from '../usage.ts';
import type { AccountRow, EntryRow, GrantRow } from './queries.ts';

/** An account from its row; it knows no ended holds and no used grant ids yet. */
export function stateFromRow(row: AccountRow): AccountState {
  return {
    accountId: row.account_id,
    version: Number(row.version),
    lastNumber: Number(row.last_number),
    lastAtMs: row.last_at.getTime(),
    lastHash: row.last_hash.toString('hex'),
    balance: row.balance,
    held: row.held,
    refusals: Number(row.refusals),
    grants: unpackGrants(row.grants),
    holds: unpackHolds(row.holds),
    endedHolds: new Map(),
    usedGrantIds: new Set(),
    rules: unpackRules(row.rules),
  };
}

/** An entry exactly as it was answered when it was booked. `grants` has the grants that its moves name, by number. */
export function entryFromRow(row: EntryRow, grants: ReadonlyMap<number, GrantRow>): Entry {
  // The constraint entries_whole admits no other kinds.
  const kind = row.kind as EntryKind;
  const numbered = unpackMoves(row.moves);
  const moves = numbered.map(({ grant: number, from, to, amount }) => {
    if (number === creditLine) return { grantId: creditLineId, kind: 'credit_line' as const, from, to, amount };
    const grant = grants.get(number);
    assert(grant, `entry ${row.account_id}/${row.number.toString()} moves credits of a grant without terms`);
    // The constraint grants_kind_known admits no other kinds.
    return { grantId: grant.grant_id, kind: grant.kind as GrantKind, from, to, amount };
  });
  const postings: Posting[] = [];
  for (const book of books) {
    const amount = row[book];
    if (amount !== null) postings.push({ book, amount });
  }
  const heldChange = amountIn(postings, 'held');
  return {
    id: entryId(row.account_id, Number(row.number)),
    accountId: row.account_id,
    number: Number(row.number),
    kind,
    atMs: row.at.getTime(),
    commandId: row.command_id,
    balanceChange: amountIn(postings, 'available') + heldChange,
    heldChange,
    balanceAfter: row.balance_after,
    heldAfter: row.held_after,
    availableAfter: row.balance_after - row.held_after,
    postings,
    parts: partsOf(kind, moves),
    moves,
    grantId: isGranting(row) ? (grants.get(grantNumberOf(row))?.grant_id ?? null) : null,
    holdId: row.hold_id,
    reference: referenceFrom(row),
    memo: row.memo,
    transfer:
      row.transfer_id === null || row.other_account_id === null ? null : { id: row.transfer_id, otherAccountId: row.other_account_id },
    reverses:
      row.reverses_number === null || row.reverses_rest === null ? null : { number: Number(row.reverses_number), rest: row.reverses_rest },
    usage: usageOfRow(row),
    rule: unpackRule(row.rule),
    hash: row.hash.toString('hex'),
  };
}

export function usageOfRow(row: EntryRow): Usage | null {
  return usageFrom([row.project_id, row.api_key_id, row.session_id, row.model, row.operation]);
}

function referenceFrom(row: EntryRow): Reference | null {
  if (row.reference_type === null || row.reference_id === null) return null;
  // Only checked commands are written, and checkCommand admits no other types.
  return { type: row.reference_type as Reference['type'], id: row.reference_id };
}

/** The grant that an entry gives, or that takes effect with it. */
function grantNumberOf(row: EntryRow): number {
  if (row.kind === 'rollover') return Number(row.number);
  return unpackMoves(row.moves)[0]?.grant ?? Number(row.number);
}

/** Credits that come from the adjustments are given as a grant. */
function isGranting(row: EntryRow): boolean {
  return row.kind === 'grant' || row.kind === 'rollover' || (row.kind === 'adjust' && (row.adjustments ?? 0n) < 0n);
}

/** The grants that `entryFromRow` needs for a row, by number. */
export function grantNumbersOf(row: EntryRow): readonly number[] {
  const numbers = unpackMoves(row.moves).flatMap((move) => (move.grant === creditLine ? [] : [move.grant]));
  return row.kind === 'grant' ? [grantNumberOf(row), ...numbers] : numbers;
}

/** How an entry of this kind ends a hold. */
export function holdEndOf(kind: string): HoldEnd {
  if (kind === 'capture') return 'captured';
  return kind === 'void' ? 'voided' : 'expired';
}
