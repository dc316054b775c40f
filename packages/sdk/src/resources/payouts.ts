import { everyItem, pagingOf, type Paging } from '../pages.ts';
import { idempotent, type CallOptions, type IdempotentOptions, type Transport } from '../transport.ts';
import type {
  CreatePayoutBody,
  ExportPayoutsBody,
  MarkPayoutSentBody,
  NetworkId,
  OwnPayout,
  Page,
  Payout,
  PayoutExport,
  PayoutPreview,
  PayoutStatus,
  PreviewPayoutBody,
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

  /** On every network where you have confirmed one; always one page. */
  list(options: CallOptions = {}): Promise<Page<RefundAddress>> {
    return this.#transport.json('GET', '/v1/refund-addresses', options);
  }

  /** Refuses `refund_address_not_found`. */
  get(network: NetworkId, options: CallOptions = {}): Promise<RefundAddress> {
    return this.#transport.json('GET', `/v1/refund-addresses/${network}`, options);
  }
}

export interface PayoutsPaging extends Paging {
  readonly status?: PayoutStatus | undefined;
}

/** What is owed for refunds. For operators, but for `listOwn`. */
export class Payouts {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What a refund would pay back now, of what, and to where. Changes nothing. Refuses `nothing_to_pay_out` for whoever bought nothing. */
  preview(body: PreviewPayoutBody, options: CallOptions = {}): Promise<PayoutPreview> {
    return this.#transport.json('POST', '/v1/payouts/preview', { ...options, body });
  }

  /** Refunds a first purchase and writes down what to pay back. Refuses `not_refundable`, `refund_address_not_found` and others. */
  create(accountId: string, body: CreatePayoutBody, options: IdempotentOptions = {}): Promise<Payout> {
    return this.#transport.json('POST', `/v1/accounts/${encodeURIComponent(accountId)}/payouts`, { body, ...idempotent(options) });
  }

  /** Writes a payout in the place of a canceled one. May be repeated. Refuses `payout_not_ready`. */
  replace(id: string, body: ReplacePayoutBody, options: CallOptions = {}): Promise<Payout> {
    return this.#transport.json('POST', `/v1/payouts/${encodeURIComponent(id)}/replace`, { ...options, body });
  }

  /** The newest first; with `status`, only those. */
  list({ status, ...paging }: PayoutsPaging = {}): Promise<Page<Payout>> {
    const { query, ...options } = pagingOf(paging);
    return this.#transport.json('GET', '/v1/payouts', { ...options, query: { ...query, status } });
  }

  all({ status, ...paging }: PayoutsPaging = {}): AsyncGenerator<Payout, void, undefined> {
    return everyItem((each) => this.list({ ...each, status }), paging);
  }

  /** What is paid back to you, the newest first. For everybody. */
  listOwn(paging: Paging = {}): Promise<Page<OwnPayout>> {
    return this.#transport.json('GET', '/v1/own-payouts', pagingOf(paging));
  }

  allOwn(paging: Paging = {}): AsyncGenerator<OwnPayout, void, undefined> {
    return everyItem((each) => this.listOwn(each), paging);
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
