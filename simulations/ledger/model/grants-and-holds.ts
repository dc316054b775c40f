import type { GrantKind, Usage } from '../../../packages/server/src/ledger/index.ts';

export interface ModelGrant {
  readonly number: number;
  readonly id: string;
  readonly kind: GrantKind;
  /** By what the credits first came; its own kind unless they were transferred. */
  readonly origin: GrantKind;
  readonly priority: number;
  readonly amount: bigint;
  readonly effectiveAtMs: number;
  readonly expiresAtMs: number | null;
  readonly createdAtMs: number;
  scheduled: bigint;
  available: bigint;
  held: bigint;
  /** How many days before its expiry the last warning was that is over; 0 before the first. */
  warned: number;
}

export interface HeldPart {
  readonly grant: ModelGrant;
  readonly amount: bigint;
}

export interface ModelHold {
  readonly id: string;
  readonly number: number;
  readonly amount: bigint;
  readonly openedAtMs: number;
  readonly usage: Usage | null;
  deadlineMs: number;
  captured: bigint;
  end: 'open' | 'captured' | 'voided' | 'expired';
  endedAtMs: number | null;
  parts: HeldPart[];
}

/** A command that is not carried out; the message is the code of its refusal. */
export class Refused extends Error {}

const gifts = ['bonus', 'promotional', 'trial'];

/** Which of two grants is spent first. */
export function byBurnDown(a: ModelGrant, b: ModelGrant): number {
  const keys = (grant: ModelGrant): readonly number[] => [
    grant.priority,
    grant.expiresAtMs ?? Number.MAX_SAFE_INTEGER,
    gifts.includes(grant.origin) ? 0 : 1,
    grant.effectiveAtMs,
    grant.createdAtMs,
  ];
  const others = keys(b);
  const difference = keys(a)
    .map((key, index) => key - (others[index] ?? 0))
    .find((each) => each !== 0);
  return difference ?? (a.id < b.id ? -1 : 1);
}

/** Copies of grants and of holds that name the copies. */
export function copyGrantsAndHolds(grants: readonly ModelGrant[], creditLine: ModelGrant, holds: readonly ModelHold[]) {
  const copies = new Map([creditLine, ...grants].map((grant) => [grant, { ...grant }]));
  const copyOf = (grant: ModelGrant): ModelGrant => copies.get(grant) ?? grant;
  return {
    grants: grants.map(copyOf),
    creditLine: copyOf(creditLine),
    holds: holds.map((hold) => ({ ...hold, parts: hold.parts.map(({ grant, amount }) => ({ grant: copyOf(grant), amount })) })),
  };
}
