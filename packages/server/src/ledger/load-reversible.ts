import type { Sql } from '../database/index.ts';
import { assert } from '../kernel/index.ts';
import type { GrantState } from './account-state.ts';
import type { Request } from './decide-requests.ts';
import type { EntryKind } from './entries.ts';
import { unpackMoves } from './entry-hash.ts';
import type { GrantKind } from './grants.ts';
import type { EntryRow, GrantRow, Queries } from './queries.ts';
import type { Reversible } from './reversible.ts';
import { usageOfRow } from './rows.ts';

/** What the reversals among the requests must know, by command id. An id that no entry has is there with `undefined`. */
export async function loadReversible(
  queries: Queries,
  on: Sql,
  accountId: string,
  requests: readonly Request[],
): Promise<ReadonlyMap<string, Reversible | undefined>> {
  const wanted = new Map<string, Reversible | undefined>();
  for (const command of requests.flat()) {
    if (command.command === 'reverse' && typeof command.commandId === 'string') wanted.set(command.commandId, undefined);
  }
  if (wanted.size === 0) return wanted;
  const keys = [...wanted.keys()].filter((id) => id.isWellFormed() && !id.includes('\0'));
  const rows = await queries.loadReversibleEntries(on, accountId, keys);
  const numbers = rows.flatMap((row) => [Number(row.number), ...unpackMoves(row.moves).map((move) => move.grant)]);
  const grants = await queries.loadGrants(
    on,
    [...new Set(numbers)].map((number) => ({ accountId, number })),
  );
  for (const row of rows) if (row.command_id !== null) wanted.set(row.command_id, reversibleFrom(row, grants));
  return wanted;
}

function reversibleFrom(row: EntryRow & { readonly reversed: boolean }, grants: readonly GrantRow[]): Reversible {
  const moves = unpackMoves(row.moves);
  const named = new Set(moves.map((move) => move.grant));
  const own = grants.find((grant) => grant.number === row.number);
  assert((row.kind === 'grant') === (own !== undefined) || row.kind === 'adjust', 'a grant entry has its terms');
  return {
    number: Number(row.number),
    // The constraint entries_kind_known admits no other kinds.
    kind: row.kind as EntryKind,
    moves,
    usage: usageOfRow(row),
    granted: own?.amount ?? 0n,
    grants: grants.filter((grant) => named.has(Number(grant.number))).map(emptyGrant),
    reversed: row.reversed,
  };
}

function emptyGrant(row: GrantRow): GrantState {
  return {
    number: Number(row.number),
    id: row.grant_id,
    // The constraint grants_kind_known admits no other kinds, and only kinds are written as origin.
    kind: row.kind as GrantKind,
    originKind: row.origin_kind as GrantKind | null,
    priority: row.priority,
    effectiveAtMs: row.effective_at.getTime(),
    expiresAtMs: row.expires_at?.getTime() ?? null,
    createdAtMs: row.created_at.getTime(),
    scheduled: 0n,
    available: 0n,
    held: 0n,
  };
}
