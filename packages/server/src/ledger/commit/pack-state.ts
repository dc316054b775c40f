import type { GrantState, HoldState } from '../account/account-state.ts';
import type { Warned } from '../account/expiry-warnings.ts';
import type { GrantKind } from '../grants.ts';
import { usageFrom, usageValues } from '../usage.ts';

/**
 * How the live grants and open holds of an account are kept in its row: JSON arrays without member names, because this is read and
 * written with every command. Amounts are text, times milliseconds since 1970.
 */
type PackedGrant = readonly [
  number: number,
  id: string,
  kind: GrantKind,
  priority: number,
  effectiveAtMs: number,
  expiresAtMs: number | null,
  createdAtMs: number,
  scheduled: string,
  available: string,
  held: string,
  originKind: GrantKind | null,
  warned: Warned,
];
type PackedHold = readonly [
  id: string,
  number: number,
  amount: string,
  captured: string,
  openedAtMs: number,
  deadlineMs: number,
  steps: number,
  parts: readonly (readonly [grant: number, amount: string])[],
  usage: readonly (string | null)[] | null,
];

export function packGrants(grants: readonly GrantState[]): string {
  return JSON.stringify(
    grants.map((grant): PackedGrant => [
      grant.number,
      grant.id,
      grant.kind,
      grant.priority,
      grant.effectiveAtMs,
      grant.expiresAtMs,
      grant.createdAtMs,
      grant.scheduled.toString(),
      grant.available.toString(),
      grant.held.toString(),
      grant.originKind,
      grant.warned,
    ]),
  );
}

export function packHolds(holds: readonly HoldState[]): string {
  return JSON.stringify(
    holds.map((hold): PackedHold => [
      hold.id,
      hold.number,
      hold.amount.toString(),
      hold.captured.toString(),
      hold.openedAtMs,
      hold.deadlineMs,
      hold.steps,
      hold.parts.map((part) => [part.grant, part.amount.toString()] as const),
      usageValues(hold.usage),
    ]),
  );
}

export function unpackGrants(json: unknown): readonly GrantState[] {
  // Only packGrants writes this column, and a column of type json holds what was written.
  return (json as readonly PackedGrant[]).map(
    ([number, id, kind, priority, effectiveAtMs, expiresAtMs, createdAtMs, scheduled, available, held, originKind, warned]) => ({
      number,
      id,
      kind,
      priority,
      effectiveAtMs,
      expiresAtMs,
      createdAtMs,
      scheduled: BigInt(scheduled),
      available: BigInt(available),
      held: BigInt(held),
      originKind,
      warned,
    }),
  );
}

export function unpackHolds(json: unknown): readonly HoldState[] {
  // Only packHolds writes this column, and a column of type json holds what was written.
  return (json as readonly PackedHold[]).map(([id, number, amount, captured, openedAtMs, deadlineMs, steps, parts, usage]) => ({
    id,
    number,
    amount: BigInt(amount),
    captured: BigInt(captured),
    openedAtMs,
    deadlineMs,
    steps,
    parts: parts.map(([grant, part]) => ({ grant, amount: BigInt(part) })),
    usage: usageFrom(usage ?? []),
  }));
}
