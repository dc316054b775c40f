import type { GrantKind } from './grants.ts';

export type ScopeType = 'project' | 'api_key' | 'session';

/** Whose spending a budget limits: the id is compared with the `usage` that holds and spends name. */
export interface BudgetScope {
  readonly type: ScopeType;
  readonly id: string;
}

export type BudgetPeriod = 'day' | 'week' | 'month' | 'total';

export type CycleUnit = 'day' | 'week' | 'month' | 'year';

/** What of a cycle's unused credits is kept when the next cycle begins. */
export interface Rollover {
  /** At most this much is kept in all, micro-credits; `null` for no cap. */
  readonly max: bigint | null;
  /** How many further cycles it is kept, 1 to 1200; `null` for ever. */
  readonly cycles: number | null;
}

export interface BudgetState {
  readonly scope: BudgetScope;
  readonly period: BudgetPeriod;
  readonly limit: bigint;
  /** The number of the entry from which on it counts. */
  readonly sinceNumber: number;
  /** The first moment of the window that `used` is about, and the first after it; `total` has one window without end. */
  readonly windowStartMs: number;
  readonly windowEndMs: number | null;
  readonly used: bigint;
  /** Up to which share of the limit it was told: 0, 80 or 100 percent. */
  readonly told: BudgetShare;
}

export type BudgetShare = 0 | 80 | 100;

/** Of an account that spends first and pays after. */
export interface CreditLine {
  readonly limit: bigint;
  /** Taken and not billed, what open holds keep included. Less than zero when something billed was given back. */
  readonly unbilled: bigint;
  readonly billed: bigint;
}

/** What a recurring grant was started with. */
export interface RecurringTerms {
  readonly recurringId: string;
  readonly kind: GrantKind;
  readonly amount: bigint;
  readonly every: number;
  readonly unit: CycleUnit;
  /** What all cycles are counted from. */
  readonly anchorMs: number;
  readonly timeZone: string;
  readonly cycles: number | null;
  readonly rollover: Rollover | null;
  readonly priority: number;
  readonly label: string;
}

export interface RecurringState {
  /** The number of the entry that started it. */
  readonly number: number;
  readonly terms: RecurringTerms;
  /** The cycle that begins next, counted from the anchor. */
  readonly nextIndex: number;
  readonly nextAtMs: number;
  /** `0` during the last cycle; one whose last cycle is over leaves with the next entry. */
  readonly cyclesLeft: number | null;
  /** The number of the grant of the cycle that is under way. */
  readonly currentGrant: number | null;
  /** The numbers of the grants into which credits rolled over. */
  readonly rolledGrants: readonly number[];
}

/** What an account has settled about its credits. Follows from the entries, as all of the account does. */
export interface AccountRules {
  readonly reserve: bigint;
  readonly alertLevel: bigint | null;
  /** Whether it was told that the balance is below the level, and it has not been there again since. */
  readonly alerted: boolean;
  readonly credit: CreditLine | null;
  /** In the order in which they were set. */
  readonly budgets: readonly BudgetState[];
  /** In the order in which they were started. */
  readonly recurring: readonly RecurringState[];
}

/** What one entry sets. */
export type Rule =
  | { readonly rule: 'reserve'; readonly amount: bigint }
  | { readonly rule: 'alert-level'; readonly amount: bigint | null }
  | { readonly rule: 'budget'; readonly scope: BudgetScope; readonly period: BudgetPeriod; readonly limit: bigint | null }
  | { readonly rule: 'credit-limit'; readonly amount: bigint | null }
  | ({ readonly rule: 'recurring-grant' } & RecurringTerms)
  | { readonly rule: 'more-cycles'; readonly recurringId: string; readonly cycles: number }
  | { readonly rule: 'no-recurring-grant'; readonly recurringId: string }
  /** Which cycle of a recurring grant an entry is about, counted from its anchor. */
  | { readonly rule: 'cycle'; readonly recurringId: string; readonly index: number };

export const noRules: AccountRules = { reserve: 0n, alertLevel: null, alerted: false, credit: null, budgets: [], recurring: [] };

/** Whether the last cycle of a recurring grant has ended. */
export function isOver({ cyclesLeft, nextAtMs }: RecurringState, atMs: number): boolean {
  return cyclesLeft === 0 && nextAtMs <= atMs;
}

/** `null` when nothing is settled, so that the row of an account without rules is as small as it can be. */
export function keptRules(rules: AccountRules): AccountRules | null {
  const { reserve, alertLevel, credit, budgets, recurring } = rules;
  const nothing = reserve === 0n && alertLevel === null && credit === null && budgets.length === 0 && recurring.length === 0;
  return nothing ? null : rules;
}
