import { setTimeout as delay } from 'node:timers/promises';
import { appendEvents, type Database } from '../database/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Purchase, PurchaseRequest } from '../offers/index.ts';
import { exportAddresses, verifyAddress, type AddressCheck, type AskedAddress } from './addresses/index.ts';
import type { AddressSigner } from './addresses/address-signer.ts';
import type { TestPayer } from './chain.ts';
import type { OfferedNetwork, PaymentsContext, PaymentsLedger, PaymentsLog } from './context.ts';
import { cancelInvoice } from './invoices/cancel-invoice.ts';
import * as payouts from './payouts/index.ts';
import * as proofs from './proofs/index.ts';
import * as sweepPlans from './sweep-plans/index.ts';
import * as desk from './desk/index.ts';
import { createInvoice, type CreateInvoice } from './invoices/create-invoice.ts';
import { Follower } from './follow/follower.ts';
import { expireOpenInvoices } from './invoices/invoice-queries.ts';
import type { InvoiceView } from './invoices/invoice-view.ts';
import { listDeposits, type DepositPage } from './deposits/list-deposits.ts';
import { listInvoices, type InvoicePage } from './invoices/list-invoices.ts';
import { listNetworks, type NetworkView } from './list-networks.ts';
import { defaultPaymentRules, type PaymentRules } from './payment-rules.ts';
import { networkUnavailable, sandboxOnly } from './problems.ts';
import { previewPurchase } from './invoices/preview-purchase.ts';
import { readInvoice } from './invoices/read-invoice.ts';
import { readPayment } from './invoices/read-payment.ts';
import { switchNetwork } from './invoices/switch-network.ts';
import { TestWallet, type PayInvoice, type TestPayment } from './sandbox/test-wallet.ts';

export interface PaymentsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly ledger: PaymentsLedger;
  readonly networks: readonly OfferedNetwork[];
  readonly signer: AddressSigner;
  readonly log: PaymentsLog;
  /** The sandbox's payers, one for each network; without one nobody can pay with test money. */
  readonly testPayers?: readonly TestPayer[] | undefined;
  /** How long an invoice waits for its payment; 60 minutes by default. What arrives later is credited all the same. */
  readonly invoiceLifetimeMs?: number | undefined;
  /** What counts for payments that are not exactly as asked; the defaults for what is left out. */
  readonly rules?: Partial<PaymentRules> | undefined;
}

type CreatePayout = Parameters<typeof payouts.createPayout> extends [unknown, ...infer Rest] ? Rest : never;

const invoiceLifetimeMs = 60 * 60_000;
/** How often expired invoices are looked for. Readers see the right state at once, this is for events. */
const expiryEveryMs = 15_000;
/** How long a start waits for the first look at each network. */
const firstLookMs = 5_000;

/** Invoices, deposits and their settlement, on every network that is offered. */
export class Payments {
  private readonly context: PaymentsContext;
  private readonly followers: ReadonlyMap<string, Follower>;
  private readonly wallets: ReadonlyMap<string, TestWallet>;
  private readonly stopping = new AbortController();
  private expiry: Promise<void> | undefined;
  private proving: Promise<void> | undefined;

  constructor(options: PaymentsOptions) {
    const followers = new Map<string, Follower>();
    this.followers = followers;
    this.context = {
      database: options.database,
      clock: options.clock,
      ledger: options.ledger,
      signer: options.signer,
      log: options.log,
      invoiceLifetimeMs: options.invoiceLifetimeMs ?? invoiceLifetimeMs,
      rules: { ...defaultPaymentRules, ...options.rules },
      networks: new Map(options.networks.map((network) => [network.chain.facts.id, network])),
      statusOf: (network) => followers.get(network)?.status ?? { status: 'down', statusDetail: 'This network is not set up.', cause: null },
    };
    for (const { chain } of options.networks) followers.set(chain.facts.id, new Follower(this.context, chain));
    this.wallets = new Map(
      (options.testPayers ?? []).map((payer) => [
        payer.network,
        new TestWallet(this.context, payer, () => followers.get(payer.network)?.wake()),
      ]),
    );
  }

  /** Begins to follow the networks. Resolves when each was looked at once; one that does not answer holds up nothing. */
  async start(): Promise<void> {
    this.expiry = this.expireInvoices();
    const first = Promise.all([...this.followers.values()].map((follower) => follower.start()));
    await Promise.race([first, delay(firstLookMs, undefined, { ref: false })]);
    for (const wallet of this.wallets.values()) wallet.start();
  }

  /** Ends following, at the end of the step that is being made. Whatever is under way goes on at the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.wallets.values()].map((wallet) => wallet.stop()));
    await Promise.all([...this.followers.values()].map((follower) => follower.stop()));
    await this.expiry;
    await this.proving?.catch(() => undefined);
  }

  createInvoice(request: CreateInvoice): Promise<{ invoice: InvoiceView; replayed: boolean }> {
    return createInvoice(this.context, request);
  }

  /** What a purchase would cost and bring, line by line. Changes nothing. Refuses what `createInvoice` refuses of what is bought. */
  previewPurchase(accountId: string, request: PurchaseRequest): Promise<Purchase> {
    return previewPurchase(this.context, accountId, request);
  }

  readInvoice(accountId: string, invoiceId: string): Promise<InvoiceView> {
    return readInvoice(this.context, accountId, invoiceId);
  }

  listInvoices(accountId: string, page: { readonly cursor?: string | undefined; readonly limit: number }): Promise<InvoicePage> {
    return listInvoices(this.context, accountId, page);
  }

  /** Whether an address is ours, and whose. Refuses what `verifyAddress` refuses. */
  verifyAddress(asked: AskedAddress): Promise<AddressCheck> {
    return verifyAddress(this.context, asked);
  }

  /** The addresses of a network as CSV, piece by piece. Refuses `unknown_network`, before the first piece. */
  exportAddresses(network: string): AsyncIterable<string> {
    return exportAddresses(this.context, network);
  }

  /** Takes back what an invoice still asks for. Refuses what `cancelInvoice` refuses. */
  cancelInvoice(accountId: string, invoiceId: string): Promise<InvoiceView> {
    return cancelInvoice(this.context, accountId, invoiceId);
  }

  /** Lets an invoice be paid on another network. Refuses what `switchNetwork` refuses. */
  switchNetwork(request: { readonly accountId: string; readonly invoiceId: string; readonly network: string }): Promise<InvoiceView> {
    return switchNetwork(this.context, request);
  }

  listDeposits(accountId: string, page: { readonly cursor?: string | undefined; readonly limit: number }): Promise<DepositPage> {
    return listDeposits(this.context, accountId, page);
  }

  /** What waits for the operator. Refuses `invalid_cursor`. */
  listUnmatchedDeposits(page: { readonly cursor?: string | undefined; readonly limit: number }): Promise<desk.UnmatchedDepositPage> {
    return desk.listUnmatchedDeposits(this.context, page);
  }

  /** Lets a deposit pay the invoice that the operator chooses. Refuses what `assignDeposit` refuses. */
  assignDeposit(request: Parameters<typeof desk.assignDeposit>[1]): Promise<desk.DeskDeposit> {
    return desk.assignDeposit(this.context, request);
  }

  /** Credits a final deposit now, whatever its size. Refuses what `creditDeposit` refuses. */
  creditDeposit(request: Parameters<typeof desk.creditDeposit>[1]): Promise<desk.DeskDeposit> {
    return desk.creditDeposit(this.context, request);
  }

  /** Writes down that the operator dealt with a deposit in another way. Refuses what `returnDeposit` refuses. */
  returnDeposit(request: Parameters<typeof desk.returnDeposit>[1]): Promise<desk.DeskDeposit> {
    return desk.returnDeposit(this.context, request);
  }

  /** Where the follower of a network stands, and how its providers do. Asks nobody. Refuses `unknown_network`. */
  readNetworkHealth(network: string): Promise<desk.NetworkHealth> {
    return desk.readNetworkHealth(this.context, network);
  }

  /** Reads final blocks again and records what is missing. Refuses what `rescanNetwork` refuses. */
  async rescanNetwork(request: desk.RescanRequest): Promise<desk.Rescan> {
    const rescan = await desk.rescanNetwork(this.context, request);
    if (rescan.recorded.length > 0) this.followers.get(rescan.network)?.confirmAgain();
    return rescan;
  }

  /** Holds what is recorded against the balances of our addresses. Refuses what `proveBalances` refuses. */
  proveBalances(request: proofs.ProveBalances): Promise<proofs.BalanceProof> {
    return proofs.proveBalances(this.context, request, this.stopping.signal);
  }

  /** The same on every network, for as long as it may take in a day's run; for the jobs. */
  proveBalancesDaily(): Promise<void> {
    this.proving = proofs.proveBalancesDaily(this.context, this.stopping.signal);
    return this.proving;
  }

  /** Writes unsigned transactions that move what lies on our addresses. Refuses what `createSweepPlan` refuses. */
  createSweepPlan(request: sweepPlans.CreateSweepPlan): Promise<sweepPlans.SweepPlan> {
    return sweepPlans.createSweepPlan(this.context, request);
  }

  /** What has left our addresses. Refuses `invalid_cursor`. */
  listSweeps(page: Parameters<typeof sweepPlans.listSweeps>[1]): Promise<sweepPlans.SweepPage> {
    return sweepPlans.listSweeps(this.context, page);
  }

  /** Refuses `invalid_cursor`. */
  listBalanceProofs(page: Parameters<typeof proofs.listBalanceProofs>[1]): Promise<proofs.BalanceProofPage> {
    return proofs.listBalanceProofs(this.context, page);
  }

  /** Keeps where a customer wants to be paid back. Refuses what `setRefundAddress` refuses. */
  setRefundAddress(request: Parameters<typeof payouts.setRefundAddress>[1]): Promise<payouts.RefundAddress> {
    return payouts.setRefundAddress(this.context, request);
  }

  listRefundAddresses(accountId: string): Promise<readonly payouts.RefundAddress[]> {
    return payouts.listRefundAddresses(this.context, accountId);
  }

  getRefundAddress(accountId: string, network: string): Promise<payouts.RefundAddress> {
    return payouts.getRefundAddress(this.context, accountId, network);
  }

  /** What a refund would pay back now. Refuses what `previewPayout` refuses. */
  previewPayout(of: string): Promise<payouts.PayoutPreview> {
    return payouts.previewPayout(this.context, of);
  }

  /** Refunds a first purchase together with its payout. Refuses what `createPayout` refuses. */
  createPayout(...[request, options]: CreatePayout): Promise<payouts.PayoutView> {
    return payouts.createPayout(this.context, request, options);
  }

  replacePayout(request: Parameters<typeof payouts.replacePayout>[1]): Promise<payouts.PayoutView> {
    return payouts.replacePayout(this.context, request);
  }

  listPayouts(page: Parameters<typeof payouts.listPayouts>[1]): Promise<payouts.PayoutPage> {
    return payouts.listPayouts(this.context, page);
  }

  /** Takes what is to be paid into a file for the operator's wallet, each payout once. Refuses what `exportPayouts` refuses. */
  exportPayouts(request: Parameters<typeof payouts.exportPayouts>[1]): ReturnType<typeof payouts.exportPayouts> {
    return payouts.exportPayouts(this.context, request);
  }

  readPayoutExport(id: string): Promise<payouts.PayoutExport> {
    return payouts.readPayoutExport(this.context, id);
  }

  markPayoutSent(request: Parameters<typeof payouts.markPayoutSent>[1]): Promise<payouts.PayoutView> {
    return payouts.markPayoutSent(this.context, request);
  }

  cancelPayout(payoutId: string): Promise<payouts.PayoutView> {
    return payouts.cancelPayout(this.context, payoutId);
  }

  /** An invoice with its deposits, for whoever has the link. Refuses `payment_not_found`. */
  readPayment(paymentLink: string): Promise<Omit<InvoiceView, 'accountId'>> {
    return readPayment(this.context, paymentLink);
  }

  listNetworks(): readonly NetworkView[] {
    return listNetworks(this.context);
  }

  /** Pays with test USDT. Refuses `sandbox_only` where there is none, and what `TestWallet.pay` refuses. */
  async payInvoice(request: PayInvoice): Promise<TestPayment> {
    if (this.wallets.size === 0) throw sandboxOnly('There is no test wallet here: pay from a wallet of your own.');
    const { network } = await readInvoice(this.context, request.accountId, request.invoiceId);
    const wallet = this.wallets.get(network);
    if (wallet === undefined) throw networkUnavailable('There is no test wallet on the network of this invoice: make a new invoice.');
    return wallet.pay(request);
  }

  private async expireInvoices(): Promise<void> {
    const { database, clock, log } = this.context;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // First a while for the followers: what was paid while the server was away must be found before it is called expired.
      await delay(expiryEveryMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await database.transaction(async (tx) => {
          const expired = await expireOpenInvoices(tx, clock.nowMs());
          await appendEvents(
            tx,
            expired.map(({ account_id, id }) => ({
              accountId: account_id,
              topic: 'invoice.changed',
              payload: { invoiceId: id, status: 'expired' },
            })),
          );
        });
      } catch (error) {
        log.error({ error }, 'expired invoices could not be marked');
      }
    }
  }
}
