import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ChainInDoubt } from './chain-in-doubt.ts';
import { confirmDeposits } from './confirm-deposits.ts';
import { isChainTrouble, isChainUnfit, type Block, type BlockRef, type Chain, type ChainView, type Transfer } from '../chain.ts';
import { checkFinalBlocks, inTheirBlocks } from './check-final-blocks.ts';
import type { NetworkStatus, PaymentsContext } from '../context.ts';
import { insertCursor, selectBlocks, selectCursor, type Cursor } from './cursor-queries.ts';
import { hasUnfinishedBelow, selectDepositsToSettle, type Observation } from '../deposits/deposit-queries.ts';
import { inBlock, matchTransfers, type MatchedTransfer } from './match-transfers.ts';
import { CursorMoved, recordObservations, rewindTo } from './record-observations.ts';
import { settleDeposit } from '../settle/settle-deposit.ts';
import { matchSweeps } from './sweeps.ts';
import { TokenWatch } from './watch-token.ts';

/** From this distance below final on, ranges are read instead of single blocks. */
const rangeFrom = 16;
/** Final blocks in which nobody waits for a deposit are checked by so many at once. */
const checkEvery = 64;
/** How many steps are made before deposits are confirmed and settled in between. */
const stepsPerRound = 50;
const beingChecked: NetworkStatus = { status: 'down', statusDetail: 'The network is being checked; try again in a moment.', cause: null };
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
  private readonly token: TokenWatch;
  private readonly providersOut = new Set<string>();
  private cursor: Cursor | undefined;
  private confirmedAt: string | undefined;
  private settleAtMs = 0;
  private failures = 0;
  private woken = false;

  constructor(context: PaymentsContext, chain: Chain) {
    this.context = context;
    this.chain = chain;
    this.token = new TokenWatch(context.database.sql, chain.facts, context.log);
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

  /** Something was recorded in old blocks: whether it is final is decided now, and not with the next block. */
  confirmAgain(): void {
    this.confirmedAt = undefined;
    this.wake();
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
      const view = await this.chain.openView();
      const waitMs = await this.follow(view);
      await this.settle();
      this.failures = 0;
      this.tell(this.token.status);
      return waitMs;
    } catch (error) {
      if (error instanceof CursorMoved) {
        this.cursor = undefined;
        return 0;
      }
      return this.fail(error);
    } finally {
      this.tellProviders();
    }
  }

  private fail(error: unknown): number {
    // The cursor may have moved in a lost commit.
    this.cursor = undefined;
    this.failures += 1;
    // Another provider may answer; and a reorganisation between two questions looks like a fault, which shows a moment later.
    const tries = this.chain.readProviders().length;
    if (this.failures <= tries && this.current.status === 'up' && isChainTrouble(error)) return changedAgainMs;
    const explained = isChainTrouble(error) || isChainUnfit(error) || error instanceof ChainInDoubt;
    if (!explained) this.context.log.error({ error, network: this.chain.facts.id }, 'following the chain failed');
    const statusDetail = isChainTrouble(error)
      ? 'The nodes of this network do not answer as they should.'
      : explained
        ? 'Payments on this network wait for the operator of this server.'
        : 'Payments on this network wait for a fault of this server to be mended.';
    this.tell({ status: 'down', statusDetail, cause: explained ? error.message : null });
    const { pollMs } = this.chain.facts;
    return Math.min(isChainUnfit(error) ? 10 * pollMs : pollMs * 2 ** Math.min(this.failures - 1, 10), backoffMaxMs);
  }

  private tell(status: NetworkStatus): void {
    const changed = !isDeepStrictEqual(status, this.current);
    if (changed && !(status.status === 'up' && this.current === beingChecked)) {
      const fields = { network: this.chain.facts.id, detail: status.cause ?? status.statusDetail };
      if (status.status === 'up') this.context.log.info(fields, 'the network is up again');
      else this.context.log.warn(fields, 'the network is down');
    }
    this.current = status;
  }

  /** Tells the operator which provider went out of use and which came back. */
  private tellProviders(): void {
    const network = this.chain.facts.id;
    for (const { name: provider, status, lastError } of this.chain.readProviders()) {
      if (status === 'out' && !this.providersOut.has(provider)) {
        this.providersOut.add(provider);
        this.context.log.warn({ network, provider, detail: lastError?.sentence }, 'a provider is out');
      } else if (status === 'in_use' && this.providersOut.delete(provider)) {
        this.context.log.info({ network, provider }, 'a provider is in use again');
      }
    }
  }

  /** Gives how long to wait before looking again. Everything is read through one view: one provider's word. */
  private async follow(view: ChainView): Promise<number> {
    const latest = await view.readLatest();
    this.cursor ??= await selectCursor(this.context.database.sql, this.chain.facts.id);
    this.cursor ??= await this.begin(view);
    await this.token.look(view.token);
    if (latest.hash === this.cursor.hash && latest.hash === this.confirmedAt) return this.chain.facts.pollMs;
    const final = await view.readFinal();
    await this.returnToChain(view, latest);
    for (let steps = 0; steps < stepsPerRound && this.cursor.number < latest.number; steps += 1) {
      if (this.stopping.signal.aborted) return 0;
      if (!(await this.step(view, latest, final))) return changedAgainMs;
    }
    if (this.cursor.hash !== this.confirmedAt) await this.confirm(view, final);
    return this.cursor.number >= latest.number ? this.chain.facts.pollMs : 0;
  }

  /** The first cursor of a network. Nobody can have paid before: no address was ever given out. */
  private async begin(view: ChainView): Promise<Cursor> {
    const final = await view.readFinal();
    const block = await view.readBlock(final?.number ?? 0);
    if (block === undefined) throw new ChainInDoubt('The node does not have the block that it calls final.');
    const { database, clock } = this.context;
    const { id } = this.chain.facts;
    const first = await database.transaction((tx) => insertCursor(tx, id, block, clock.nowMs()));
    if (!first) throw new CursorMoved();
    return { ...block, checkedNumber: block.number };
  }

  /** Goes back to the fork when the chain no longer holds the cursor's block. */
  private async returnToChain(view: ChainView, latest: Block): Promise<void> {
    const { cursor } = this;
    if (cursor === undefined || latest.hash === cursor.hash || latest.parentHash === cursor.hash) return;
    const recorded = await selectBlocks(this.context.database.sql, this.chain.facts.id);
    // A node that is merely behind still has our block at its own height.
    const comparable = recorded.find((block) => block.number <= latest.number);
    if (comparable === undefined) return this.leaveForeignChain(view, cursor, latest);
    const present = await this.blockAt(view, comparable.number, latest);
    if (present?.hash === comparable.hash) return;
    for (const block of recorded) {
      if (block.number < comparable.number && (await this.blockAt(view, block.number, latest))?.hash === block.hash) {
        return this.rewind(cursor, block);
      }
    }
    return this.leaveForeignChain(view, cursor, latest);
  }

  private async blockAt(view: ChainView, number: number, latest: Block): Promise<Block | undefined> {
    return number === latest.number ? latest : view.readBlock(number);
  }

  /** Not one recorded block is on the chain. A real chain cannot do that; the sandbox can, when its folder was removed. */
  private async leaveForeignChain(view: ChainView, cursor: Cursor, latest: Block): Promise<void> {
    if (!this.chain.facts.sandbox) {
      if (latest.number < cursor.number)
        throw new ChainInDoubt(`The node is at block ${latest.number}, far behind block ${cursor.number}: it is still catching up.`);
      throw new ChainInDoubt(
        `The node no longer has block ${cursor.number} or any of the 256 recorded before it: it follows another chain than before.`,
      );
    }
    const genesis = await view.readBlock(0);
    if (genesis === undefined) throw new ChainInDoubt('The local test chain has no first block.');
    await this.rewind(cursor, genesis);
  }

  private async rewind(cursor: Cursor, fork: BlockRef): Promise<void> {
    const { database, clock, log } = this.context;
    const network = this.chain.facts.id;
    const credited = await rewindTo(database, { network, from: cursor, fork, nowMs: clock.nowMs() });
    this.cursor = { number: fork.number, hash: fork.hash, checkedNumber: Math.min(cursor.checkedNumber, fork.number) };
    log.info({ network, from: cursor.number, to: fork.number }, 'the chain was reorganised');
    for (const deposit of credited) {
      log.error(
        { network, depositId: deposit.id, txHash: deposit.tx_hash },
        'a deposit that was final and credited is no longer on the chain',
      );
    }
  }

  /** Records the next block, or a range of final ones. Gives `false` when the chain has changed meanwhile. */
  private async step(view: ChainView, latest: Block, final: BlockRef | undefined): Promise<boolean> {
    const { cursor } = this;
    if (cursor === undefined) return false;
    if (final !== undefined && final.number - cursor.number >= rangeFrom) {
      // A range continues what is checked, so that there is one mark and no hole below it.
      if (cursor.checkedNumber < cursor.number) await this.check(view, cursor, cursor.number);
      else await this.recordRange(view, cursor, final.number);
      return true;
    }
    const block = await this.blockAt(view, cursor.number + 1, latest);
    if (block?.parentHash !== cursor.hash) return false;
    const read = await this.matched(await view.readTransfers(block));
    await this.record(cursor, block, { ...read, observations: inBlock(block, read.matched), checked: false });
    return true;
  }

  private async recordRange(view: ChainView, cursor: Cursor, to: number): Promise<void> {
    const { transfers, through } = await view.readFinalTransfers(cursor.number + 1, to);
    const read = await this.matched(transfers);
    await this.record(cursor, through, { ...read, observations: await inTheirBlocks(view, read.matched, read.sweeps), checked: true });
  }

  /** What of these transfers goes to addresses of ours, and what leaves them. */
  private async matched(transfers: readonly Transfer[]): Promise<{ matched: readonly MatchedTransfer[]; sweeps: readonly Transfer[] }> {
    const { sql } = this.context.database;
    const network = this.chain.facts.id;
    return { matched: await matchTransfers(sql, network, transfers), sweeps: await matchSweeps(sql, network, transfers) };
  }

  private async record(
    from: Cursor,
    through: Block,
    read: { readonly observations: readonly Observation[]; readonly sweeps: readonly Transfer[]; readonly checked: boolean },
  ): Promise<void> {
    const { clock } = this.context;
    const { observations, sweeps, checked } = read;
    const network = this.chain.facts.id;
    await recordObservations(this.context, { network, from, through, observations, sweeps, checked, nowMs: clock.nowMs() });
    this.cursor = { number: through.number, hash: through.hash, checkedNumber: checked ? through.number : from.checkedNumber };
  }

  private async check(view: ChainView, cursor: Cursor, to: number): Promise<Cursor> {
    const checkedNumber = await checkFinalBlocks(this.context, view, this.chain.facts.id, cursor, to);
    const checked = { ...cursor, checkedNumber };
    this.cursor = checked;
    return checked;
  }

  private async confirm(view: ChainView, final: BlockRef | undefined): Promise<void> {
    const { database, clock } = this.context;
    const network = this.chain.facts.id;
    let { cursor } = this;
    if (cursor === undefined) return;
    const to = Math.min(final?.number ?? -1, cursor.number);
    if (to - cursor.checkedNumber >= checkEvery || (await hasUnfinishedBelow(database.sql, network, cursor.checkedNumber, to))) {
      while (cursor.checkedNumber < to) cursor = await this.check(view, cursor, to);
    }
    const checkedFinal = final && { ...final, checkedNumber: cursor.checkedNumber };
    const madeFinal = await confirmDeposits(this.context, this.chain.facts, { cursor, final: checkedFinal, nowMs: clock.nowMs() });
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
