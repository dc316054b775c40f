import type { Generation } from '../../api/sdk.ts';
import { useNow } from '../../parts/use-now.ts';

/** Before a tenth is made, an estimate jumps too much to be of use. */
const TELLING_FRACTION = 0.1;
const REFRESH_MS = 1000;

/** Seconds until all pictures are made, by the pace so far; null until that can be told. */
export function useTimeLeft(generation: Generation, fraction: number): number | null {
  const nowMs = useNow(REFRESH_MS);
  if (generation.startedAt === null || fraction < TELLING_FRACTION || fraction >= 1) return null;
  const elapsedMs = nowMs - Date.parse(generation.startedAt);
  return elapsedMs <= 0 ? null : ((elapsedMs / fraction) * (1 - fraction)) / 1000;
}
