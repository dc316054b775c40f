import { setTimeout as delay } from 'node:timers/promises';
import { ChainInDoubt } from './chain-in-doubt.ts';
import { confirmDeposits } from './confirm-deposits.ts';
import { isChainTrouble, isChainUnfit, type Block, type BlockRef, type Chain } from './chain.ts';
import type { NetworkStatus, PaymentsContext } from './context.ts';
import { insertCursor, selectBlocks, selectCursor } from './cursor-queries.ts';
import { selectDepositsToSettle } from './deposit-queries.ts';
import { inBlock, matchTransfers } from './match-transfers.ts';
import { CursorMoved, recordObservations, rewindTo } from './record-observations.ts';
import { settleDeposit } from './settle-deposit.ts';

/** From this distance below final on, ranges are read instead of single blocks. */
const rangeFrom = 16;
/** How many steps are made before deposits are confirmed and settled in between. */
const stepsPerRound = 50;
const beingChecked: NetworkStatus = { status: 'down', statusDetail: 'The network is being checked; try again in a moment.' };
/** How soon to look again when the chain changed under a read. */
const changedAgainMs = 100;
const backoffMaxMs = 30_000;
const settleBatch = 100;
/** How long to leave deposits that could not be settled before they are tried again. */
const settleAgainMs = 30_000;
/** How often parts of a price are looked for that have waited long enough. */
const lookAgainMs = 10 * 60_000;

/**
 * Follows one network for ever: every block from the cursor on, linked by parent hash, nothing skipped. A round that fails
 * changes nothing and is tried again, later each time; the rounds of other networks do not notice.
 */
export class Follower {
  private readonly context: PaymentsContext;
  private readonly chain: Chain;
  private current: NetworkStatus = beingChecked;
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;
  private pause: AbortController | undefined;
  private verified = false;
  private cursor: BlockRef | undefined;
  private confirmedAt: string | undefined;
  private settleAtMs = 0;
  private failures = 0;
  private woken = false;

  constructor(context: PaymentsContext, chain: Chain) {
    this.context = context;
    this.chain = chain;
  }

  get status(): NetworkStatus {
    return this.current;
  }

  /** Begins to follow, and resolves after the first round, whether it went well or not. */
  async start(): Promise<void> {
    const first = this.round();
    this.loop = first.then((waitMs) => this.run(waitMs));
    await first;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.pause?.abort();
    await this.loop;
  }

  /** Looks for a new block now instead of at the next regular time. */
  wake(): void {
    this.woken = true;
    this.pause?.abort();
  }

  private async run(firstWaitMs: number): Promise<void> {
    for (let waitMs = firstWaitMs; !this.stopping.signal.aborted; waitMs = await this.round()) {
      this.pause = new AbortController();
      if (!this.woken) await delay(waitMs, undefined, { signal: this.pause.signal }).catch(() => undefined);
      this.woken = false;
    }
  }

  /**
   * One round; gives how long to wait until the next. Never throws. For `start`, and for simulations, which choose themselves when the
   * next round is.
   */
  async round(): Promise<number> {
    try {
      // Deposits that are final already do not need the node.
      await this.settle();
      if (!this.verified) await this.chain.verify();
      this.verified = true;
      const waitMs = await this.follow();
      await this.settle();
      this.failures = 0;
      this.tell({ status: 'up', statusDetail: null });
      return waitMs;
    } catch (error) {
      if (error instanceof CursorMoved) {
        this.cursor = undefined;
        return 0;
      }
      return this.fail(error);
    }
  }

  private fail(error: unknown): number {
    // The node may come back as another one, so that it is checked anew; and the cursor may have moved in a lost commit.
    this.verified = false;
    this.cursor = undefined;
    this.failures += 1;
    // A reorganisation between two questions looks like a fault of the node; whether it is one shows a moment later.
    if (this.failures === 1 && this.current.status === 'up' && isChainTrouble(error)) return changedAgainMs;
    const explained = isChainTrouble(error) || isChainUnfit(error) || error instanceof ChainInDoubt;
    if (!explained) this.context.log.error({ error, network: this.chain.facts.id }, 'following the chain failed');
    this.tell({
      status: 'down',
      statusDetail: explained ? error.message : 'Payments on this network wait for a fault of this server to be mended.',
    });
    const { pollMs } = this.chain.facts;
    return Math.min(isChainUnfit(error) ? 10 * pollMs : pollMs * 2 ** Math.min(this.failures - 1, 10), backoffMaxMs);
  }

  private tell(status: NetworkStatus): void {
    const changed = status.status !== this.current.status || status.statusDetail !== this.current.statusDetail;
    if (changed && !(status.status === 'up' && this.current === beingChecked)) {
      const fields = { network: this.chain.facts.id, detail: status.statusDetail };
      if (status.status === 'up') this.context.log.info(fields, 'the network is up again');
      else this.context.log.warn(fields, 'the network is down');
    }
    this.current = status;
  }

  /** Gives how long to wait before looking again. */
  private async follow(): Promise<number> {
    const latest = await this.chain.readLatest();
    this.cursor ??= await selectCursor(this.context.database.sql, this.chain.facts.id);
    this.cursor ??= await this.begin();
    if (latest.hash === this.cursor.hash && latest.hash === this.confirmedAt) return this.chain.facts.pollMs;
    const final = await this.chain.readFinal();
    await this.returnToChain(latest);
    for (let steps = 0; steps < stepsPerRound && this.cursor.number < latest.number; steps += 1) {
      if (this.stopping.signal.aborted) return 0;
      if (!(await this.step(latest, final))) return changedAgainMs;
    }
    if (this.cursor.hash !== this.confirmedAt) await this.confirm(this.cursor, final);
    return this.cursor.number >= latest.number ? this.chain.facts.pollMs : 0;
  }

  /** The first cursor of a network. Nobody can have paid before: no address was ever given out. */
  private async begin(): Promise<BlockRef> {
    const final = await this.chain.readFinal();
    const block = await this.chain.readBlock(final?.number ?? 0);
    if (block === undefined) throw new ChainInDoubt('The node does not have the block that it calls final.');
    const { database, clock } = this.context;
    const { id } = this.chain.facts;
    const first = await database.transaction((tx) => insertCursor(tx, id, block, clock.nowMs()));
    if (!first) throw new CursorMoved();
    return block;
  }

  /** Goes back to the fork when the chain no longer holds the cursor's block. */
  private async returnToChain(latest: Block): Promise<void> {
    const { cursor } = this;
    if (cursor === undefined || latest.hash === cursor.hash || latest.parentHash === cursor.hash) return;
    const recorded = await selectBlocks(this.context.database.sql, this.chain.facts.id);
    // A node that is merely behind still has our block at its own height.
    const comparable = recorded.find((block) => block.number <= latest.number);
    if (comparable === undefined) return this.leaveForeignChain(cursor, latest);
    const present = await this.blockAt(comparable.number, latest);
    if (present?.hash === comparable.hash) return;
    for (const block of recorded) {
      if (block.number < comparable.number && (await this.blockAt(block.number, latest))?.hash === block.hash) {
        return this.rewind(cursor, block);
      }
    }
    return this.leaveForeignChain(cursor, latest);
  }

  private async blockAt(number: number, latest: Block): Promise<Block | undefined> {
    return number === latest.number ? latest : this.chain.readBlock(number);
  }

  /** Not one recorded block is on the chain. A real chain cannot do that; the sandbox can, when its folder was removed. */
  private async leaveForeignChain(cursor: BlockRef, latest: Block): Promise<void> {
    if (!this.chain.facts.sandbox) {
      if (latest.number < cursor.number)
        throw new ChainInDoubt(`The node is at block ${latest.number}, far behind block ${cursor.number}: it is still catching up.`);
      throw new ChainInDoubt(
        `The node no longer has block ${cursor.number} or any of the 256 recorded before it: it follows another chain than before.`,
      );
    }
    const genesis = await this.chain.readBlock(0);
    if (genesis === undefined) throw new ChainInDoubt('The local test chain has no first block.');
    await this.rewind(cursor, genesis);
  }

  private async rewind(cursor: BlockRef, fork: BlockRef): Promise<void> {
    const { database, clock, log } = this.context;
    const network = this.chain.facts.id;
    const credited = await rewindTo(database, { network, from: cursor, fork, nowMs: clock.nowMs() });
    this.cursor = { number: fork.number, hash: fork.hash };
    log.info({ network, from: cursor.number, to: fork.number }, 'the chain was reorganised');
    for (const deposit of credited) {
      log.error(
        { network, depositId: deposit.id, txHash: deposit.tx_hash },
        'a deposit that was final and credited is no longer on the chain',
      );
    }
  }

  /** Records the next block, or a range of final ones. Gives `false` when the chain has changed meanwhile. */
  private async step(latest: Block, final: BlockRef | undefined): Promise<boolean> {
    const { cursor } = this;
    if (cursor === undefined) return false;
    if (final !== undefined && final.number - cursor.number >= rangeFrom) {
      await this.recordRange(cursor, final.number);
      return true;
    }
    const block = await this.blockAt(cursor.number + 1, latest);
    if (block?.parentHash !== cursor.hash) return false;
    const matched = await matchTransfers(this.context.database.sql, this.chain.facts.id, await this.chain.readTransfers(block));
    await this.record(cursor, block, inBlock(block, matched));
    return true;
  }

  private async recordRange(cursor: BlockRef, to: number): Promise<void> {
    const { transfers, through } = await this.chain.readFinalTransfers(cursor.number + 1, to);
    const matched = await matchTransfers(this.context.database.sql, this.chain.facts.id, transfers);
    const observations = [];
    for (const number of new Set(matched.map((match) => match.blockNumber))) {
      const block = await this.chain.readBlock(number);
      const here = matched.filter((match) => match.blockNumber === number);
      if (block === undefined || here.some((match) => match.blockHash !== block.hash)) {
        throw new ChainInDoubt(`The node gave transfers of a block ${number} that is not on its chain.`);
      }
      observations.push(...inBlock(block, here));
    }
    await this.record(cursor, through, observations);
  }

  private async record(
    from: BlockRef,
    through: Block,
    observations: Parameters<typeof recordObservations>[1]['observations'],
  ): Promise<void> {
    const { database, clock } = this.context;
    await recordObservations(database, { network: this.chain.facts.id, from, through, observations, nowMs: clock.nowMs() });
    this.cursor = { number: through.number, hash: through.hash };
  }

  private async confirm(cursor: BlockRef, final: BlockRef | undefined): Promise<void> {
    const { database, clock } = this.context;
    const madeFinal = await confirmDeposits(database, this.chain.facts, { cursor, final, nowMs: clock.nowMs() });
    this.confirmedAt = cursor.hash;
    if (madeFinal > 0) this.settleAtMs = 0;
  }

  private async settle(): Promise<void> {
    const { database, log, clock } = this.context;
    while (clock.nowMs() >= this.settleAtMs) {
      const waiting = await selectDepositsToSettle(database.sql, this.chain.facts.id, settleBatch, clock.nowMs());
      let failed = 0;
      for (const { account_id, id } of waiting) {
        try {
          await settleDeposit(this.context, account_id, id);
        } catch (error) {
          // One deposit that cannot be settled must not keep the others waiting; it is tried again later.
          failed += 1;
          log.error({ error, depositId: id }, 'a final deposit could not be settled');
        }
      }
      if (failed > 0) this.settleAtMs = clock.nowMs() + settleAgainMs;
      else if (waiting.length < settleBatch) this.settleAtMs = clock.nowMs() + lookAgainMs;
    }
  }
}
