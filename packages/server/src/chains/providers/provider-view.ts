import type { Block, BlockRef, ChainView, TokenState, Transfer } from '../../payments/index.ts';
import type { Provider } from './provider.ts';

/** What one provider says, from the beginning of a look at the chain to its end. */
export class ProviderView implements ChainView {
  readonly token: TokenState;
  readonly readFinalTransfers: ChainView['readFinalTransfers'];
  private readonly provider: Provider;

  constructor(provider: Provider, token: TokenState, readFinalTransfers: ChainView['readFinalTransfers']) {
    this.provider = provider;
    this.token = token;
    this.readFinalTransfers = readFinalTransfers;
  }

  readLatest(): Promise<Block> {
    return this.provider.readLatest();
  }

  readFinal(): Promise<BlockRef | undefined> {
    return this.provider.readFinal();
  }

  readBlock(number: number): Promise<Block | undefined> {
    return this.provider.readBlock(number);
  }

  readTransfers(block: Block): Promise<readonly Transfer[]> {
    return this.provider.ask((source) => source.readTransfers(block));
  }

  findTransaction(txHash: string): Promise<number | undefined> {
    return this.provider.ask((source) => source.findTransaction(txHash));
  }
}
