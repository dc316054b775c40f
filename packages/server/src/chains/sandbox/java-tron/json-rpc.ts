import { fieldsOf, readArray, readQuantity } from '../../json-rpc/index.ts';
import {
  blockAnswer,
  energyPrice,
  logAnswer,
  quantity,
  readLocalBlock,
  receiptAnswer,
  transactionAnswer,
  type LocalBlock,
} from './answers.ts';
import { heightIn } from './block-ids.ts';
import { readLogFilter, usesIndex } from './log-filter.ts';
import { invalidParams, NodeError } from './node-error.ts';

/** What differs from node to node, or can be wrong with one. Tests change it while the node runs. */
export interface NodeQuirks {
  /** How far the newest solidified block lies behind the newest one: 18 or 19 on the real chain, for want of 19 witnesses. */
  solidLag: number;
  /** `false`: the node was set up without an index of blooms, so that every filtered question for logs finds nothing. */
  logIndex: boolean;
  /** `false`: a version before 4.8.1, which does not know eth_getBlockReceipts. */
  blockReceipts: boolean;
  /** `false`: a version before 4.8.0, which does not know the tag `finalized`. */
  finalizedTag: boolean;
  blockRangeMax: number;
  resultsMax: number;
  /** It limits requests: with HTTP 200 and an answer outside of any envelope. */
  overloaded: boolean;
}

type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** What an energy estimate of a transfer of USDT comes to when the recipient holds some already. */
const transferEnergy = 64_285;
const blocksAtOnce = 50;
const blocksTakenBackMax = 32;

/** Answers JSON-RPC as java-tron does, from a chain that `ask` speaks to as to an Ethereum node. */
export class JavaTronRpc {
  readonly quirks: NodeQuirks;
  private readonly ask: Ask;
  private readonly carries: boolean;
  /** Nothing but what is found again on the chain. */
  private readonly localHashes = new Map<string, string>();
  private lookedThrough = -1;

  /** `carries`: transactions of the local chain may carry some of Tron, which takes whole blocks to see. */
  constructor(ask: Ask, quirks: NodeQuirks, { carries = false }: { readonly carries?: boolean } = {}) {
    this.ask = ask;
    this.quirks = quirks;
    this.carries = carries;
  }

  async answer(method: string, params: readonly unknown[]): Promise<unknown> {
    const [first, second] = params;
    switch (method) {
      case 'eth_chainId':
      case 'net_version':
        return this.ask('eth_chainId', []);
      case 'web3_clientVersion':
        return 'TRON/stand-in of the Imprest sandbox, no java-tron';
      case 'eth_blockNumber':
        return quantity(await this.head());
      case 'eth_syncing':
        return false;
      case 'eth_accounts':
        return [];
      case 'eth_gasPrice':
        return energyPrice;
      case 'eth_estimateGas':
        return quantity(transferEnergy);
      case 'eth_getBlockByNumber':
        return nullOr(await this.blockByTag(first), blockAnswer);
      case 'eth_getBlockByHash':
        return nullOr(await this.blockById(first), blockAnswer);
      case 'eth_getBlockReceipts':
        if (this.quirks.blockReceipts) return this.blockReceipts(first);
        break;
      case 'eth_getTransactionReceipt':
        return this.receipt(first);
      case 'eth_getTransactionByHash':
        return this.transaction(first);
      case 'eth_getLogs':
        return this.logs(first);
      case 'eth_call':
        return this.call(first, second);
      case 'eth_getCode':
        requireLatest(second);
        return this.ask(method, [hexAddress(first), 'latest']);
      case 'eth_getBalance':
        requireLatest(second);
        return inSun(await this.ask(method, [hexAddress(first), 'latest']));
    }
    throw new NodeError(-32601, 'method not found');
  }

  async head(): Promise<number> {
    return readQuantity(await this.ask('eth_blockNumber', []), 'block number');
  }

  /** The height that cannot be reverted any more. */
  async solid(): Promise<number> {
    return Math.max(0, (await this.head()) - this.quirks.solidLag);
  }

  async newest(): Promise<LocalBlock> {
    return readLocalBlock(await this.ask('eth_getBlockByNumber', ['latest', this.carries]));
  }

  /** The hash that a transaction of Tron has on the local chain; `undefined` when it is in none of its blocks. Each is looked at once. */
  async localHashOf(id: string): Promise<string | undefined> {
    const head = this.carries ? await this.head() : -1;
    // A chain that began anew is shorter.
    for (let next = Math.min(this.lookedThrough, head) + 1; next <= head; next += blocksAtOnce) {
      const numbers = Array.from({ length: Math.min(blocksAtOnce, head - next + 1) }, (_, place) => next + place);
      for (const block of await Promise.all(numbers.map((number) => this.blockAt(number)))) {
        for (const [hash, carried] of block?.ids ?? []) this.localHashes.set(carried, hash);
      }
    }
    // The newest blocks may be taken back, with what they hold.
    this.lookedThrough = Math.max(-1, head - blocksTakenBackMax);
    return this.localHashes.get(id);
  }

  async blockAt(number: number): Promise<LocalBlock | undefined> {
    const answer = await this.ask('eth_getBlockByNumber', [quantity(number), this.carries]);
    return answer === null ? undefined : readLocalBlock(answer);
  }

  /** The receipts of a block as the local chain has them. */
  async localReceipts(block: LocalBlock): Promise<readonly unknown[]> {
    if (block.transactions.length === 0) return [];
    return readArray(await this.ask('eth_getBlockReceipts', [quantity(block.number)]), 'receipts');
  }

  private async blockByTag(tag: unknown): Promise<LocalBlock | undefined> {
    // The question that is asked most: one of the local chain is enough.
    if (tag === 'latest') return this.newest();
    const number = await this.heightOf(tag);
    return this.blockAt(number);
  }

  private async heightOf(tag: unknown): Promise<number> {
    if (tag === 'latest') return this.head();
    if (tag === 'earliest') return 0;
    if (tag === 'finalized' && this.quirks.finalizedTag) return this.solid();
    if (tag === 'pending' || tag === 'safe') throw invalidParams(`TAG ${tag} not supported`);
    if (typeof tag !== 'string' || !/^0x[0-9a-f]{1,13}$/iu.test(tag)) throw invalidParams('invalid block number');
    return Number(tag);
  }

  private async blockById(id: unknown): Promise<LocalBlock | undefined> {
    if (typeof id !== 'string' || !/^(?:0x)?[0-9a-z]{64}$/iu.test(id)) throw invalidParams('invalid hash value');
    const wanted = (id.startsWith('0x') ? id : `0x${id}`).toLowerCase();
    const number = heightIn(wanted);
    const block = number === undefined || number > (await this.head()) ? undefined : await this.blockAt(number);
    return block?.id === wanted ? block : undefined;
  }

  private async blockReceipts(which: unknown): Promise<unknown> {
    const isId = typeof which === 'string' && /^(?:0x)?[0-9a-z]{64}$/iu.test(which);
    const block = isId ? await this.blockById(which) : await this.blockByTag(which);
    if (block === undefined || block.number === 0) return null;
    return (await this.localReceipts(block)).map((receipt) => receiptAnswer(receipt, block));
  }

  private async receipt(hash: unknown): Promise<unknown> {
    if (typeof hash !== 'string' || !/^(?:0x)?[0-9a-f]{64}$/iu.test(hash)) throw invalidParams('invalid hash value');
    const receipt = await this.askByHash('eth_getTransactionReceipt', hash);
    if (receipt === null) return null;
    const block = await this.blockAt(readQuantity(fieldsOf(receipt, 'receipt')['blockNumber'], 'block number'));
    return block === undefined ? null : receiptAnswer(receipt, block);
  }

  private async transaction(hash: unknown): Promise<unknown> {
    if (typeof hash !== 'string' || !/^(?:0x)?[0-9a-f]{64}$/iu.test(hash)) throw invalidParams('invalid hash value');
    const transaction = await this.askByHash('eth_getTransactionByHash', hash);
    if (transaction === null) return null;
    const { blockNumber } = fieldsOf(transaction, 'transaction');
    if (blockNumber === null) return null;
    const block = await this.blockAt(readQuantity(blockNumber, 'block number'));
    return block === undefined ? null : transactionAnswer(transaction, block);
  }

  /** Most transactions are those of the local chain; the others are looked for. */
  private async askByHash(method: string, hash: string): Promise<unknown> {
    const id = (hash.startsWith('0x') ? hash : `0x${hash}`).toLowerCase();
    const answer = await this.ask(method, [id]);
    if (answer !== null) return answer;
    const local = await this.localHashOf(id);
    return local === undefined ? null : this.ask(method, [local]);
  }

  private async logs(request: unknown): Promise<unknown> {
    const filter = readLogFilter(request);
    const range = await this.rangeOf(fieldsOf(request, 'filter'));
    if (range === undefined || (usesIndex(filter) && !this.quirks.logIndex)) return [];
    const found = readArray(
      await this.ask('eth_getLogs', [{ ...filter, fromBlock: quantity(range.from), toBlock: quantity(range.to) }]),
      'logs',
    );
    if (found.length > this.quirks.resultsMax) {
      throw new NodeError(-32005, `query returned more than ${this.quirks.resultsMax} results`);
    }
    const blocks = new Map<number, LocalBlock>();
    const answer: unknown[] = [];
    for (const log of found) {
      const number = readQuantity(fieldsOf(log, 'log')['blockNumber'], 'block number');
      const block = blocks.get(number) ?? (await this.blockAt(number));
      if (block === undefined) continue;
      blocks.set(number, block);
      answer.push(logAnswer(log, block));
    }
    return answer;
  }

  /** The blocks that are read; `undefined` for none, which java-tron answers without an error. */
  private async rangeOf(request: Readonly<Record<string, unknown>>): Promise<{ from: number; to: number } | undefined> {
    const { blockHash, fromBlock, toBlock } = request;
    if (blockHash !== undefined && blockHash !== null) {
      if ((fromBlock ?? toBlock ?? null) !== null) {
        throw invalidParams('cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other');
      }
      const block = await this.blockById(blockHash);
      if (block === undefined) throw invalidParams('invalid blockHash');
      return { from: block.number, to: block.number };
    }
    const head = await this.head();
    const wantedTo = toBlock === undefined || toBlock === 'latest' ? Number.MAX_SAFE_INTEGER : await this.heightOf(toBlock);
    const from = fromBlock === undefined ? Math.min(wantedTo, head) : await this.heightOf(fromBlock);
    if (from > wantedTo) throw invalidParams('please verify: fromBlock <= toBlock');
    const to = Math.min(wantedTo, head);
    if (to - from > this.quirks.blockRangeMax) throw invalidParams(`exceed max block range: ${this.quirks.blockRangeMax}`);
    return from > head ? undefined : { from, to };
  }

  private async call(call: unknown, tag: unknown): Promise<unknown> {
    requireLatest(tag);
    const { to, data, input } = fieldsOf(call, 'call');
    const contract = hexAddress(to);
    if ((await this.ask('eth_getCode', [contract, 'latest'])) === '0x') {
      throw new NodeError(-32600, 'No contract or not a valid smart contract');
    }
    try {
      return await this.ask('eth_call', [{ to: contract, data: input ?? data }, 'latest']);
    } catch {
      throw new NodeError(-32000, 'REVERT opcode executed');
    }
  }
}

function requireLatest(tag: unknown): void {
  if (tag === 'latest') return;
  if (typeof tag === 'string' && tag.startsWith('0x')) throw invalidParams('QUANTITY not supported, just support TAG as latest');
  throw invalidParams('TAG [earliest | pending | finalized | safe] not supported');
}

/** State calls take addresses of 21 bytes as well. */
function hexAddress(value: unknown): string {
  const digits = typeof value === 'string' ? /^0x(?:41)?([0-9a-f]{40})$/iu.exec(value)?.[1] : undefined;
  if (digits === undefined) throw invalidParams('invalid address hash value');
  return `0x${digits}`;
}

function nullOr<Value>(value: Value | undefined, write: (value: Value) => unknown): unknown {
  return value === undefined ? null : write(value);
}

/** The coin of the local chain has 18 decimals, that of Tron 6. */
function inSun(balance: unknown): string {
  return `0x${(BigInt(String(balance)) / 10n ** 12n).toString(16)}`;
}
