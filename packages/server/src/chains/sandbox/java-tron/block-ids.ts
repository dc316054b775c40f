/**
 * Tron's block ids begin with the height in eight bytes. The local chain's hashes get the same form without anything being kept: the
 * height can be read back out of the id, and the rest compared with the block at that height. All hashes are `0x` and 64 digits.
 */
export function blockId(number: number, hash: string): string {
  // The block before the first one is nobody's.
  if (number < 0) return `0x${'0'.repeat(64)}`;
  return `0x${number.toString(16).padStart(16, '0')}${hash.slice(18)}`;
}

/** The height that stands in an id; `undefined` for one that no block can have. */
export function heightIn(id: string): number | undefined {
  const number = Number(`0x${id.slice(2, 18)}`);
  return Number.isSafeInteger(number) ? number : undefined;
}
