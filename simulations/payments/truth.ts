import type { ChainProcess, RawBlock } from './chain-process.ts';
import { blocksUntilFinal } from './chain-process.ts';
import { blockIdOn, networkIds, tokenOf, type NetworkId } from './networks.ts';

const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const destroyedTopic = '0x61e6e66b0d6339b2980aecc6ccc0039736791f0ccde9ed512e789a7fbdd698c6';

/** A transfer of a network's token, as the receipts of the chain have it. */
export interface TokenTransfer {
  readonly network: NetworkId;
  readonly txHash: string;
  readonly logIndex: number;
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  /** As the network names it. */
  readonly blockHash: string;
  readonly blockNumber: number;
  readonly blockTimeMs: number;
}

/** One that goes to some addresses. */
export interface TrueTransfer extends TokenTransfer {
  /** Which of the transfers of its transaction to these addresses it is, from 0. */
  readonly ordinal: number;
}

/** What the issuer has destroyed at an address, which writes no transfer. */
export interface DestroyedFunds {
  readonly network: NetworkId;
  readonly address: string;
  readonly amount: bigint;
}

/** What the tokens of both networks have told. */
export interface TokenLogs {
  readonly transfers: readonly TokenTransfer[];
  readonly destroyed: readonly DestroyedFunds[];
}

/** Those of ours on each network, as the chain has them. */
export type Addresses = Readonly<Record<NetworkId, ReadonlySet<string>>>;

/**
 * What has really happened to the token of each network: read from every block's receipts, straight from the node and by no code of the
 * server. Transfers of nothing are among it.
 */
export async function readTokenLogs(chain: ChainProcess): Promise<TokenLogs> {
  const blocks = (await chain.blocks(0, await chain.height())).filter(({ transactions }) => transactions.length > 0);
  const questions = blocks.map(({ number }) => ({ method: 'eth_getBlockReceipts', params: [number] }));
  // anvil's own form of receipts.
  const receipts = (await chain.readAll(questions)) as readonly (readonly RawReceipt[])[];
  const logs = blocks.flatMap((block, place) => (receipts[place] ?? []).flatMap((receipt) => logsOf(block, receipt)));
  return { transfers: logs.flatMap((each) => transferOf(each) ?? []), destroyed: logs.flatMap((each) => destroyedOf(each) ?? []) };
}

/** Those of these transfers that go to some addresses, numbered within their transactions. */
export function transfersTo(transfers: readonly TokenTransfer[], addresses: Addresses): readonly TrueTransfer[] {
  const ordinals = new Map<string, number>();
  return transfers
    .filter(({ network, to }) => addresses[network].has(to))
    .map((transfer) => {
      const key = `${transfer.network} ${transfer.txHash}`;
      const ordinal = ordinals.get(key) ?? 0;
      ordinals.set(key, ordinal + 1);
      return { ...transfer, ordinal };
    });
}

/** Whether this block is on the chain and cannot be taken back any more. */
export async function isFinal(chain: ChainProcess, network: NetworkId, number: number, hash: string): Promise<boolean> {
  return number <= (await chain.height()) - blocksUntilFinal && (await hashAt(chain, network, number)) === hash;
}

/** What the network calls the block at this height, or `undefined` when there is none. */
export async function hashAt(chain: ChainProcess, network: NetworkId, number: number): Promise<string | undefined> {
  const [block] = await chain.blocks(number, number);
  return block === undefined ? undefined : blockIdOn(network, number, block.hash);
}

interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly logIndex: string;
}

interface RawReceipt {
  readonly transactionHash: string;
  readonly status: string;
  readonly logs: readonly RawLog[];
}

interface PlacedLog extends RawLog {
  readonly network: NetworkId;
  readonly txHash: string;
  readonly block: RawBlock;
}

function logsOf(block: RawBlock, { transactionHash: txHash, status, logs }: RawReceipt): readonly PlacedLog[] {
  if (status !== '0x1') return [];
  return logs.flatMap((log) => {
    const network = networkIds.find((id) => tokenOf[id] === log.address.toLowerCase());
    return network === undefined ? [] : [{ ...log, network, txHash, block }];
  });
}

function transferOf({ network, txHash, block, topics, data, logIndex }: PlacedLog): TokenTransfer | undefined {
  const [topic, from = '', to = ''] = topics;
  if (topic !== transferTopic) return undefined;
  const blockNumber = Number(block.number);
  return {
    network,
    txHash,
    logIndex: Number(logIndex),
    from: addressIn(from),
    to: addressIn(to),
    amount: BigInt(data),
    blockHash: blockIdOn(network, blockNumber, block.hash),
    blockNumber,
    blockTimeMs: Number(block.timestamp) * 1000,
  };
}

/** On Tron the address is a topic, on Ethereum it stands in the data. */
function destroyedOf({ network, topics: [topic, user], data }: PlacedLog): DestroyedFunds | undefined {
  if (topic !== destroyedTopic) return undefined;
  return { network, address: addressIn(user ?? data.slice(0, 66)), amount: BigInt(`0x${data.slice(-64)}`) };
}

function addressIn(word: string): string {
  return `0x${word.slice(-40)}`.toLowerCase();
}
