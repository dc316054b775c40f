import { Random } from '../random.ts';

/**
 * What the operator does in some seeds beside selling: moves money away from our addresses, pays refunds back, reads blocks again, and
 * holds the record against the balances on the chain. Each costs time, so no seed needs to have all of them.
 */
export const themes = ['sweeps', 'payouts', 'rescans', 'proofs'] as const;
export type Theme = (typeof themes)[number];

const oneIn = 3;

/** Those of a seed, and those that must be among them. */
export function themesOf(seed: number, wanted: readonly Theme[]): ReadonlySet<Theme> {
  const random = new Random(seed + 0x7e3e);
  const chosen = themes.filter(() => random.oneIn(oneIn));
  return new Set([...chosen, ...wanted]);
}
