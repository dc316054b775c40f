import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Database, Tx } from '../../src/database/index.ts';
import { newId } from '../../src/kernel/index.ts';
import { Ledger } from '../../src/ledger/index.ts';
import { openAddressSigner, type Chain, type NetworkFacts, type NetworkId, type Transfer } from '../../src/payments/index.ts';
import { cancelInvoice } from '../../src/payments/invoices/cancel-invoice.ts';
import { confirmDeposits } from '../../src/payments/follow/confirm-deposits.ts';
import type { PaymentsContext } from '../../src/payments/context.ts';
import { createInvoice } from '../../src/payments/invoices/create-invoice.ts';
import { insertCursor, selectCursor } from '../../src/payments/follow/cursor-queries.ts';
import { selectDepositsToSettle } from '../../src/payments/deposits/deposit-queries.ts';
import { inBlock, matchTransfers } from '../../src/payments/follow/match-transfers.ts';
import { defaultPaymentRules, type PaymentRules } from '../../src/payments/payment-rules.ts';
import { recordObservations, rewindTo } from '../../src/payments/follow/record-observations.ts';
import { settleDeposit } from '../../src/payments/settle/settle-deposit.ts';
import { switchNetwork } from '../../src/payments/invoices/switch-network.ts';

const finalAfter = 3;
const startMs = Date.parse('2027-01-10T00:00:00Z');
class Crash extends Error {
  override readonly name = 'Crash';
}

interface PlannedBlock {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly timestampMs: number;
  readonly transfers: readonly Transfer[];
}

/** One network as the test wants it: what its blocks hold is what the room is told. */
export interface PlannedNetwork {
  readonly id: NetworkId;
  blocks: PlannedBlock[];
  pending: { readonly txHash: string; readonly to: string; readonly amount: bigint }[];
}

/**
 * The payments room without its readers: the test says which blocks there are, and the room records, confirms and settles them. Two
 * processes work on one database, and each transaction may die before or after its commit.
 */
export class PaymentHistory {
  readonly database: Database;
  readonly networks: readonly PlannedNetwork[];
  readonly rules: PaymentRules;
  readonly ledger: Ledger;
  nowMs = startMs;
  /** The chance that a transaction dies; the number of the next is looked up, so that a history repeats exactly. */
  dies: () => 'before' | 'after' | undefined = () => undefined;
  private contexts: readonly PaymentsContext[] = [];
  private readonly ledgers: Ledger[] = [];
  private count = 0;

  constructor(database: Database, rules: Partial<PaymentRules>) {
    this.database = database;
    this.rules = { ...defaultPaymentRules, ...rules };
    const run = newId('cmd').slice(-6);
    this.networks = (['ethereum', 'tron'] as const).map((id) => ({ id, blocks: [this.block(id, run, undefined, [])], pending: [] }));
    this.ledger = new Ledger({ database, clock: this.clock });
  }

  private readonly clock = { nowMs: () => this.nowMs };

  async open(): Promise<() => Promise<void>> {
    const folder = await mkdtemp(join(tmpdir(), 'imprest-history-'));
    const signer = await openAddressSigner(join(folder, 'signing-key.pem'));
    const quiet = (): void => undefined;
    this.contexts = [0, 1].map(() => {
      const database = this.fragile();
      const ledger = new Ledger({ database, clock: this.clock });
      this.ledgers.push(ledger);
      return {
        database,
        clock: this.clock,
        ledger,
        signer,
        rules: this.rules,
        invoiceLifetimeMs: 3_600_000,
        log: { info: quiet, warn: quiet, error: quiet },
        statusOf: () => ({ status: 'up', statusDetail: null, cause: null }),
        networks: new Map(
          this.networks.map(({ id }) => [
            id,
            {
              // Of the chain only what it is and how to pay on it is asked here.
              chain: { facts: factsOf(id), paymentUri: (address: string) => address, readTransferFee: () => undefined } as unknown as Chain,
              depositKey: {
                fingerprint: id,
                path: 'm',
                readAddress: (shown: string) => shown,
                showAddress: (onChain: string) => onChain,
                addressAt: (index: number) => ({ shown: `${id} ${String(index)}`, onChain: `${id} ${String(index)}` }),
              },
              addresses: id === 'tron' ? ('account' as const) : ('invoice' as const),
            },
          ]),
        ),
      };
    });
    for (const network of this.networks) {
      const [first] = network.blocks;
      if (first !== undefined) await this.database.transaction((tx) => insertCursor(tx, network.id, first, this.nowMs));
    }
    return async () => {
      for (const ledger of [this.ledger, ...this.ledgers]) await ledger.close();
      await rm(folder, { recursive: true, force: true });
    };
  }

  async openAccount(): Promise<string> {
    const accountId = newId('acct');
    await this.ledger.openAccount({ id: 'open', accountId });
    return accountId;
  }

  invoice(accountId: string, packId: string, network: NetworkId): Promise<{ id: string }> {
    const idempotencyKey = newId('cmd');
    return this.survive(async (context) => {
      const { invoice } = await createInvoice(context, { accountId, purchase: { packId }, network, idempotencyKey });
      return invoice;
    });
  }

  cancel(accountId: string, invoiceId: string): Promise<unknown> {
    return this.survive((context) => cancelInvoice(context, accountId, invoiceId));
  }

  switchTo(accountId: string, invoiceId: string, network: NetworkId): Promise<unknown> {
    return this.survive((context) => switchNetwork(context, { accountId, invoiceId, network }));
  }

  /** Sends something; it is in the next block of the network. Several under one name are in one transaction. */
  send(network: PlannedNetwork, to: string, amount: bigint, txHash: string = newId('cmd')): void {
    network.pending.push({ txHash, to, amount });
  }

  /** Makes a block of what waits, and has it recorded and confirmed by both processes at once. */
  async mine(network: PlannedNetwork): Promise<void> {
    network.blocks.push(this.block(network.id, network.blocks[0]?.hash.slice(-6) ?? '', network.blocks.at(-1), network.pending.splice(0)));
    await this.survive(() => Promise.all(this.contexts.map((context) => this.follow(context, network))));
    await this.settle(network);
  }

  /** Takes back so many blocks. What they held comes again, if `again` says so, with the next block. */
  async reorganise(network: PlannedNetwork, depth: number, again: (txHash: string) => boolean): Promise<void> {
    const most = Math.min(depth, finalAfter - 1, network.blocks.length - 1);
    if (most <= 0) return;
    const dropped = network.blocks.splice(network.blocks.length - most);
    const back = dropped.flatMap(({ transfers }) => transfers).filter(({ txHash }) => again(txHash));
    network.pending.unshift(...back.map(({ txHash, to, amount }) => ({ txHash, to, amount })));
    const fork = network.blocks.at(-1);
    if (fork === undefined) return;
    await this.survive(async (context) => {
      const from = await selectCursor(context.database.sql, network.id);
      if (from !== undefined && from.hash !== fork.hash)
        await rewindTo(context.database, { network: network.id, from, fork, nowMs: this.nowMs });
    });
  }

  /** Settles what is to be settled, by both processes at once. */
  async settle(network: PlannedNetwork): Promise<void> {
    const due = await selectDepositsToSettle(this.database.sql, network.id, 1_000, this.nowMs);
    for (const { account_id, id } of due) {
      await this.survive(() => Promise.all(this.contexts.map((context) => settleDeposit(context, account_id, id))));
    }
  }

  private async follow(context: PaymentsContext, { id, blocks }: PlannedNetwork): Promise<void> {
    const { sql } = context.database;
    for (;;) {
      const cursor = await selectCursor(sql, id);
      const at = blocks.findIndex(({ hash }) => hash === cursor?.hash);
      const next = blocks[at + 1];
      if (cursor === undefined || at < 0) throw new Error('the cursor is on no block');
      if (next === undefined) {
        const final = blocks.at(-1 - finalAfter);
        if (final === undefined) return;
        await confirmDeposits(context, factsOf(id), { cursor, final: { ...final, checkedNumber: final.number }, nowMs: this.nowMs });
        return;
      }
      const observations = inBlock(next, await matchTransfers(sql, id, next.transfers));
      await recordObservations(context, {
        network: id,
        from: cursor,
        through: next,
        observations,
        sweeps: [],
        checked: true,
        nowMs: this.nowMs,
      });
    }
  }

  /** Runs a step in one of the processes, again and again until nothing dies under it. */
  private async survive<T>(step: (context: PaymentsContext) => Promise<T>): Promise<T> {
    for (;;) {
      this.count += 1;
      const context = this.contexts[this.count % 2];
      if (context === undefined) throw new Error('the history is not open');
      try {
        return await step(context);
      } catch (error) {
        const expected = error instanceof Crash || (error instanceof Error && error.name === 'CursorMoved');
        if (!expected) throw error;
      }
    }
  }

  private fragile(): Database {
    const { database } = this;
    const run = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const when = this.dies();
      const result = await database.transaction(async (tx) => {
        const done = await work(tx);
        if (when === 'before') throw new Crash('before the commit');
        return done;
      });
      if (when === 'after') throw new Crash('after the commit');
      return result;
    };
    return { ...database, sql: database.sql, transaction: run };
  }

  private block(id: string, run: string, parent: PlannedBlock | undefined, sent: PlannedNetwork['pending']): PlannedBlock {
    this.count += 1;
    const hash = `${id}-${this.count}-${run}`;
    const number = (parent?.number ?? 0) + 1;
    const transfers = sent.map(({ txHash, to, amount }, logIndex): Transfer => ({
      blockNumber: number,
      blockHash: hash,
      txHash,
      logIndex,
      from: 'somebody',
      to,
      amount,
    }));
    return { number, hash, parentHash: parent?.hash ?? 'none', timestampMs: this.nowMs, transfers };
  }
}

function factsOf(id: NetworkId): NetworkFacts {
  return {
    id,
    title: id,
    token: 'USDT',
    tokenContract: 'token',
    chainId: 1,
    sandbox: true,
    recommended: false,
    creditAt: 'final',
    confirmationsRequired: finalAfter,
    typicalSeconds: 1,
    pollMs: 1_000,
  };
}
