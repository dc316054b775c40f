import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { RecurringGrantView, RulesView } from '../../ledger/index.ts';
import type { AccountRules, RecurringGrant } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function rulesOf({ reserve, alertLevel, budgets, credit, recurringGrants, asOfMs }: RulesView): Static<typeof AccountRules> {
  return {
    reserve: amountToText(reserve),
    alertLevel: alertLevel === null ? null : amountToText(alertLevel),
    budgets: budgets.map(({ scope, period, limit, used, held, left, startsAnewAtMs }) => ({
      scope: { type: scope.type, id: scope.id },
      period,
      limit: amountToText(limit),
      used: amountToText(used),
      held: amountToText(held),
      left: amountToText(left),
      startsAnewAt: timeTextOrNull(startsAnewAtMs),
    })),
    creditLine: credit && {
      limit: amountToText(credit.limit),
      unbilled: amountToText(credit.unbilled),
      billed: amountToText(credit.billed),
      left: amountToText(credit.left),
    },
    recurringGrants: recurringGrants.map(recurringGrantOf),
    asOf: timeText(asOfMs),
  };
}

function recurringGrantOf(recurring: RecurringGrantView): Static<typeof RecurringGrant> {
  const { recurringId, kind, amount, every, unit, anchorMs, timeZone, cyclesLeft, rollover, nextAtMs, label } = recurring;
  return {
    id: recurringId,
    kind,
    credits: amountToText(amount),
    every,
    unit,
    anchorAt: timeText(anchorMs),
    timeZone,
    cyclesLeft,
    rollover: rollover && { max: rollover.max === null ? null : amountToText(rollover.max), cycles: rollover.cycles },
    nextAt: timeText(nextAtMs),
    label,
  };
}
