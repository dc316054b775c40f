import { everyItem, pagingOf, type Paging } from '../pages.ts';
import { idempotent, type CallOptions, type IdempotentOptions, type Transport } from '../transport.ts';
import type { Campaign, CreateRedeemCodesBody, Page, RedeemCode, RedeemCodeBody, Redemption } from '../types.generated.ts';

export class RedeemCodes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Redeems a code for credits. Refuses `unknown_code`, `code_already_redeemed`, `code_not_yet_valid`, `code_expired`, `code_exhausted`,
   * `code_disabled`, `code_for_new_customers`.
   */
  redeem(body: RedeemCodeBody, options: IdempotentOptions = {}): Promise<Redemption> {
    return this.#transport.json('POST', '/v1/redemptions', { body, ...idempotent(options) });
  }

  /** Makes a campaign with one code or many. For operators. */
  create(body: CreateRedeemCodesBody, options: IdempotentOptions = {}): Promise<Campaign> {
    return this.#transport.json('POST', '/v1/redeem-codes', { body, ...idempotent(options) });
  }

  /** Codes with their claims, of one campaign or of all, those of the newest first. For operators. */
  list({ campaignId, ...paging }: Paging & { readonly campaignId?: string } = {}): Promise<Page<RedeemCode>> {
    const { query, ...rest } = pagingOf(paging);
    return this.#transport.json('GET', '/v1/redeem-codes', { query: { ...query, campaignId }, ...rest });
  }

  all({ campaignId, ...paging }: Paging & { readonly campaignId?: string } = {}): AsyncGenerator<RedeemCode, void, undefined> {
    return everyItem((each) => this.list({ ...each, ...(campaignId === undefined ? {} : { campaignId }) }), paging);
  }

  /** All codes of a campaign as a CSV file. For operators. */
  download(campaignId: string, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#transport.bytes(`/v1/campaigns/${encodeURIComponent(campaignId)}/codes.csv`, options);
  }

  /** Withdraws a code for good. For operators. */
  disable(id: string, options: CallOptions = {}): Promise<RedeemCode> {
    return this.#transport.json('POST', `/v1/redeem-codes/${encodeURIComponent(id)}/disable`, options);
  }
}

export class Campaigns {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The newest first. For operators. */
  list(paging: Paging = {}): Promise<Page<Campaign>> {
    return this.#transport.json('GET', '/v1/campaigns', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<Campaign, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  /** Withdraws all codes of a campaign for good. For operators. */
  disable(id: string, options: CallOptions = {}): Promise<Campaign> {
    return this.#transport.json('POST', `/v1/campaigns/${encodeURIComponent(id)}/disable`, options);
  }
}
