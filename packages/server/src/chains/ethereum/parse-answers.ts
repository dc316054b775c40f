import type { Block, Transfer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { fieldsOf, readArray, readQuantity, readText } from '../json-rpc/index.ts';

/** keccak256 of `Transfer(address,address,uint256)`. */
export const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

const word = /^0x[0-9a-f]{64}$/iu;
const bloomForm = /^0x[0-9a-f]{512}$/iu;
const addressWord = /^0x0{24}[0-9a-f]{40}$/iu;

/** Reads a block header as `eth_getBlockBy…` gives it. `null`, which means that there is no such block, becomes `undefined`. */
export function parseBlock(answer: unknown): Block | undefined {
  if (answer === null) return undefined;
  const fields = fieldsOf(answer, 'block');
  return {
    number: readQuantity(fields['number'], 'block number'),
    hash: readText(fields['hash'], word, 'block hash'),
    parentHash: readText(fields['parentHash'], word, 'parent hash'),
    timestampMs: readQuantity(fields['timestamp'], 'block timestamp') * 1000,
    logsBloom: readText(fields['logsBloom'], bloomForm, 'logs bloom'),
  };
}

/** The hashes of a block's transactions, from the same answer. */
export function parseTransactionHashes(answer: unknown): readonly string[] {
  const { transactions } = fieldsOf(answer, 'block');
  return readArray(transactions, 'transactions').map((hash) => readText(hash, word, 'transaction hash'));
}

export interface RawLog extends Transfer {
  readonly contract: string;
}

/** Reads a Transfer log of a token; gives `undefined` for other logs, which only receipts contain. */
export function parseTransferLog(answer: unknown): RawLog | undefined {
  const fields = fieldsOf(answer, 'log');
  const topics = readArray(fields['topics'], 'log topics');
  if (topics.length !== 3 || String(topics[0]).toLowerCase() !== transferTopic) return undefined;
  if (fields['removed'] === true) throw new ChainTrouble('The Ethereum node gave a log that it also calls removed.');
  return {
    contract: readText(fields['address'], /^0x[0-9a-f]{40}$/iu, 'log address'),
    blockNumber: readQuantity(fields['blockNumber'], 'block number of a log'),
    blockHash: readText(fields['blockHash'], word, 'block hash of a log'),
    txHash: readText(fields['transactionHash'], word, 'transaction hash'),
    logIndex: readQuantity(fields['logIndex'], 'log index'),
    from: addressOf(topics[1]),
    to: addressOf(topics[2]),
    amount: BigInt(readText(fields['data'], word, 'log data')),
  };
}

function addressOf(topic: unknown): string {
  return `0x${readText(topic, addressWord, 'address in a log').slice(26)}`;
}
