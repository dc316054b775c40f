import { fieldsOf, readArray, readQuantity, readText } from '../../json-rpc/index.ts';
import { blockId } from './block-ids.ts';
import { carriedIn } from './read-transaction.ts';

/** Energy costs 100 sun a unit since 2025. */
export const energyPrice = '0x64';
const zeroWord = `0x${'0'.repeat(64)}`;
/** Tron fills in no blooms: what proves an empty answer on Ethereum proves nothing here. */
const zeroBloom = `0x${'0'.repeat(512)}`;
const anyHex = /^0x[0-9a-f]+$/iu;

type Fields = Readonly<Record<string, unknown>>;

/** A block as anvil has it, read as far as the stand-in needs it. */
export interface LocalBlock {
  readonly number: number;
  readonly id: string;
  readonly parentId: string;
  /** In seconds, as a quantity. */
  readonly timestamp: string;
  readonly miner: string;
  readonly size: string;
  readonly transactionsRoot: string;
  /** The ids of its transactions. */
  readonly transactions: readonly string[];
  /** Those that carry a transaction of Tron have its id, by their hash on the local chain. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Takes a block with its whole transactions, or with their hashes where none of them carries one of Tron. */
export function readLocalBlock(answer: unknown): LocalBlock {
  const fields = fieldsOf(answer, 'block');
  const transactions = readArray(fields['transactions'], 'transactions').map((each) => {
    if (typeof each === 'string') return { hash: each, id: each };
    const { hash, input } = fieldsOf(each, 'transaction');
    return { hash: String(hash), id: idOf(hash, input) };
  });
  const number = readQuantity(fields['number'], 'block number');
  const hex = (name: string, form = /^0x[0-9a-f]{64}$/iu): string => readText(fields[name], form, name);
  return {
    number,
    id: blockId(number, hex('hash')),
    parentId: blockId(number - 1, hex('parentHash')),
    timestamp: hex('timestamp', anyHex),
    miner: hex('miner', anyHex),
    size: hex('size', anyHex),
    transactionsRoot: hex('transactionsRoot'),
    transactions: transactions.map(({ id }) => id),
    ids: new Map(transactions.filter(({ hash, id }) => hash !== id).map(({ hash, id }) => [hash, id])),
  };
}

function idOf(hash: unknown, input: unknown): string {
  const carried = carriedIn(String(input));
  return carried === undefined ? String(hash) : `0x${carried.txId}`;
}

function idIn(block: LocalBlock, hash: unknown): unknown {
  return block.ids.get(String(hash)) ?? hash;
}

/** A block as java-tron's JSON-RPC has it. */
export function blockAnswer(block: LocalBlock): Fields {
  return {
    baseFeePerGas: '0x0',
    difficulty: '0x0',
    extraData: '0x',
    gasLimit: '0x0',
    gasUsed: '0x0',
    hash: block.id,
    logsBloom: zeroBloom,
    miner: block.miner,
    mixHash: zeroWord,
    nonce: '0x0000000000000000',
    number: quantity(block.number),
    parentHash: block.parentId,
    receiptsRoot: zeroWord,
    sha3Uncles: zeroWord,
    size: block.size,
    stateRoot: '0x',
    timestamp: block.timestamp,
    totalDifficulty: '0x0',
    transactions: block.transactions,
    transactionsRoot: block.transactionsRoot,
    uncles: [],
  };
}

/** A receipt as java-tron's JSON-RPC has it; gas is energy there. `block` is the one that it is in. */
export function receiptAnswer(answer: unknown, block: LocalBlock): Fields {
  const receipt = fieldsOf(answer, 'receipt');
  return {
    blockHash: block.id,
    blockNumber: quantity(block.number),
    contractAddress: receipt['contractAddress'] ?? null,
    cumulativeGasUsed: receipt['cumulativeGasUsed'],
    effectiveGasPrice: energyPrice,
    from: receipt['from'],
    gasUsed: receipt['gasUsed'],
    logs: readArray(receipt['logs'], 'logs').map((log) => logAnswer(log, block)),
    logsBloom: zeroBloom,
    status: receipt['status'],
    to: receipt['to'] ?? null,
    transactionHash: idIn(block, receipt['transactionHash']),
    transactionIndex: receipt['transactionIndex'],
    type: '0x0',
  };
}

/** A transaction as java-tron's JSON-RPC has it. */
export function transactionAnswer(answer: unknown, block: LocalBlock): Fields {
  const { from, to, value, input, hash, transactionIndex, gas, v, r, s } = fieldsOf(answer, 'transaction');
  return {
    blockHash: block.id,
    blockNumber: quantity(block.number),
    from,
    gas,
    gasPrice: energyPrice,
    hash: idIn(block, hash),
    input: carriedIn(String(input))?.data ?? input,
    nonce: '0x0000000000000000',
    r,
    s,
    to: to ?? null,
    transactionIndex,
    type: '0x0',
    v,
    value,
  };
}

/** A log as java-tron's JSON-RPC has it. */
export function logAnswer(answer: unknown, block: LocalBlock): Fields {
  const log = fieldsOf(answer, 'log');
  return {
    address: log['address'],
    blockHash: block.id,
    blockNumber: quantity(block.number),
    blockTimestamp: block.timestamp,
    data: log['data'],
    logIndex: log['logIndex'],
    removed: false,
    topics: log['topics'],
    transactionHash: idIn(block, log['transactionHash']),
    transactionIndex: log['transactionIndex'],
  };
}

/** A block as java-tron's own HTTP interface has it: ids without 0x, addresses with 41 in front, times in milliseconds. */
export function httpBlockAnswer(block: LocalBlock): Fields {
  const raw = {
    ...(block.number === 0 ? {} : { number: block.number }),
    txTrieRoot: block.transactionsRoot.slice(2),
    witness_address: `41${block.miner.slice(2)}`,
    parentHash: block.parentId.slice(2),
    version: 34,
    timestamp: Number(block.timestamp) * 1000,
  };
  return {
    blockID: block.id.slice(2),
    block_header: { raw_data: raw, witness_signature: '00'.repeat(65) },
    ...(block.transactions.length === 0 ? {} : { transactions: block.transactions.map((txID) => ({ txID: txID.slice(2) })) }),
  };
}

/** What happened to one transaction, as java-tron's own HTTP interface has it. Members that are zero or empty are left out there. */
export function transactionInfoAnswer(answer: unknown, block: LocalBlock): Fields {
  const receipt = fieldsOf(answer, 'receipt');
  const logs = readArray(receipt['logs'], 'logs').map((log) => {
    const { address, topics, data } = fieldsOf(log, 'log');
    return {
      address: withoutPrefix(address),
      topics: readArray(topics, 'topics').map(withoutPrefix),
      ...(data === '0x' ? {} : { data: withoutPrefix(data) }),
    };
  });
  const failed = receipt['status'] !== '0x1';
  return {
    id: withoutPrefix(idIn(block, receipt['transactionHash'])),
    blockNumber: block.number,
    blockTimeStamp: Number(block.timestamp) * 1000,
    contractResult: [''],
    ...(typeof receipt['to'] === 'string' ? { contract_address: `41${receipt['to'].slice(2)}` } : {}),
    receipt: { energy_usage_total: Number(receipt['gasUsed']), result: failed ? 'REVERT' : 'SUCCESS' },
    ...(failed ? { result: 'FAILED' } : {}),
    ...(logs.length === 0 ? {} : { log: logs }),
  };
}

export function quantity(number: number): string {
  return `0x${number.toString(16)}`;
}

function withoutPrefix(hex: unknown): string {
  return String(hex).slice(2);
}
