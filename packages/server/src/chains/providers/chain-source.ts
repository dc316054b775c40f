import type {
  Balances,
  Block,
  BlockRef,
  DestroyedFunds,
  FoundTransaction,
  TokenState,
  Transfer,
  TransferFee,
  TransferPlan,
  TransferWish,
} from '../../payments/index.ts';
import type { NodeClient } from '../json-rpc/index.ts';

/**
 * One provider's word about a chain: what each chain implements on top of a `NodeClient`. It checks the form of every answer and that
 * it is what was asked for. Throws `ChainTrouble` when there is no answer, or none that can be trusted.
 */
export interface ChainSource {
  readonly client: NodeClient;
  /** Throws `ChainUnfit` for a node of another chain and a contract that is not our token. */
  readToken(): Promise<TokenState>;
  /** What a transfer of the token costs now; `undefined` when the node does not tell. */
  readTransferFee(): Promise<TransferFee | undefined>;
  readLatest(): Promise<Block>;
  readFinal(): Promise<BlockRef | undefined>;
  readBlock(number: number): Promise<Block | undefined>;
  /** All transfers of one block, asked for by its hash. An empty answer must be proved. */
  readTransfers(block: Block): Promise<readonly Transfer[]>;
  /** All transfers in exactly these final blocks, as the node's index of logs has them. */
  readRange(from: number, to: number): Promise<readonly Transfer[]>;
  /**
   * The same, asked in another way that does not depend on that index, for where no second provider says it: it must find out what
   * the index leaves out.
   */
  readRangeOtherwise(from: number, to: number): Promise<readonly Transfer[]>;
  /** The transfers to and from one address in exactly these final blocks, by the node's index of logs, which may have gaps. */
  findTransfers(address: string, from: number, to: number): Promise<readonly Transfer[]>;
  /** What these addresses hold of the token, as `ChainView.readBalances` says it. */
  readBalances(addresses: readonly string[], notAbove: number): Promise<Balances>;
  /** Where the issuer has destroyed funds in exactly these final blocks, by the node's index of logs. */
  readDestroyedFunds(from: number, to: number): Promise<readonly DestroyedFunds[]>;
  planTransfers(wishes: readonly TransferWish[]): Promise<TransferPlan>;
  /** The transaction with this hash, in lower-case hexadecimal with 0x. */
  findTransaction(txHash: string): Promise<FoundTransaction | undefined>;
}
