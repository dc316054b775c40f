import { demand, readMoves, type GrantBook, type MoveRead } from './account-books.ts';
import type { AuditedBook, AuditedEntry, AuditedGrant } from './queries.ts';

/** The entry that a reversal names, with the grants that it moved. */
export interface Original {
  readonly entry: AuditedEntry;
  readonly grants: readonly AuditedGrant[];
}

/** Checks a reversal against the entry that it undoes, and carries it out in `grants`. */
export function followReversal(
  entry: AuditedEntry,
  moves: readonly MoveRead[],
  original: Original | undefined,
  grants: Map<number, GrantBook>,
  sources: Readonly<Record<string, AuditedBook>>,
): void {
  const { reverses_number: number, reverses_rest: rest } = entry;
  demand(number !== null && rest !== null && original !== undefined, 'reversals', 'a reversal names the entry that it undoes');
  demand(number < entry.number && original.entry.number === number, 'reversals', 'a reversal undoes an entry before it');
  if (original.entry.kind === 'grant') return takeBack(moves, original, rest, grants, sources);
  const { kind } = original.entry;
  demand(kind === 'spend' || kind === 'capture', 'reversals', `an entry of kind ${kind} is never reversed`);
  const taken = readMoves(original.entry.moves)
    .filter((move) => move.to === 'usage')
    .toReversed();
  demand(rest === 0n && taken.length === moves.length && taken.length > 0, 'reversals', 'a reversal gives back all that was taken');
  for (const [place, move] of moves.entries()) {
    const grant = grants.get(move.grant) ?? revived(original, move.grant);
    const to = grant.expiresMs <= entry.at.getTime() ? 'breakage' : 'available';
    const right = taken[place]?.grant === move.grant && taken[place].amount === move.amount && move.from === 'usage' && move.to === to;
    demand(right, 'reversals', `the reversal gives back credits of grant ${grant.id} wrongly`);
    if (to === 'available') grant.available += move.amount;
    if (grant.scheduled + grant.available + grant.held > 0n) grants.set(grant.number, grant);
  }
}

function takeBack(
  moves: readonly MoveRead[],
  { entry, grants: terms }: Original,
  rest: bigint,
  grants: Map<number, GrantBook>,
  sources: Readonly<Record<string, AuditedBook>>,
): void {
  const grant = grants.get(Number(entry.number));
  const granted = terms.find((row) => row.number === entry.number)?.amount;
  demand(
    grant !== undefined && granted !== undefined && grant.held === 0n,
    'reversals',
    'a grant is reversed while something of it is free',
  );
  const [move] = moves;
  if (move === undefined) {
    demand(grant.scheduled === granted && rest === 0n, 'reversals', `grant ${grant.id} is called off though it has taken effect`);
  } else {
    const whole = moves.length === 1 && move.grant === grant.number && move.amount === grant.available && rest === granted - move.amount;
    demand(whole, 'reversals', `the reversal does not take back what is unused of grant ${grant.id}`);
    demand(move.from === 'available' && move.to === sources[grant.kind], 'postings', `a ${grant.kind} grant does not go to ${move.to}`);
  }
  grants.delete(grant.number);
}

function revived({ grants }: Original, number: number): GrantBook {
  const row = grants.find((candidate) => Number(candidate.number) === number);
  demand(row !== undefined, 'reversals', `grant ${String(number)} has no terms`);
  return {
    number,
    id: row.grant_id,
    kind: row.kind,
    amount: row.amount,
    priority: row.priority,
    effectiveMs: row.effective_at.getTime(),
    expiresMs: row.expires_at?.getTime() ?? Infinity,
    createdMs: row.created_at.getTime(),
    originKind: row.origin_kind,
    scheduled: 0n,
    available: 0n,
    held: 0n,
  };
}
