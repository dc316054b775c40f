import { ApiKeys, Auth, BalanceOfAccount, Grants, SandboxInfo, Statement } from './resources/account.ts';
import { SweepPlans } from './resources/sweep-plans.ts';
import { Sweeps } from './resources/sweeps.ts';
import { BalanceProofs } from './resources/balance-proofs.ts';
import { Deposits } from './resources/deposits.ts';
import { Drafts } from './resources/drafts.ts';
import { Events } from './resources/events.ts';
import { Invoices, Payments } from './resources/invoices.ts';
import { Campaigns, RedeemCodes } from './resources/offers.ts';
import { Adjustments, CreditLines, Holds, RecurringGrants, Refunds, Reversals, Rules, Spends, Transfers } from './resources/ledger.ts';
import { Networks } from './resources/networks.ts';
import { Payouts, RefundAddresses } from './resources/payouts.ts';
import { Engines, Generations, Images } from './resources/pictures.ts';
import { Packs, PriceBooks, Quotes } from './resources/prices.ts';
import { ForecastOfAccount, OperatorBooks, UsageOfAccount } from './resources/reports.ts';
import { Offers, Purchases, Subscriptions, UsagePlans } from './resources/sales.ts';
import { ServerHealth } from './resources/server-health.ts';
import { Tips } from './resources/tips.ts';
import { Transport, type ImprestOptions } from './transport.ts';

/**
 * A client of one Imprest server.
 *
 * ```ts
 * const imprest = new Imprest({ baseUrl: 'http://localhost:8787', apiKey: 'imp_sk_…' });
 * const { available } = await imprest.balance.get();
 * ```
 *
 * Requests that are safe to repeat are repeated when the network or the server is away: those that only read, and those that
 * carry an idempotency key, which is made for each call that moves money. What is refused is thrown as `ImprestError`.
 */
export class Imprest {
  readonly auth: Auth;
  readonly sandbox: SandboxInfo;
  readonly apiKeys: ApiKeys;
  readonly balance: BalanceOfAccount;
  readonly grants: Grants;
  readonly statement: Statement;
  readonly usage: UsageOfAccount;
  readonly forecast: ForecastOfAccount;
  readonly books: OperatorBooks;
  readonly adjustments: Adjustments;
  readonly creditLines: CreditLines;
  readonly holds: Holds;
  readonly recurringGrants: RecurringGrants;
  readonly refunds: Refunds;
  readonly reversals: Reversals;
  readonly rules: Rules;
  readonly spends: Spends;
  readonly transfers: Transfers;
  readonly priceBooks: PriceBooks;
  readonly drafts: Drafts;
  readonly quotes: Quotes;
  readonly offers: Offers;
  readonly packs: Packs;
  readonly purchases: Purchases;
  readonly subscriptions: Subscriptions;
  readonly usagePlans: UsagePlans;
  readonly redeemCodes: RedeemCodes;
  readonly campaigns: Campaigns;
  readonly networks: Networks;
  readonly invoices: Invoices;
  readonly balanceProofs: BalanceProofs;
  readonly sweepPlans: SweepPlans;
  readonly sweeps: Sweeps;
  readonly deposits: Deposits;
  readonly payments: Payments;
  readonly refundAddresses: RefundAddresses;
  readonly payouts: Payouts;
  readonly engines: Engines;
  readonly generations: Generations;
  readonly tips: Tips;
  readonly images: Images;
  readonly events: Events;
  readonly health: ServerHealth;

  constructor(options: ImprestOptions = {}) {
    const transport = new Transport(options);
    this.auth = new Auth(transport);
    this.sandbox = new SandboxInfo(transport);
    this.apiKeys = new ApiKeys(transport);
    this.balance = new BalanceOfAccount(transport);
    this.grants = new Grants(transport);
    this.statement = new Statement(transport);
    this.usage = new UsageOfAccount(transport);
    this.forecast = new ForecastOfAccount(transport);
    this.books = new OperatorBooks(transport);
    this.adjustments = new Adjustments(transport);
    this.creditLines = new CreditLines(transport);
    this.holds = new Holds(transport);
    this.recurringGrants = new RecurringGrants(transport);
    this.refunds = new Refunds(transport);
    this.reversals = new Reversals(transport);
    this.rules = new Rules(transport);
    this.spends = new Spends(transport);
    this.transfers = new Transfers(transport);
    this.priceBooks = new PriceBooks(transport);
    this.drafts = new Drafts(transport);
    this.quotes = new Quotes(transport);
    this.offers = new Offers(transport);
    this.packs = new Packs(transport);
    this.purchases = new Purchases(transport);
    this.subscriptions = new Subscriptions(transport);
    this.usagePlans = new UsagePlans(transport);
    this.redeemCodes = new RedeemCodes(transport);
    this.campaigns = new Campaigns(transport);
    this.networks = new Networks(transport);
    this.events = new Events(transport);
    this.invoices = new Invoices(transport, this.events);
    this.balanceProofs = new BalanceProofs(transport);
    this.sweepPlans = new SweepPlans(transport);
    this.sweeps = new Sweeps(transport);
    this.deposits = new Deposits(transport);
    this.payments = new Payments(transport);
    this.refundAddresses = new RefundAddresses(transport);
    this.payouts = new Payouts(transport);
    this.engines = new Engines(transport);
    this.generations = new Generations(transport, this.events);
    this.tips = new Tips(transport);
    this.images = new Images(transport);
    this.health = new ServerHealth(transport);
  }
}
