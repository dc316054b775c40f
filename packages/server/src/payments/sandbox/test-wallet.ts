import { setTimeout as delay } from 'node:timers/promises';
import { amountToText, contentHash, derivedId, idempotencyKeyReused, type UsdtUnits } from '../../kernel/index.ts';
import { isChainTrouble, type TestPayer } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { invalidPaymentAmount, invoiceAlreadyPaid, networkUnavailable } from '../problems.ts';
import { readInvoice } from '../invoices/read-invoice.ts';
import {
  insertTestPayment,
  lockWallet,
  selectFreeNonce,
  selectPaymentsFrom,
  selectTestPayment,
  type TestPaymentRow,
} from './test-wallet-queries.ts';

export interface PayInvoice {
  readonly accountId: string;
  readonly invoiceId: string;
  /** USDT base units; what the invoice still asks for when left out. */
  readonly amountUsdt?: UsdtUnits | undefined;
  /** 1 to 128 visible ASCII characters; the same key pays once. */
  readonly idempotencyKey: string;
}

export interface TestPayment {
  readonly txHash: string;
  readonly amountUsdt: UsdtUnits;
  readonly replayed: boolean;
}

/** More than any invoice asks, and so little that the wallet never runs dry: a million test USDT. */
const amountMax = 1_000_000_000_000n;
const resendAgainMs = 1_000;

/**
 * The sandbox's customer: a wallet with test USDT. A payment is signed and recorded before it is sent, so a crash at any moment
 * leaves either nothing or a transaction that can be sent again, byte for byte. The records also bring payments back that a
 * local chain has lost.
 */
export class TestWallet {
  private readonly context: PaymentsContext;
  private readonly payer: TestPayer;
  private readonly sent: () => void;
  private readonly stopping = new AbortController();
  private stopListening: () => void = () => undefined;
  private sending: Promise<void> = Promise.resolve();
  private resending: Promise<void> | undefined;

  constructor(context: PaymentsContext, payer: TestPayer, sent: () => void) {
    this.context = context;
    this.payer = payer;
    this.sent = sent;
  }

  /** Sends again whatever the chain does not have, now and whenever the chain was restarted. */
  start(): void {
    this.stopListening = this.payer.onRestart(() => this.resend());
    this.resend();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.stopListening();
    await this.resending;
  }

  /**
   * Pays an invoice of this account with test USDT. Refuses `invoice_not_found`, `invoice_already_paid`, `invalid_payment_amount`,
   * `idempotency_key_reused`; `network_unavailable` when the payment is recorded but the node did not take it: then repeat.
   */
  async pay(request: PayInvoice): Promise<TestPayment> {
    const { accountId, invoiceId } = request;
    const id = derivedId('cmd', 'test-payment', accountId, request.idempotencyKey);
    const requestHash = contentHash({ invoiceId, amountUsdt: request.amountUsdt ?? null });
    try {
      const existing = await selectTestPayment(this.context.database.sql, accountId, id);
      const row = existing ?? (await this.record(request, id, requestHash));
      if (row.request_hash !== requestHash) {
        throw idempotencyKeyReused('This idempotency key was used for another payment: use a new key.');
      }
      await this.sendMissing();
      this.sent();
      return { txHash: row.tx_hash, amountUsdt: row.amount_usdt, replayed: existing !== undefined };
    } catch (error) {
      if (!isChainTrouble(error)) throw error;
      throw networkUnavailable(`${error.message} Repeat the payment with the same key; it is made once.`, {}, { cause: error });
    }
  }

  /** Numbers, signs and writes down a payment. Whoever comes second under the same key gets the first one's. */
  private async record(request: PayInvoice, id: string, requestHash: string): Promise<TestPaymentRow> {
    const { database, clock } = this.context;
    const { accountId, invoiceId } = request;
    const invoice = await readInvoice(this.context, accountId, invoiceId);
    const amountUsdt = request.amountUsdt ?? invoice.remainingUsdt;
    const { network } = this.payer;
    if (request.amountUsdt === undefined && amountUsdt === 0n) {
      throw invoiceAlreadyPaid('This invoice has received its whole price: give an amount to pay more all the same.');
    }
    if (amountUsdt <= 0n || amountUsdt > amountMax) {
      throw invalidPaymentAmount(`The test wallet pays more than 0 and at most ${amountToText(amountMax)} USDT at once.`);
    }
    if (invoice.network !== network || invoice.address === '') {
      throw networkUnavailable(`The test wallet cannot pay this invoice: ${invoice.explanation}`);
    }
    const onChain = await this.payer.nextNonce();
    return database.transaction(async (tx) => {
      await lockWallet(tx);
      const first = await selectTestPayment(tx, accountId, id);
      if (first !== undefined) return first;
      const nonce = Math.max(onChain, await selectFreeNonce(tx, this.payer));
      const { transaction, txHash } = await this.payer.sign(nonce, invoice.address, amountUsdt);
      await insertTestPayment(tx, {
        accountId,
        id,
        invoiceId,
        requestHash,
        payer: this.payer,
        nonce,
        transaction,
        txHash,
        amountUsdt,
        createdAtMs: clock.nowMs(),
      });
      return {
        account_id: accountId,
        id,
        request_hash: requestHash,
        nonce: BigInt(nonce),
        transaction,
        tx_hash: txHash,
        amount_usdt: amountUsdt,
      };
    });
  }

  /** Sends every recorded payment that the chain has not mined, in order, one caller at a time. */
  private async sendMissing(): Promise<void> {
    const turn = this.sending.then(
      () => this.sendMissingNow(),
      () => this.sendMissingNow(),
    );
    this.sending = turn;
    await turn;
  }

  private async sendMissingNow(): Promise<void> {
    const onChain = await this.payer.nextNonce();
    const missing = await selectPaymentsFrom(this.context.database.sql, this.payer, onChain);
    const lowest = Number(missing[0]?.nonce ?? onChain);
    // A chain that began anew has forgotten payments that were never recorded here: go on behind them.
    if (lowest > onChain) await this.payer.continueFrom(lowest);
    for (const payment of missing) await this.payer.broadcast(payment.transaction);
  }

  private resend(): void {
    this.resending = (this.resending ?? Promise.resolve()).then(() => this.resendUntilDone());
  }

  private async resendUntilDone(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.sendMissing();
        this.sent();
        return;
      } catch (error) {
        if (!isChainTrouble(error)) this.context.log.error({ error }, 'test payments could not be sent again');
      }
      await delay(resendAgainMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
