import { createHash } from 'node:crypto';

/** The deposit address with this index, as logs have it. */
export function addressOf(index: number): string {
  return `0x${createHash('sha256').update(String(index)).digest('hex').slice(0, 40)}`;
}

/** The same in SQL, for a column `index`. */
export const addressSql = `'0x' || encode(substring(sha256(index::text::bytea) from 1 for 20), 'hex')`;

/** A sequence of words of 32 bits that follows from its seed: good enough to fill blocks, and quick. */
export function sequence(seed: number): () => string {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0).toString(16).padStart(8, '0');
  };
}

/** The height of a block stands in front of its hash, as java-tron has it; with Ethereum nobody looks. */
export function hashOf(number: number): string {
  const next = sequence(number ^ 0x5bd1e995);
  return `0x${number.toString(16).padStart(16, '0')}${next()}${next()}${next()}${next()}${next()}${next()}`;
}
