import { defaultPacks } from './default-packs.ts';
import type { Pack } from './pack.ts';

/** The packs on sale, the smallest first. */
export function listPacks(): readonly Pack[] {
  return defaultPacks;
}
