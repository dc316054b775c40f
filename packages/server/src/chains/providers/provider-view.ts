import type {
  Balances,
  Block,
  BlockRef,
  ChainView,
  DestroyedFunds,
  FoundTransaction,
  TokenState,
  Transfer,
  TransferPlan,
  TransferWish,
} from '../../payments/index.ts';
import type { Provider } from './provider.ts';

/** What one provider says, from the beginning of a look at the chain to its end. */
export class ProviderView implements ChainView {
  readonly token: TokenState;
  readonly readFinalTransfers: ChainView['readFinalTransfers'];
  readonly findTransfers: ChainView['findTransfers'];
  private readonly provider: Provider;

  constructor(provider: Provider, token: TokenState, ofSeveral: Pick<ChainView, 'readFinalTransfers' | 'findTransfers'>) {
    this.provider = provider;
    this.token = token;
    this.readFinalTransfers = ofSeveral.readFinalTransfers;
    this.findTransfers = ofSeveral.findTransfers;
  }

  readLatest(): Promise<Block> {
    return this.provider.readLatest();
  }

  readFinal(): Promise<BlockRef | undefined> {
    return this.provider.readFinal();
  }

  async readBlock(number: number): Promise<Block | undefined> {
    const block = await this.provider.readBlock(number);
    // Taken for the chain, it would look like a fork far below; either the chain has just become shorter, or the node leaves blocks out.
    const { headNumber } = this.provider;
    if (block === undefined && headNumber !== null && number <= headNumber) {
      throw this.provider.mistrust(`has no block ${String(number)}, though it has told of block ${String(headNumber)}`);
    }
    return block;
  }

  readTransfers(block: Block): Promise<readonly Transfer[]> {
    return this.provider.ask((source) => source.readTransfers(block));
  }

  readBalances(addresses: readonly string[], notAbove: number): Promise<Balances> {
    return this.provider.ask((source) => source.readBalances(addresses, notAbove));
  }

  readDestroyedFunds(from: number, to: number): Promise<readonly DestroyedFunds[]> {
    return this.provider.ask((source) => this.provider.rareSpan.readAll(from, to, (a, b) => source.readDestroyedFunds(a, b)));
  }

  planTransfers(wishes: readonly TransferWish[]): Promise<TransferPlan> {
    return this.provider.ask((source) => source.planTransfers(wishes));
  }

  findTransaction(txHash: string): Promise<FoundTransaction | undefined> {
    return this.provider.ask((source) => source.findTransaction(txHash));
  }
}
