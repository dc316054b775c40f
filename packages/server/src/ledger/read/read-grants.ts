import { assert } from '../../kernel/index.ts';
import type { Place } from '../commit/commit-together.ts';
import type { GrantView } from '../grants.ts';
import { loadCurrentAccount } from './read-account.ts';

export async function readGrants(place: Place, accountId: string): Promise<readonly GrantView[]> {
  const { state, due } = await loadCurrentAccount(place, accountId);
  const rows = await place.queries.loadGrants(
    place.database.sql,
    state.grants.map(({ number }) => ({ accountId, number })),
  );
  const terms = new Map<number, Pick<GrantView, 'label' | 'amount'>>(rows.map((row) => [Number(row.number), row]));
  // What a recurring grant gives by time alone may be shown before it is stored.
  for (const booked of due) if (booked.terms) terms.set(booked.entry.number, booked.terms);
  return state.grants.map((grant) => {
    const own = terms.get(grant.number);
    assert(own, 'every grant has its terms');
    const { id, kind, scheduled, held, priority, effectiveAtMs, expiresAtMs, createdAtMs, originKind } = grant;
    const remaining = grant.available + held;
    return {
      id,
      kind,
      label: own.label,
      amount: own.amount,
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
