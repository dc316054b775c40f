import { idempotent, type CallOptions, type IdempotentOptions, type Transport } from '../transport.ts';
import type {
  AccountRules,
  CompareOffersBody,
  OfferComparison,
  OffersCheck,
  Offers as PublishedOffers,
  Page,
  PreviewPurchaseBody,
  PublishOffersBody,
  Purchase,
  StartUsagePlanBody,
  Subscription,
} from '../types.generated.ts';

/** What is sold. */
export class Offers {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What is sold now, or was in an earlier version. Refuses `offers_not_found`. */
  get({ version, ...options }: CallOptions & { readonly version?: number } = {}): Promise<PublishedOffers> {
    return this.#transport.json('GET', '/v1/offers', { ...options, query: { version } });
  }

  /** Publishes the next version, in force at once. Refuses `invalid_offers` with every wrong place. For operators. */
  publish(body: PublishOffersBody, options: CallOptions = {}): Promise<PublishedOffers> {
    return this.#transport.json('POST', '/v1/offers', { ...options, body });
  }

  /** What is wrong in the text of a document, by line. For operators. */
  check(text: string, options: CallOptions = {}): Promise<OffersCheck> {
    return this.#transport.json('POST', '/v1/offers/check', { ...options, body: { text } });
  }

  /** Which way to pay is the cheapest for so many pictures a month, or for the last 30 days. Refuses `nothing_to_compare`. */
  compare(body: CompareOffersBody = {}, options: CallOptions = {}): Promise<OfferComparison> {
    return this.#transport.json('POST', '/v1/offers/compare', { ...options, body });
  }
}

export class Purchases {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * What a purchase would cost and bring, line by line; changes nothing. Refuses `pack_not_found`, `subscription_not_found`,
   * `invalid_purchase` and `nothing_to_pay`.
   */
  preview(body: PreviewPurchaseBody, options: CallOptions = {}): Promise<Purchase> {
    return this.#transport.json('POST', '/v1/purchases/preview', { ...options, body });
  }
}

export class Subscriptions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The subscriptions that are paid for, those that end first at the top; always one page. */
  list(options: CallOptions = {}): Promise<Page<Subscription>> {
    return this.#transport.json('GET', '/v1/subscriptions', options);
  }
}

export class UsagePlans {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Lets an account spend first and pay after. Refuses `usage_plan_not_found`. For operators. */
  start(accountId: string, body: StartUsagePlanBody, options: IdempotentOptions = {}): Promise<AccountRules> {
    return this.#transport.json('POST', `/v1/accounts/${encodeURIComponent(accountId)}/usage-plan`, { body, ...idempotent(options) });
  }
}
