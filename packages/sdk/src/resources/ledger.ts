import { idempotent, type CallOptions, type IdempotentOptions, type Transport } from '../transport.ts';
import type {
  AccountRules,
  CaptureHoldBody,
  CheckSpendBody,
  ClosePeriodBody,
  CreateAdjustmentBody,
  CreateHoldBody,
  CreateRefundBody,
  CreateReversalBody,
  CreateSpendBody,
  CreateTransferBody,
  Entry,
  ExtendHoldBody,
  Hold,
  SetAlertLevelBody,
  SetBudgetBody,
  SetCreditLimitBody,
  SetReserveBody,
  SettlePeriodBody,
  SpendCheck,
  StartRecurringGrantBody,
  Transfer,
  VoidHoldBody,
} from '../types.generated.ts';

/** Credits set aside for work of your own. */
export class Holds {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Sets credits aside. Refuses `insufficient_credits` and `budget_exceeded`. */
  create(body: CreateHoldBody, options: IdempotentOptions = {}): Promise<Hold> {
    return this.#transport.json('POST', '/v1/holds', { body, ...idempotent(options) });
  }

  /** One hold, open or ended. Refuses `unknown_hold`. */
  get(id: string, options: CallOptions = {}): Promise<Hold> {
    return this.#transport.json('GET', `/v1/holds/${encodeURIComponent(id)}`, options);
  }

  /** Takes all or part for good. Refuses `hold_not_open`, `hold_expired`, `insufficient_credits` and `budget_exceeded`. */
  capture(id: string, body: CaptureHoldBody = {}, options: IdempotentOptions = {}): Promise<Hold> {
    return this.#transport.json('POST', `/v1/holds/${encodeURIComponent(id)}/capture`, { body, ...idempotent(options) });
  }

  /** Gives it more time. Refuses `hold_not_open` and `hold_expired`. */
  extend(id: string, body: ExtendHoldBody, options: IdempotentOptions = {}): Promise<Hold> {
    return this.#transport.json('POST', `/v1/holds/${encodeURIComponent(id)}/extend`, { body, ...idempotent(options) });
  }

  /** Ends it and takes nothing more. Refuses `hold_not_open` and `hold_expired`. */
  void(id: string, body: VoidHoldBody = {}, options: IdempotentOptions = {}): Promise<Hold> {
    return this.#transport.json('POST', `/v1/holds/${encodeURIComponent(id)}/void`, { body, ...idempotent(options) });
  }
}

export class Spends {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Spends at once. Refuses `insufficient_credits` and `budget_exceeded`. */
  create(body: CreateSpendBody, options: IdempotentOptions = {}): Promise<Entry> {
    return this.#transport.json('POST', '/v1/spends', { body, ...idempotent(options) });
  }

  /** Whether a spend would be booked now; keeps nothing free. */
  check(body: CheckSpendBody, options: CallOptions = {}): Promise<SpendCheck> {
    return this.#transport.json('POST', '/v1/spends/check', { ...options, body });
  }
}

export class Transfers {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Sends credits to another account. Refuses `credits_not_transferable`, `transfer_too_small` and `transfer_limit_reached`. */
  create(body: CreateTransferBody, options: IdempotentOptions = {}): Promise<Transfer> {
    return this.#transport.json('POST', '/v1/transfers', { body, ...idempotent(options) });
  }
}

/** What an account settles about its credits. */
export class Rules {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(options: CallOptions = {}): Promise<AccountRules> {
    return this.#transport.json('GET', '/v1/rules', options);
  }

  /** Keeps part of the balance back. */
  setReserve(body: SetReserveBody, options: IdempotentOptions = {}): Promise<AccountRules> {
    return this.#transport.json('POST', '/v1/rules/reserve', { body, ...idempotent(options) });
  }

  /** Sets or ends the low-balance alert. */
  setAlertLevel(body: SetAlertLevelBody, options: IdempotentOptions = {}): Promise<AccountRules> {
    return this.#transport.json('POST', '/v1/rules/alert-level', { body, ...idempotent(options) });
  }

  /** Sets, changes or removes a budget. Refuses `too_many_rules`. */
  setBudget(body: SetBudgetBody, options: IdempotentOptions = {}): Promise<AccountRules> {
    return this.#transport.json('POST', '/v1/rules/budgets', { body, ...idempotent(options) });
  }

  /** Those of any account. For operators. */
  getOfAccount(accountId: string, options: CallOptions = {}): Promise<AccountRules> {
    return this.#transport.json('GET', `${pathOf(accountId)}/rules`, options);
  }
}

/** Corrections by the operator. */
export class Adjustments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Corrects an account up or down. For operators. */
  create(accountId: string, body: CreateAdjustmentBody, options: IdempotentOptions = {}): Promise<Entry> {
    return this.#transport.json('POST', `${pathOf(accountId)}/adjustments`, { body, ...idempotent(options) });
  }
}

export class Reversals {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Undoes a spend, a capture or a grant. For operators. Refuses `already_reversed`, `not_reversible`, `grant_held` and others. */
  create(accountId: string, body: CreateReversalBody, options: IdempotentOptions = {}): Promise<Entry> {
    return this.#transport.json('POST', `${pathOf(accountId)}/reversals`, { body, ...idempotent(options) });
  }
}

export class Refunds {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Takes back a first purchase within 14 days. For operators. Refuses `not_refundable` and others. */
  create(accountId: string, body: CreateRefundBody, options: IdempotentOptions = {}): Promise<Entry> {
    return this.#transport.json('POST', `${pathOf(accountId)}/refunds`, { body, ...idempotent(options) });
  }
}

export class RecurringGrants {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Gives an account credits anew with each cycle. For operators. Refuses `recurring_id_used`. */
  start(accountId: string, body: StartRecurringGrantBody, options: IdempotentOptions = {}): Promise<AccountRules> {
    return this.#transport.json('POST', `${pathOf(accountId)}/recurring-grants`, { body, ...idempotent(options) });
  }

  /** Ends it; what it has granted stays until it expires. For operators. Refuses `unknown_recurring_grant`. */
  stop(accountId: string, id: string, options: IdempotentOptions = {}): Promise<AccountRules> {
    const path = `${pathOf(accountId)}/recurring-grants/${encodeURIComponent(id)}/stop`;
    return this.#transport.json('POST', path, idempotent(options));
  }
}

/** Accounts that spend first and pay after. For operators. */
export class CreditLines {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Sets or ends the limit. */
  setLimit(accountId: string, body: SetCreditLimitBody, options: IdempotentOptions = {}): Promise<AccountRules> {
    return this.#transport.json('POST', `${pathOf(accountId)}/credit-line`, { body, ...idempotent(options) });
  }

  /** Bills what was used; `billed` of the answer is what to invoice. Refuses `nothing_to_bill`. */
  closePeriod(accountId: string, body: ClosePeriodBody = {}, options: IdempotentOptions = {}): Promise<Entry> {
    return this.#transport.json('POST', `${pathOf(accountId)}/credit-line/close-period`, { body, ...idempotent(options) });
  }

  /** Records that billed usage was paid. Refuses `not_owed`. */
  settle(accountId: string, body: SettlePeriodBody, options: IdempotentOptions = {}): Promise<Entry> {
    return this.#transport.json('POST', `${pathOf(accountId)}/credit-line/settle`, { body, ...idempotent(options) });
  }
}

function pathOf(accountId: string): string {
  return `/v1/accounts/${encodeURIComponent(accountId)}`;
}
