import { ownError } from '../imprest-error.ts';
import { everyItem, pagingOf, type Paging } from '../pages.ts';
import { idempotent, type CallOptions, type IdempotentOptions, type Transport } from '../transport.ts';
import type {
  CreateInvoiceBody,
  Invoice,
  InvoiceStatus,
  Page,
  PayInvoiceBody,
  Payment,
  SwitchNetworkBody,
  TestPayment,
} from '../types.generated.ts';
import { waitUntil, type WaitOptions } from '../wait-until.ts';
import type { Events } from './events.ts';

/** The price has arrived and the credits are there. */
const paid: readonly InvoiceStatus[] = ['paid', 'overpaid', 'late'];
const ended: readonly InvoiceStatus[] = ['expired', 'canceled'];

export class Invoices {
  readonly #transport: Transport;
  readonly #events: Events;

  constructor(transport: Transport, events: Events) {
    this.#transport = transport;
    this.#events = events;
  }

  /** Asks to buy a pack; gives the address and the exact amount. */
  create(body: CreateInvoiceBody, options: IdempotentOptions = {}): Promise<Invoice> {
    return this.#transport.json('POST', '/v1/invoices', { body, ...idempotent(options) });
  }

  /** The newest first. */
  list(paging: Paging = {}): Promise<Page<Invoice>> {
    return this.#transport.json('GET', '/v1/invoices', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<Invoice, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  /** Those of an account, the newest first. For operators. Refuses `unknown_account`. */
  listOfAccount(accountId: string, paging: Paging = {}): Promise<Page<Invoice>> {
    return this.#transport.json('GET', `/v1/accounts/${encodeURIComponent(accountId)}/invoices`, pagingOf(paging));
  }

  allOfAccount(accountId: string, paging: Paging = {}): AsyncGenerator<Invoice, void, undefined> {
    return everyItem((each) => this.listOfAccount(accountId, each), paging);
  }

  get(id: string, options: CallOptions = {}): Promise<Invoice> {
    return this.#transport.json('GET', `/v1/invoices/${encodeURIComponent(id)}`, options);
  }

  /** Takes back what the invoice still asks for; what has arrived stays credited. May be repeated. Refuses `invoice_not_open`. */
  cancel(id: string, options: CallOptions = {}): Promise<Invoice> {
    return this.#transport.json('POST', `/v1/invoices/${encodeURIComponent(id)}/cancel`, options);
  }

  /** Pays the invoice on another network from now on. May be repeated. Refuses `invoice_not_open`, `unknown_network`, `network_unavailable`. */
  switchNetwork(id: string, body: SwitchNetworkBody, options: CallOptions = {}): Promise<Invoice> {
    return this.#transport.json('POST', `/v1/invoices/${encodeURIComponent(id)}/network`, { ...options, body });
  }

  /** Pays with the test wallet of a sandbox: what the invoice still asks for, or another amount. */
  pay(id: string, body: PayInvoiceBody = {}, options: IdempotentOptions = {}): Promise<TestPayment> {
    const path = `/v1/invoices/${encodeURIComponent(id)}/test-payments`;
    return this.#transport.json('POST', path, { body, ...idempotent(options) });
  }

  /**
   * Waits until the price has arrived and the credits are there; also gives an invoice that was overpaid or paid late, which is
   * credited all the same. Throws `invoice_ended` for one that expired or was canceled, `wait_timeout` when it takes too long.
   */
  async waitUntilPaid(id: string, options: WaitOptions = {}): Promise<Invoice> {
    const invoice = await waitUntil(
      this.#events,
      {
        what: `Invoice ${id}`,
        read: (signal) => this.get(id, { signal }),
        isOver: ({ status }) => paid.includes(status) || ended.includes(status),
        concerns: (event) => (event.topic === 'invoice.changed' || event.topic === 'deposit.changed') && event.payload.invoiceId === id,
      },
      options,
    );
    if (ended.includes(invoice.status)) throw ownError('invoice_ended', 'The invoice was not paid', invoice.explanation, 'never');
    return invoice;
  }
}

export class Payments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A payment and its proof by the `paymentLink` of its invoice; needs no key. Refuses `payment_not_found`. */
  get(link: string, options: CallOptions = {}): Promise<Payment> {
    return this.#transport.json('GET', `/v1/payments/${encodeURIComponent(link)}`, options);
  }
}
