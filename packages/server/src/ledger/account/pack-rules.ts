import type {
  AccountRules,
  BudgetPeriod,
  BudgetShare,
  BudgetState,
  CycleUnit,
  RecurringState,
  RecurringTerms,
  Rule,
  ScopeType,
} from '../account-rules.ts';
import type { GrantKind } from '../grants.ts';

type PackedTerms = readonly [
  recurringId: string,
  kind: GrantKind,
  amount: string,
  every: number,
  unit: CycleUnit,
  anchorMs: number,
  timeZone: string,
  cycles: number | null,
  rollover: readonly [max: string | null, cycles: number | null] | null,
  priority: number,
  label: string,
];

/** How a rule is kept with its entry and hashed: a JSON array without member names, amounts as text. */
type PackedRule =
  | readonly ['reserve', string]
  | readonly ['alert-level' | 'credit-limit', string | null]
  | readonly ['budget', ScopeType, string, BudgetPeriod, string | null]
  | readonly ['recurring-grant', PackedTerms]
  | readonly ['more-cycles', string, number]
  | readonly ['no-recurring-grant', string]
  | readonly ['cycle', string, number];

type PackedBudget = readonly [
  type: ScopeType,
  id: string,
  period: BudgetPeriod,
  limit: string,
  sinceNumber: number,
  windowStartMs: number,
  windowEndMs: number | null,
  used: string,
  told: BudgetShare,
];
type PackedRecurring = readonly [
  number: number,
  terms: PackedTerms,
  nextIndex: number,
  nextAtMs: number,
  cyclesLeft: number | null,
  currentGrant: number | null,
  rolledGrants: readonly number[],
];
type PackedRules = readonly [
  reserve: string,
  alertLevel: string | null,
  alerted: 0 | 1,
  credit: readonly [limit: string, unbilled: string, billed: string] | null,
  budgets: readonly PackedBudget[],
  recurring: readonly PackedRecurring[],
];

export function packRule(rule: Rule | null | undefined): string | null {
  return rule === null || rule === undefined ? null : JSON.stringify(packedRule(rule));
}

export function unpackRule(text: string | null): Rule | null {
  // Only packRule writes this column.
  return text === null ? null : ruleFrom(JSON.parse(text) as PackedRule);
}

function packedRule(rule: Rule): PackedRule {
  switch (rule.rule) {
    case 'reserve':
      return ['reserve', rule.amount.toString()];
    case 'alert-level':
    case 'credit-limit':
      return [rule.rule, textOf(rule.amount)];
    case 'budget':
      return ['budget', rule.scope.type, rule.scope.id, rule.period, textOf(rule.limit)];
    case 'recurring-grant':
      return ['recurring-grant', packTerms(rule)];
    case 'more-cycles':
      return ['more-cycles', rule.recurringId, rule.cycles];
    case 'no-recurring-grant':
      return ['no-recurring-grant', rule.recurringId];
    case 'cycle':
      return ['cycle', rule.recurringId, rule.index];
  }
}

function ruleFrom(packed: PackedRule): Rule {
  switch (packed[0]) {
    case 'reserve':
      return { rule: 'reserve', amount: BigInt(packed[1]) };
    case 'alert-level':
    case 'credit-limit':
      return { rule: packed[0], amount: amountOf(packed[1]) };
    case 'budget':
      return { rule: 'budget', scope: { type: packed[1], id: packed[2] }, period: packed[3], limit: amountOf(packed[4]) };
    case 'recurring-grant':
      return { rule: 'recurring-grant', ...unpackTerms(packed[1]) };
    case 'more-cycles':
      return { rule: 'more-cycles', recurringId: packed[1], cycles: packed[2] };
    case 'no-recurring-grant':
      return { rule: 'no-recurring-grant', recurringId: packed[1] };
    case 'cycle':
      return { rule: 'cycle', recurringId: packed[1], index: packed[2] };
  }
}

/** How the rules of an account are kept in its row. */
export function packRules(rules: AccountRules | null): string | null {
  if (rules === null) return null;
  const { reserve, alertLevel, alerted, credit, budgets, recurring } = rules;
  const packed: PackedRules = [
    reserve.toString(),
    textOf(alertLevel),
    alerted ? 1 : 0,
    credit && [credit.limit.toString(), credit.unbilled.toString(), credit.billed.toString()],
    budgets.map(packBudget),
    recurring.map(packRecurring),
  ];
  return JSON.stringify(packed);
}

export function unpackRules(json: unknown): AccountRules | null {
  if (json === null) return null;
  // Only packRules writes this column, and a column of type json holds what was written.
  const [reserve, alertLevel, alerted, credit, budgets, recurring] = json as PackedRules;
  return {
    reserve: BigInt(reserve),
    alertLevel: amountOf(alertLevel),
    alerted: alerted === 1,
    credit: credit && { limit: BigInt(credit[0]), unbilled: BigInt(credit[1]), billed: BigInt(credit[2]) },
    budgets: budgets.map(unpackBudget),
    recurring: recurring.map(unpackRecurring),
  };
}

function packBudget({ scope, period, limit, sinceNumber, windowStartMs, windowEndMs, used, told }: BudgetState): PackedBudget {
  return [scope.type, scope.id, period, limit.toString(), sinceNumber, windowStartMs, windowEndMs, used.toString(), told];
}

function unpackBudget([type, id, period, limit, sinceNumber, windowStartMs, windowEndMs, used, told]: PackedBudget): BudgetState {
  return { scope: { type, id }, period, limit: BigInt(limit), sinceNumber, windowStartMs, windowEndMs, used: BigInt(used), told };
}

function packRecurring({ number, terms, nextIndex, nextAtMs, cyclesLeft, currentGrant, rolledGrants }: RecurringState): PackedRecurring {
  return [number, packTerms(terms), nextIndex, nextAtMs, cyclesLeft, currentGrant, rolledGrants];
}

function unpackRecurring([number, terms, nextIndex, nextAtMs, cyclesLeft, currentGrant, rolledGrants]: PackedRecurring): RecurringState {
  return { number, terms: unpackTerms(terms), nextIndex, nextAtMs, cyclesLeft, currentGrant, rolledGrants };
}

function packTerms(terms: RecurringTerms): PackedTerms {
  const { recurringId, kind, amount, every, unit, anchorMs, timeZone, cycles, rollover, priority, label } = terms;
  const kept = rollover && ([textOf(rollover.max), rollover.cycles] as const);
  return [recurringId, kind, amount.toString(), every, unit, anchorMs, timeZone, cycles, kept, priority, label];
}

function unpackTerms(packed: PackedTerms): RecurringTerms {
  const [recurringId, kind, amount, every, unit, anchorMs, timeZone, cycles, kept, priority, label] = packed;
  const rollover = kept && { max: amountOf(kept[0]), cycles: kept[1] };
  return { recurringId, kind, amount: BigInt(amount), every, unit, anchorMs, timeZone, cycles, rollover, priority, label };
}

function textOf(amount: bigint | null): string | null {
  return amount === null ? null : amount.toString();
}

function amountOf(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
