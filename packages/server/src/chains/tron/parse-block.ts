import type { Block } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { fieldsOf, readArray, readQuantity, readText } from '../json-rpc/index.ts';

const word = /^0x[0-9a-f]{64}$/iu;

/**
 * Reads a block as `eth_getBlockBy…` of java-tron gives it; `undefined` when there is none. Its bloom is all zeros and would prove
 * every block empty, so it is left out.
 */
export function parseBlock(answer: unknown): Block | undefined {
  if (answer === null) return undefined;
  const fields = fieldsOf(answer, 'block');
  const block = {
    number: readQuantity(fields['number'], 'block number'),
    hash: readText(fields['hash'], word, 'block id'),
    parentHash: readText(fields['parentHash'], word, 'parent id'),
    timestampMs: readQuantity(fields['timestamp'], 'block timestamp') * 1000,
    transactionCount: readArray(fields['transactions'], 'transactions').length,
  };
  requireHeight(block.hash, block.number);
  if (block.number > 1) requireHeight(block.parentHash, block.number - 1);
  return block;
}

/** The id of a block begins with its height, in eight bytes. */
export function requireHeight(id: string, number: number): void {
  if (BigInt(id.slice(0, 18)) === BigInt(number)) return;
  throw new ChainTrouble(`The Tron node gave a block ${number} whose id is that of another height; its answers cannot be trusted.`);
}
