import type { Block, BlockRef, ProviderHealth, TokenState, TransferFee } from '../../payments/index.ts';
import { ChainTrouble, ChainUnfit } from '../chain-errors.ts';
import type { MachineTime } from '../json-rpc/index.ts';
import { AdaptiveSpan } from './adaptive-span.ts';
import type { ChainSource } from './chain-source.ts';

/** How long a provider is left alone after failures, and how often its contract is looked at. */
export interface ProviderTimes {
  /** After the first failure; each further one doubles it. */
  readonly backoffMs: number;
  readonly backoffMaxMs: number;
  readonly verifyEveryMs: number;
  readonly time: MachineTime;
}

/** Only a person can mend it, and they may be at it. */
const unfitBackoffs = 10;
/** One answer of so many logs is about 3 MB; with their parsed form and that of a second source it stays far below 50 MB. */
const span = { blocksMax: 200, rowsWanted: 4_000 };
/** For logs of which most ranges hold none. */
const rareSpan = { blocksMax: 5_000, rowsWanted: 4_000 };

/** One provider with what we have seen of it. */
export class Provider {
  readonly source: ChainSource;
  /** How wide its ranges are by its index, and by the other way of asking. */
  readonly span = new AdaptiveSpan(span);
  readonly otherwiseSpan = new AdaptiveSpan(span);
  readonly rareSpan = new AdaptiveSpan(rareSpan);
  headNumber: number | null = null;
  finalNumber = -1;
  blocksBehind: number | null = null;
  forkNumber: number | null = null;
  /** As it last told. */
  transferFee: TransferFee | undefined;
  private readonly nameNow: () => string;
  private readonly times: ProviderTimes;
  private token: TokenState | undefined;
  private verifyAtMs = 0;
  private failures = 0;
  private failedSince = false;
  private errors = 0;
  private outUntilMs = 0;
  private lastAnswerAtMs: number | null = null;
  private lastError: ProviderHealth['lastError'] = null;

  constructor(source: ChainSource, name: () => string, times: ProviderTimes) {
    this.source = source;
    this.nameNow = name;
    this.times = times;
  }

  get name(): string {
    return this.nameNow();
  }

  /** How much longer it is left alone. */
  get outMs(): number {
    return Math.max(0, this.outUntilMs - this.times.time.nowMs(), this.source.client.awayMs);
  }

  /** Asks it something; what fails counts against it. */
  async ask<Answer>(question: (source: ChainSource) => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await question(this.source);
      this.lastAnswerAtMs = Date.now();
      return answer;
    } catch (error) {
      if (error instanceof ChainTrouble || error instanceof ChainUnfit) this.fail(error);
      throw error;
    }
  }

  /** Looks at chain and contract when it is time to, or when the provider was out: it may come back as another one. */
  async verify(): Promise<TokenState> {
    if (this.token !== undefined && this.times.time.nowMs() < this.verifyAtMs) return this.token;
    this.token = await this.ask((source) => source.readToken());
    this.transferFee = (await this.source.readTransferFee()) ?? this.transferFee;
    const { backoffMs, verifyEveryMs } = this.times;
    // Customers wait for the end of a pause.
    this.verifyAtMs = this.times.time.nowMs() + (this.token.paused ? Math.min(unfitBackoffs * backoffMs, verifyEveryMs) : verifyEveryMs);
    return this.token;
  }

  /** Begins a look at the chain. When nothing failed since the last one began, what failed before is forgiven. */
  begin(): void {
    if (!this.failedSince) this.failures = 0;
    this.failedSince = false;
  }

  async readLatest(): Promise<Block> {
    const block = await this.ask((source) => source.readLatest());
    this.headNumber = block.number;
    return block;
  }

  async readFinal(): Promise<BlockRef | undefined> {
    const block = await this.ask((source) => source.readFinal());
    this.finalNumber = block?.number ?? -1;
    return block;
  }

  readBlock(number: number): Promise<Block | undefined> {
    return this.ask((source) => source.readBlock(number));
  }

  /** Takes it out for an answer that cannot be right; to be thrown. */
  mistrust(why: string): ChainTrouble {
    const error = new ChainTrouble(`The node at ${this.name} ${why}.`);
    this.fail(error);
    return error;
  }

  fail(error: ChainTrouble | ChainUnfit): void {
    this.token = undefined;
    this.failedSince = true;
    this.failures += 1;
    this.note(error);
    const first = this.times.backoffMs * (error instanceof ChainUnfit ? unfitBackoffs : 1);
    this.outUntilMs = this.times.time.nowMs() + Math.min(first * 2 ** Math.min(this.failures - 1, 20), this.times.backoffMaxMs);
  }

  /** Remembers an error that does not take it out. */
  note(error: Error): void {
    this.errors += 1;
    this.lastError = { atMs: Date.now(), sentence: error.message };
  }

  health(inUse: boolean): ProviderHealth {
    const { name, outMs, lastAnswerAtMs, headNumber, blocksBehind, forkNumber, errors, lastError } = this;
    return {
      name,
      status: outMs > 0 ? 'out' : inUse ? 'in_use' : 'ready',
      outUntilMs: outMs > 0 ? Math.round(Date.now() + outMs) : null,
      lastAnswerAtMs,
      headNumber,
      blocksBehind,
      forkNumber,
      requests: this.source.client.requests,
      errors,
      lastError,
    };
  }
}
