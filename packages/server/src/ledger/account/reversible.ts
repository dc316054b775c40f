import type { GrantState } from './account-state.ts';
import type { EntryKind } from '../entries.ts';
import type { GrantKind } from '../grants.ts';
import type { NumberedMove } from './entry-hash.ts';
import type { Usage } from '../usage.ts';

/** What a reversal must know of the entry that it undoes. */
export interface Reversible {
  readonly number: number;
  readonly kind: EntryKind;
  readonly atMs: number;
  readonly moves: readonly NumberedMove[];
  readonly usage: Usage | null;
  /** What a grant entry granted; 0 for other entries. */
  readonly granted: bigint;
  /** The kind and expiry of what a grant entry granted. */
  readonly grantKind: GrantKind | null;
  readonly expiresAtMs: number | null;
  /** The grants that its moves name, with nothing in them: one in which nothing is left stands in no account any more. */
  readonly grants: readonly GrantState[];
  readonly reversed: boolean;
  /** Of a purchase: whether the account had bought before. */
  readonly laterPurchase: boolean;
}

/** What of an account's past the commands at hand must know. */
export interface Past {
  /** The entries of the commands that reversals and refunds name; an id that no entry has is there with `undefined`. */
  readonly reversible: ReadonlyMap<string, Reversible | undefined>;
  /** Whether the account has ever bought credits; looked up only when a refund asks. */
  readonly bought: boolean;
}

export const noPast: Past = { reversible: new Map(), bought: false };

/** A grant as its terms say, with nothing in it. */
export function emptied(grant: GrantState): GrantState {
  return { ...grant, scheduled: 0n, available: 0n, held: 0n };
}
