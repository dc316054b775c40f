import type { FundKind } from './grants.ts';

/** How a hold ended. Each hold ends exactly once. */
export type HoldEnd = 'captured' | 'voided' | 'expired';

/** A hold as its owner sees it. Amounts in micro-credits, times in milliseconds since 1970. */
export interface HoldView {
  readonly id: string;
  readonly status: 'open' | HoldEnd;
  /** What was set aside at first. */
  readonly amount: bigint;
  /** What has been taken for good so far, credits above the hold included. */
  readonly captured: bigint;
  /** What is still set aside; 0 once the hold has ended. */
  readonly remaining: bigint;
  readonly createdAtMs: number;
  /** The moment at which the hold ends by itself. */
  readonly deadlineMs: number;
  readonly endedAtMs: number | null;
  /** Where the credits that are still set aside come from, in the order in which they would be captured. */
  readonly parts: readonly { readonly grantId: string; readonly kind: FundKind; readonly amount: bigint }[];
}
