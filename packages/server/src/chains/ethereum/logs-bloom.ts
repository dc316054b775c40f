import { keccak_256 } from '@noble/hashes/sha3.js';
import { hexToBytes } from '@noble/hashes/utils.js';

/**
 * Whether a header's bloom filter allows that the block holds a log of this address with this topic. `false` is a proof
 * that there is none; `true` proves nothing.
 */
export function mayHoldLog(bloom: string, address: string, topic: string): boolean {
  const bits = hexToBytes(bloom.slice(2));
  return [address, topic].every((item) => bitsOf(item).every((bit) => ((bits[255 - (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0));
}

/** The three bits of 2048 that an item sets, as in Ethereum's yellow paper, section 4.3.1. */
function bitsOf(item: string): readonly number[] {
  const hash = keccak_256(hexToBytes(item.slice(2)));
  return [0, 2, 4].map((at) => (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047);
}
