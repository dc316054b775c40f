import type { Sql } from '../../database/index.ts';
import { assert } from '../../kernel/index.ts';
import type { GrantState } from '../account/account-state.ts';
import type { Command } from '../commands.ts';
import type { Request } from '../decide/decide-requests.ts';
import type { EntryKind } from '../entries.ts';
import { unpackMoves } from '../account/entry-hash.ts';
import type { GrantKind } from '../grants.ts';
import type { GrantRow, Queries, ReversibleRow } from './queries.ts';
import { noPast, type Past, type Reversible } from '../account/reversible.ts';
import { usageOfRow } from './rows.ts';

/** What the reversals and refunds among the requests must know. */
export async function loadPast(queries: Queries, on: Sql, accountId: string, requests: readonly Request[]): Promise<Past> {
  const wanted = new Map<string, Reversible | undefined>();
  for (const command of requests.flat()) {
    for (const id of undoneBy(command)) wanted.set(id, undefined);
  }
  if (wanted.size === 0) return noPast;
  const keys = [...wanted.keys()].filter((id) => id.isWellFormed() && !id.includes('\0'));
  const rows = await queries.loadReversibleEntries(on, accountId, keys);
  const numbers = rows.flatMap((row) => [Number(row.number), ...unpackMoves(row.moves).map((move) => move.grant)]);
  const grants = await queries.loadGrants(
    on,
    [...new Set(numbers)].map((number) => ({ accountId, number })),
  );
  for (const row of rows) if (row.command_id !== null) wanted.set(row.command_id, reversibleFrom(row, grants));
  const refunds = requests.flat().some((command) => command.command === 'refund');
  return { reversible: wanted, bought: refunds && (await queries.hasBought(on, accountId)) };
}

/** The commands that a command undoes. It is not checked yet, so a member may be anything. */
function undoneBy(command: Command): readonly string[] {
  if (command.command !== 'reverse' && command.command !== 'refund') return [];
  const bonus: unknown = command.command === 'refund' ? command.bonusCommandIds : undefined;
  const bonuses: readonly unknown[] = Array.isArray(bonus) ? bonus : [];
  const ids: readonly unknown[] = [command.commandId, ...bonuses];
  return ids.filter((id) => typeof id === 'string');
}

function reversibleFrom(row: ReversibleRow, grants: readonly GrantRow[]): Reversible {
  const moves = unpackMoves(row.moves);
  const named = new Set(moves.map((move) => move.grant));
  const own = grants.find((grant) => grant.number === row.number);
  assert((row.kind === 'grant') === (own !== undefined) || row.kind === 'adjust', 'a grant entry has its terms');
  return {
    number: Number(row.number),
    // The constraint entries_whole admits no other kinds.
    kind: row.kind as EntryKind,
    atMs: row.at.getTime(),
    moves,
    usage: usageOfRow(row),
    granted: own?.amount ?? 0n,
    // The constraint grants_kind_known admits no other kinds.
    grantKind: (own?.kind as GrantKind | undefined) ?? null,
    expiresAtMs: own?.expires_at?.getTime() ?? null,
    grants: grants.filter((grant) => named.has(Number(grant.number))).map(emptyGrant),
    reversed: row.reversed,
    laterPurchase: row.later_purchase,
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
    warned: 0,
  };
}
