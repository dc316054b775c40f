import { amountToText } from '../kernel/index.ts';
import type { Ledger } from '../ledger/index.ts';
import {
  findAlternatives,
  knownAlternatives,
  readBookOfQuote,
  readQuote,
  requireOpenQuote,
  type PriceRequest,
  type Quote,
  type QuoteAlternative,
} from '../pricing/index.ts';
import { askPrice, priceRequest } from './ask-price.ts';
import { checkGenerationRequest } from './check-generation-request.ts';
import type { GenerationRequest } from './generation.ts';
import type { Room } from './room.ts';

type Rules = Awaited<ReturnType<Ledger['readRules']>>;

/** Who would pay, so that budgets and the reserve can be looked at. */
export interface Spender {
  readonly accountId: string;
  readonly apiKeyId?: string | null | undefined;
  readonly projectId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly useReserve?: boolean | undefined;
}

/** Something to know before these pictures are paid. */
export interface ShownWarning {
  readonly code:
    | 'expensive_setting'
    | 'insufficient_credits'
    | 'reserve_touched'
    | 'near_alert_level'
    | 'budget_nearly_used'
    | 'budget_exceeded';
  readonly detail: string;
  /** The line of the price that it is about. */
  readonly line: string | null;
}

/** A quote beside the account that would pay it. Amounts in micro-credits. */
export interface ShownQuote {
  readonly quote: Quote;
  readonly available: bigint;
  /** Below zero where the credits do not suffice. */
  readonly availableAfter: bigint;
  /** Whether the credits could be held now: own ones without the reserve, or with it where that was asked for, and the credit line. */
  readonly affordable: boolean;
  readonly warnings: readonly ShownWarning[];
  readonly alternatives: readonly QuoteAlternative[];
}

export interface AskQuote {
  readonly spender: Spender;
  readonly request: PriceRequest;
  /** As in `CreateQuote`. */
  readonly maxCongestion?: string | undefined;
}

/** A new quote. Nothing is stored or held. Refuses `request_outside_price_book`. */
export async function createShownQuote(room: Room, { spender, request, maxCongestion }: AskQuote): Promise<ShownQuote> {
  const { accountId } = spender;
  const account = await room.ledger.readBalanceAndRules(accountId);
  const quote = await askPrice(room, { accountId, request, maxCongestion, mark: account.beside });
  const alternatives = knownAlternatives(quote.sheet);
  return alternatives === undefined ? await shownAgain(room, spender, quote, account) : shown(spender, quote, account, alternatives);
}

/** A quote again. Refuses `quote_not_found`. */
export async function readShownQuote(room: Room, spender: Spender, quoteId: string): Promise<ShownQuote> {
  const { accountId } = spender;
  const [quote, account] = await Promise.all([
    readQuote(room.database.sql, accountId, quoteId),
    room.ledger.readBalanceAndRules(accountId),
  ]);
  return await shownAgain(room, spender, quote, account);
}

export interface PreviewGeneration extends Pick<AskQuote, 'spender' | 'maxCongestion'> {
  readonly request: GenerationRequest;
  readonly quoteId?: string | undefined;
}

/**
 * What a generation would cost that is not made. Refuses what `createGeneration` refuses for the request and its quote, and looks at
 * neither the queue nor the store.
 */
export async function previewGeneration(room: Room, command: PreviewGeneration): Promise<ShownQuote> {
  const { spender, quoteId, maxCongestion } = command;
  checkGenerationRequest(room.engines, command.request);
  const request = priceRequest(command.request);
  if (quoteId === undefined) return await createShownQuote(room, { spender, request, maxCongestion });
  const { accountId } = spender;
  const [quote, account] = await Promise.all([
    requireOpenQuote(room.database.sql, { accountId, quoteId, request, maxCongestion, nowMs: room.clock.nowMs() }),
    room.ledger.readBalanceAndRules(accountId),
  ]);
  return await shownAgain(room, spender, quote, account);
}

interface Account {
  readonly available: bigint;
  readonly balance: bigint;
  readonly rules: Rules;
}

async function shownAgain({ database }: Room, spender: Spender, quote: Quote, account: Account): Promise<ShownQuote> {
  const book = await readBookOfQuote(database.sql, quote);
  return shown(spender, quote, account, findAlternatives(book, quote.request, quote.total));
}

function shown(spender: Spender, quote: Quote, account: Account, alternatives: readonly QuoteAlternative[]): ShownQuote {
  const { available, rules } = account;
  const own = spender.useReserve === true || available <= 0n ? available : available - smaller(rules.reserve, available);
  const credit = rules.credit?.left ?? 0n;
  const budgets = budgetWarnings(quote.upperBound, spender, rules);
  return {
    quote,
    available,
    availableAfter: available - quote.total,
    affordable: quote.upperBound <= own + credit && !budgets.some(({ code }) => code === 'budget_exceeded'),
    warnings: [...quote.warnings, ...creditWarnings(quote, account, own, credit), ...budgets],
    alternatives,
  };
}

function creditWarnings({ total, upperBound }: Quote, { available, balance, rules }: Account, own: bigint, credit: bigint): ShownWarning[] {
  const missing = upperBound - available - credit;
  if (missing > 0n) {
    const detail = `This needs ${amountToText(upperBound)} credits and ${amountToText(available + credit)} are available: ${amountToText(missing)} are missing. Buy credits first.`;
    return [{ code: 'insufficient_credits', detail, line: null }];
  }
  const warnings: ShownWarning[] = [];
  const left = available - upperBound;
  if (rules.reserve > 0n && left < rules.reserve && upperBound > 0n) {
    const taken = amountToText(smaller(rules.reserve, smaller(rules.reserve - left, upperBound)));
    if (upperBound > own + credit) {
      const detail = `This would take ${taken} credits of the ${amountToText(rules.reserve)} that you keep back. Allow the use of the reserve, or buy credits.`;
      warnings.push({ code: 'reserve_touched', detail, line: null });
    } else if (own === available) {
      warnings.push({ code: 'reserve_touched', detail: `This takes ${taken} credits of your reserve.`, line: null });
    }
  }
  const { alertLevel } = rules;
  if (alertLevel !== null && balance >= alertLevel && total > 0n) {
    const after = balance - total;
    const level = amountToText(alertLevel);
    if (after < alertLevel) {
      warnings.push({ code: 'near_alert_level', detail: `This brings you below your alert level of ${level} credits.`, line: null });
    } else if (after - total < alertLevel) {
      warnings.push({
        code: 'near_alert_level',
        detail: `One more like this brings you below your alert level of ${level} credits.`,
        line: null,
      });
    }
  }
  return warnings;
}

/** From here on a budget is nearly used: the same share of which the account is told. */
const nearlyPercent = 80n;

const scopeWords = { project: 'project', api_key: 'API key', session: 'session' } as const;

function budgetWarnings(amount: bigint, { apiKeyId, projectId, sessionId }: Spender, { budgets }: Rules): ShownWarning[] {
  if (amount === 0n) return [];
  const spent = { project: projectId, api_key: apiKeyId ?? undefined, session: sessionId };
  return budgets.flatMap(({ scope, period, limit, left }): ShownWarning[] => {
    if (spent[scope.type] !== scope.id) return [];
    const name = `the budget of ${scopeWords[scope.type]} ${scope.id} ${period === 'total' ? 'in total' : `this ${period}`}`;
    if (amount > left) {
      const detail = `This needs ${amountToText(amount)} credits, and ${name} has ${amountToText(left)} of ${amountToText(limit)} left. Raise the budget or wait.`;
      return [{ code: 'budget_exceeded', detail, line: null }];
    }
    if ((limit - left + amount) * 100n < limit * nearlyPercent) return [];
    const detail = `After this, ${name} has ${amountToText(left - amount)} of ${amountToText(limit)} credits left.`;
    return [{ code: 'budget_nearly_used', detail, line: null }];
  });
}

const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other);
