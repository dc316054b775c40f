import type { AccountState, GrantState } from './account-state.ts';

const dayMs = 86_400_000;

/** How many days ahead it is told that credits expire. */
const warnings = [30, 7, 1] as const;

/** The last warning that is over: it was told, or it would have come before the grant. 0 while none is. */
export type Warned = 0 | (typeof warnings)[number];

/** Which warnings of a grant lie behind a moment; for a new grant that is when it takes effect. */
export function warnedBy(expiresAtMs: number | null, atMs: number): Warned {
  return expiresAtMs === null ? 0 : (warnings.findLast((days) => expiresAtMs - days * dayMs <= atMs) ?? 0);
}

/** When it is told next that available credits of a grant expire, or `null`. */
export function nextWarningMs(grant: GrantState): number | null {
  const { expiresAtMs, available, warned } = grant;
  if (expiresAtMs === null || available === 0n) return null;
  const next = warnings.find((days) => warned === 0 || days < warned);
  return next === undefined ? null : expiresAtMs - next * dayMs;
}

/** A grant of which it is to be told at a moment that it expires soon, as it is afterwards; of several warnings only the last counts. */
export function warnOf(state: AccountState, nowMs: number): GrantState | undefined {
  const grant = state.grants.find((candidate) => (nextWarningMs(candidate) ?? Infinity) <= nowMs);
  return grant && { ...grant, warned: warnedBy(grant.expiresAtMs, nowMs) };
}
