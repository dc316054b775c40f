import { everyItem, pagingOf, type Paging } from '../pages.ts';
import { idempotent, type CallOptions, type IdempotentOptions, type Transport } from '../transport.ts';
import type {
  CreatePayoutBody,
  ExportPayoutsBody,
  MarkPayoutSentBody,
  NetworkId,
  Page,
  Payout,
  PayoutExport,
  RefundAddress,
  ReplacePayoutBody,
  SetRefundAddressBody,
} from '../types.generated.ts';

/** Where you want to be paid back. */
export class RefundAddresses {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Confirms an address of your own wallet. May be repeated. Refuses `invalid_refund_address`. */
  set(body: SetRefundAddressBody, options: CallOptions = {}): Promise<RefundAddress> {
    return this.#transport.json('POST', '/v1/refund-addresses', { ...options, body });
  }

  /** Refuses `refund_address_not_found`. */
  get(network: NetworkId, options: CallOptions = {}): Promise<RefundAddress> {
    return this.#transport.json('GET', `/v1/refund-addresses/${network}`, options);
  }
}

/** What is owed for refunds. For operators. */
export class Payouts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Refunds a first purchase and writes down what to pay back. Refuses `not_refundable`, `refund_address_not_found` and others. */
  create(accountId: string, body: CreatePayoutBody, options: IdempotentOptions = {}): Promise<Payout> {
    return this.#transport.json('POST', `/v1/accounts/${encodeURIComponent(accountId)}/payouts`, { body, ...idempotent(options) });
  }

  /** Writes a payout in the place of a canceled one. May be repeated. Refuses `payout_not_ready`. */
  replace(id: string, body: ReplacePayoutBody, options: CallOptions = {}): Promise<Payout> {
    return this.#transport.json('POST', `/v1/payouts/${encodeURIComponent(id)}/replace`, { ...options, body });
  }

  /** The newest first. */
  list(paging: Paging = {}): Promise<Page<Payout>> {
    return this.#transport.json('GET', '/v1/payouts', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<Payout, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  /** Takes every requested payout of a network into one unsigned file; a payout comes into one file only. */
  export(body: ExportPayoutsBody, options: IdempotentOptions = {}): Promise<PayoutExport> {
    return this.#transport.json('POST', '/v1/payout-exports', { body, ...idempotent(options) });
  }

  /** The same file as CSV, without what was canceled since. */
  download(exportId: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#transport.bytes(`/v1/payout-exports/${encodeURIComponent(exportId)}/payouts.csv`, options);
  }

  /** Writes down with which transaction it was sent. May be repeated. Refuses `payout_settled` and `payout_not_ready`. */
  markSent(id: string, body: MarkPayoutSentBody, options: CallOptions = {}): Promise<Payout> {
    return this.#transport.json('POST', `/v1/payouts/${encodeURIComponent(id)}/sent`, { ...options, body });
  }

  /** Calls off what was not sent and never will be. May be repeated. Refuses `payout_settled`. */
  cancel(id: string, options: CallOptions = {}): Promise<Payout> {
    return this.#transport.json('POST', `/v1/payouts/${encodeURIComponent(id)}/cancel`, options);
  }
}
