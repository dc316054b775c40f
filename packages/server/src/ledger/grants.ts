/** Why an account was given credits. */
export type GrantKind = 'purchased' | 'bonus' | 'promotional' | 'trial' | 'subscription' | 'transferred' | 'refunded' | 'adjustment';

export const grantKinds: readonly GrantKind[] = [
  'purchased',
  'bonus',
  'promotional',
  'trial',
  'subscription',
  'transferred',
  'refunded',
  'adjustment',
];

/** Where credits that move belong: to a grant of a kind, or to the credit line of an account that pays after. */
export type FundKind = GrantKind | 'credit_line';

/** Lower is spent first. */
export const priorityDefault = 50;
export const priorityMax = 100;

/** What a grant was given under. Never changes after the grant. Amounts in micro-credits, times in milliseconds since 1970. */
export interface GrantTerms {
  readonly grantId: string;
  readonly kind: GrantKind;
  readonly amount: bigint;
  readonly priority: number;
  readonly effectiveAtMs: number;
  /** The first moment at which the credits can no longer be spent; `null` for never. */
  readonly expiresAtMs: number | null;
  readonly label: string;
  /** Of transferred credits: the kind of grant that they first came by. */
  readonly originKind: GrantKind | null;
}

/** A grant as its owner sees it: the terms and what is left. */
export interface GrantView {
  readonly id: string;
  readonly kind: GrantKind;
  readonly label: string;
  /** What was granted. */
  readonly amount: bigint;
  /** What is left of it in the balance, held credits included; 0 until it takes effect. All grants together make the balance. */
  readonly remaining: bigint;
  /** The part of `remaining` that open holds keep. */
  readonly held: bigint;
  /** What will enter the balance at `effectiveAtMs`; 0 once it has taken effect. */
  readonly scheduled: bigint;
  readonly priority: number;
  readonly effectiveAtMs: number;
  readonly expiresAtMs: number | null;
  readonly createdAtMs: number;
  /** Of transferred credits: the kind of grant that they first came by. */
  readonly originKind: GrantKind | null;
}
