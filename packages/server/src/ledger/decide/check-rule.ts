import { amountMax, isTimeZone } from '../../kernel/index.ts';
import type { BudgetPeriod, BudgetScope, CycleUnit, RecurringTerms, Rollover, ScopeType } from '../account-rules.ts';
import { checkAmount, checkId, isText, isWholeNumber, labelLengthMax, timeMsMax, timeRule, Wrong } from './check-members.ts';
import type { Command, SetBudgetCommand, StartRecurringGrantCommand } from '../commands.ts';
import { grantKinds, priorityDefault, priorityMax } from '../grants.ts';

/** A checked command about what an account settles. */
export type CheckedRule =
  | { readonly command: 'set-reserve'; readonly amount: bigint }
  | { readonly command: 'set-alert-level'; readonly amount: bigint | null }
  | { readonly command: 'set-credit-limit'; readonly amount: bigint | null }
  | { readonly command: 'set-budget'; readonly scope: BudgetScope; readonly period: BudgetPeriod; readonly limit: bigint | null }
  | { readonly command: 'close-period' }
  | { readonly command: 'settle'; readonly amount: bigint }
  | {
      readonly command: 'start-recurring-grant';
      readonly terms: Omit<RecurringTerms, 'anchorMs'> & { readonly anchorMs: number | null };
    }
  | { readonly command: 'extend-recurring-grant'; readonly recurringId: string; readonly cycles: number }
  | { readonly command: 'stop-recurring-grant'; readonly recurringId: string };

export type RuleCommand = Extract<Command, { readonly command: CheckedRule['command'] }>;

const scopeTypes: readonly ScopeType[] = ['project', 'api_key', 'session'];
const budgetPeriods: readonly BudgetPeriod[] = ['day', 'week', 'month', 'total'];
/** A cycle of more than five years is a mistake of units. */
const everyMax: Readonly<Record<CycleUnit, number>> = { day: 366, week: 104, month: 60, year: 5 };
/** A hundred years of months. */
export const cyclesMax = 1200;
/** A million credits a cycle: a hundred recurring grants of that, rolled over for ever, need 27 years of days to fill an account. */
const recurringAmountMax = 10n ** 12n;

export function checkRule(command: RuleCommand): CheckedRule {
  switch (command.command) {
    case 'set-reserve':
      return { command: 'set-reserve', amount: checkLimit('amount', command.amount) };
    case 'set-alert-level':
    case 'set-credit-limit':
      return { command: command.command, amount: command.amount === null ? null : checkAmount(command.amount) };
    case 'set-budget':
      return checkBudget(command);
    case 'close-period':
      return { command: 'close-period' };
    case 'settle':
      return { command: 'settle', amount: checkAmount(command.amount) };
    case 'start-recurring-grant':
      return checkRecurring(command);
    case 'extend-recurring-grant': {
      const { cycles } = command;
      if (!isWholeNumber(cycles, 1, cyclesMax)) throw new Wrong(`cycles must be a whole number from 1 to ${String(cyclesMax)}`);
      return { command: 'extend-recurring-grant', recurringId: checkId('recurringId', command.recurringId), cycles };
    }
    case 'stop-recurring-grant':
      return { command: 'stop-recurring-grant', recurringId: checkId('recurringId', command.recurringId) };
    default:
      throw new Wrong('command must be the name of a command');
  }
}

function checkLimit(name: string, amount: bigint): bigint {
  if (typeof amount !== 'bigint' || amount < 0n || amount > amountMax) {
    throw new Wrong(`${name} must be a bigint of micro-credits from 0 to ${amountMax.toString()}`);
  }
  return amount;
}

function checkBudget({ scope, period, limit }: SetBudgetCommand): CheckedRule {
  if (typeof scope !== 'object' || scope === null || !scopeTypes.includes(scope.type)) {
    throw new Wrong(`scope must have a type of ${scopeTypes.join(', ')}, and an id`);
  }
  if (!budgetPeriods.includes(period)) throw new Wrong(`period must be one of ${budgetPeriods.join(', ')}`);
  const checkedLimit = limit === null ? null : checkLimit('limit', limit);
  return { command: 'set-budget', scope: { type: scope.type, id: checkId('scope.id', scope.id) }, period, limit: checkedLimit };
}

function checkRecurring(command: StartRecurringGrantCommand): CheckedRule {
  const { kind = 'subscription', every = 1, unit, startsAtMs, timeZone = 'UTC', cycles = null } = command;
  const { priority = priorityDefault, label = '' } = command;
  if (!grantKinds.includes(kind) || kind === 'transferred') {
    throw new Wrong(`kind must be one of ${grantKinds.filter((known) => known !== 'transferred').join(', ')}`);
  }
  if (!Object.hasOwn(everyMax, unit)) throw new Wrong(`unit must be one of ${Object.keys(everyMax).join(', ')}`);
  if (!isWholeNumber(every, 1, everyMax[unit])) throw new Wrong(`every must be a whole number from 1 to ${String(everyMax[unit])}`);
  if (startsAtMs !== undefined && !isWholeNumber(startsAtMs, 0, timeMsMax)) throw new Wrong(`startsAtMs must be ${timeRule}`);
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone)) throw new Wrong('timeZone must be a name such as UTC or Europe/Berlin');
  if (cycles !== null && !isWholeNumber(cycles, 1, cyclesMax)) throw new Wrong(`cycles must be null or 1 to ${String(cyclesMax)}`);
  if (!isWholeNumber(priority, 0, priorityMax)) throw new Wrong(`priority must be a whole number from 0 to ${String(priorityMax)}`);
  if (!isText(label, labelLengthMax)) throw new Wrong(`label must be text of at most ${String(labelLengthMax)} characters`);
  const amount = checkAmount(command.amount);
  if (amount > recurringAmountMax) throw new Wrong(`amount must be at most ${recurringAmountMax.toString()} micro-credits a cycle`);
  const recurringId = checkId('recurringId', command.recurringId);
  const rollover = checkRollover(command.rollover);
  const terms = { recurringId, kind, amount, every, unit, anchorMs: startsAtMs ?? null, timeZone, cycles, rollover, priority, label };
  return { command: 'start-recurring-grant', terms };
}

function checkRollover(rollover: Rollover | null | undefined): Rollover | null {
  if (rollover === undefined || rollover === null) return null;
  if (typeof rollover !== 'object') throw new Wrong('rollover must be null, or have a max and cycles');
  const { max, cycles } = rollover;
  if (cycles !== null && !isWholeNumber(cycles, 1, cyclesMax)) {
    throw new Wrong(`rollover.cycles must be null or 1 to ${String(cyclesMax)}`);
  }
  return { max: max === null ? null : checkAmount(max), cycles };
}
