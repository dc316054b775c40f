import { assert } from '../kernel/index.ts';
import type { Place } from './commit-together.ts';
import type { GrantView } from './grants.ts';
import { loadCurrentAccount } from './read-account.ts';

export async function readGrants(place: Place, accountId: string): Promise<readonly GrantView[]> {
  const { state } = await loadCurrentAccount(place, accountId);
  const rows = await place.queries.loadGrants(
    place.database.sql,
    state.grants.map(({ number }) => ({ accountId, number })),
  );
  const terms = new Map(rows.map((row) => [Number(row.number), row]));
  return state.grants.map((grant) => {
    const row = terms.get(grant.number);
    assert(row, 'every grant has its terms');
    const { id, kind, scheduled, held, priority, effectiveAtMs, expiresAtMs, createdAtMs, originKind } = grant;
    const remaining = grant.available + held;
    return {
      id,
      kind,
      label: row.label,
      amount: row.amount,
      remaining,
      held,
      scheduled,
      priority,
      effectiveAtMs,
      expiresAtMs,
      createdAtMs,
      originKind,
    };
  });
}
