import type { BlockRef } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { fieldsOf, NodeRefusal, readText, type NodeClient } from '../json-rpc/index.ts';
import { parseBlock, requireHeight } from './parse-block.ts';

const invalidParams = -32602;

/**
 * Reads the newest solidified block: 19 of the 27 witnesses have built on it, so nothing reverts it. That is asked for and never
 * counted from the newest block, because missed blocks make it later. Nodes before 4.8.0 do not know the tag `finalized`; they are
 * asked over java-tron's HTTP interface, which hosted nodes have beside the JSON-RPC.
 */
export class SolidReader {
  private readonly node: NodeClient;
  private knowsTag = true;

  constructor(node: NodeClient) {
    this.node = node;
  }

  /** The node may have been exchanged for another. */
  beginAnew(): void {
    this.knowsTag = true;
  }

  async read(): Promise<BlockRef> {
    if (this.knowsTag) {
      try {
        const block = await this.node.ask('eth_getBlockByNumber', ['finalized', false], parseBlock);
        if (block !== undefined) return { number: block.number, hash: block.hash };
      } catch (error) {
        if (!(error instanceof NodeRefusal) || error.code !== invalidParams) throw error;
        this.knowsTag = false;
      }
    }
    return readSolidNow(this.node);
  }
}

/** The newest solidified block as java-tron's HTTP interface has it, which the state that `/walletsolidity` tells belongs to. */
export function readSolidNow(node: NodeClient): Promise<BlockRef> {
  return node.post('/walletsolidity/getnowblock', {}, parseSolid);
}

function parseSolid(answer: unknown): BlockRef {
  const block = fieldsOf(answer, 'solidified block');
  const header = fieldsOf(block['block_header'], 'block header');
  // The height of the first block of all is left out, like every zero.
  const { number = 0 } = fieldsOf(header['raw_data'], 'block header');
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    throw new ChainTrouble('The Tron node gave a solidified block without a height.');
  }
  const hash = `0x${readText(block['blockID'], /^[0-9a-f]{64}$/iu, 'id of the solidified block')}`;
  requireHeight(hash, number);
  return { number, hash };
}
