import type { GrantState } from './account-state.ts';
import type { EntryKind } from './entries.ts';
import type { NumberedMove } from './entry-hash.ts';
import type { Usage } from './usage.ts';

/** What a reversal must know of the entry that it undoes. */
export interface Reversible {
  readonly number: number;
  readonly kind: EntryKind;
  readonly moves: readonly NumberedMove[];
  readonly usage: Usage | null;
  /** What a grant entry granted; 0 for other entries. */
  readonly granted: bigint;
  /** The grants that its moves name, with nothing in them: one in which nothing is left stands in no account any more. */
  readonly grants: readonly GrantState[];
  readonly reversed: boolean;
}

/** A grant as its terms say, with nothing in it. */
export function emptied(grant: GrantState): GrantState {
  return { ...grant, scheduled: 0n, available: 0n, held: 0n };
}
