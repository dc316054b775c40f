import { formatCredits } from '../../format/credits.ts';

/** The number of a block, or another count, with room between its thousands. */
export function blockText(number: number): string {
  return formatCredits(String(number));
}
