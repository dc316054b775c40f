import { everyItem, pagingOf, type Paging } from '../pages.ts';
import type { CallOptions, Transport } from '../transport.ts';
import type {
  AssignDepositBody,
  CreditDepositBody,
  Deposit,
  DeskDeposit,
  Page,
  ReturnDepositBody,
  UnmatchedDeposit,
} from '../types.generated.ts';

export class Deposits {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The transfers that reached your addresses, the newest first. */
  list(paging: Paging = {}): Promise<Page<Deposit>> {
    return this.#transport.json('GET', '/v1/deposits', pagingOf(paging));
  }

  all(paging: Paging = {}): AsyncGenerator<Deposit, void, undefined> {
    return everyItem((each) => this.list(each), paging);
  }

  /** What waits for the operator, the newest first. For operators. */
  listUnmatched(paging: Paging = {}): Promise<Page<UnmatchedDeposit>> {
    return this.#transport.json('GET', '/v1/unmatched-deposits', pagingOf(paging));
  }

  allUnmatched(paging: Paging = {}): AsyncGenerator<UnmatchedDeposit, void, undefined> {
    return everyItem((each) => this.listUnmatched(each), paging);
  }

  /** Lets a deposit pay an invoice of its account. May be repeated. Refuses `deposit_settled`. For operators. */
  assign(id: string, body: AssignDepositBody, options: CallOptions = {}): Promise<DeskDeposit> {
    return this.#transport.json('POST', `/v1/deposits/${encodeURIComponent(id)}/assign`, { ...options, body });
  }

  /** Credits a final deposit now, whatever its size. May be repeated. Refuses `deposit_not_final`. For operators. */
  credit(id: string, body: CreditDepositBody, options: CallOptions = {}): Promise<DeskDeposit> {
    return this.#transport.json('POST', `/v1/deposits/${encodeURIComponent(id)}/credit`, { ...options, body });
  }

  /**
   * Writes down that a deposit was dealt with in another way; sends nothing. May be repeated. Refuses `deposit_settled` and
   * `deposit_not_final`. For operators.
   */
  return(id: string, body: ReturnDepositBody, options: CallOptions = {}): Promise<DeskDeposit> {
    return this.#transport.json('POST', `/v1/deposits/${encodeURIComponent(id)}/return`, { ...options, body });
  }
}
