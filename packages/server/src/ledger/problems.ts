import { assert, defineProblem, type Problem, type ProblemExtras, type ProblemFactory } from '../kernel/index.ts';

export const insufficientCredits = defineProblem({
  code: 'insufficient_credits',
  status: 402,
  title: 'Not enough credits',
  retry: 'never',
});
export const budgetExceeded = defineProblem({ code: 'budget_exceeded', status: 402, title: 'Budget exceeded', retry: 'never' });
export const nothingToBill = defineProblem({ code: 'nothing_to_bill', status: 409, title: 'Nothing to bill', retry: 'never' });
export const notOwed = defineProblem({ code: 'not_owed', status: 422, title: 'More than is owed', retry: 'never' });
export const unknownRecurringGrant = defineProblem({
  code: 'unknown_recurring_grant',
  status: 404,
  title: 'Unknown recurring grant',
  retry: 'never',
});
export const recurringIdUsed = defineProblem({
  code: 'recurring_id_used',
  status: 409,
  title: 'Recurring grant already runs',
  retry: 'never',
});
export const notRefundable = defineProblem({ code: 'not_refundable', status: 422, title: 'Cannot be refunded', retry: 'never' });
export const tooManyRules = defineProblem({
  code: 'too_many_rules',
  status: 422,
  title: 'Too many budgets or recurring grants',
  retry: 'never',
});
export const unknownAccount = defineProblem({ code: 'unknown_account', status: 404, title: 'Unknown account', retry: 'never' });
export const accountAlreadyOpen = defineProblem({
  code: 'account_already_open',
  status: 409,
  title: 'Account already open',
  retry: 'never',
});
export const unknownHold = defineProblem({ code: 'unknown_hold', status: 404, title: 'Unknown hold', retry: 'never' });
export const holdNotOpen = defineProblem({ code: 'hold_not_open', status: 409, title: 'Hold not open', retry: 'never' });
export const holdExpired = defineProblem({ code: 'hold_expired', status: 409, title: 'Hold expired', retry: 'never' });
export const holdIdUsed = defineProblem({ code: 'hold_id_used', status: 409, title: 'Hold id already used', retry: 'never' });
export const grantIdUsed = defineProblem({ code: 'grant_id_used', status: 409, title: 'Grant id already used', retry: 'never' });
export const commandIdReused = defineProblem({
  code: 'command_id_reused',
  status: 409,
  title: 'Command id used for something else',
  retry: 'never',
});
export const invalidCommand = defineProblem({ code: 'invalid_command', status: 422, title: 'Invalid command', retry: 'never' });
export const balanceTooLarge = defineProblem({ code: 'balance_too_large', status: 422, title: 'Balance too large', retry: 'never' });
export const creditsNotTransferable = defineProblem({
  code: 'credits_not_transferable',
  status: 403,
  title: 'These credits cannot be transferred',
  retry: 'never',
});
export const transferTooSmall = defineProblem({ code: 'transfer_too_small', status: 422, title: 'Transfer too small', retry: 'never' });
export const transferLimitReached = defineProblem({
  code: 'transfer_limit_reached',
  status: 403,
  title: 'Limit of transfers reached',
  retry: 'never',
});
export const unknownEntry = defineProblem({ code: 'unknown_entry', status: 404, title: 'Unknown entry', retry: 'never' });
export const alreadyReversed = defineProblem({ code: 'already_reversed', status: 409, title: 'Already reversed', retry: 'never' });
export const notReversible = defineProblem({ code: 'not_reversible', status: 422, title: 'Cannot be reversed', retry: 'never' });
export const nothingToReverse = defineProblem({ code: 'nothing_to_reverse', status: 409, title: 'Nothing to reverse', retry: 'never' });
export const grantHeld = defineProblem({ code: 'grant_held', status: 409, title: 'Grant in use by a hold', retry: 'never' });
export const invalidRange = defineProblem({ code: 'invalid_range', status: 422, title: 'Invalid time range', retry: 'never' });
export const ledgerClosed = defineProblem({ code: 'ledger_closed', status: 503, title: 'The ledger is closing', retry: 'same_key' });

/** The problems that a decision can end in, and that are therefore remembered with the command's id. */
const refusable: readonly ProblemFactory[] = [
  insufficientCredits,
  accountAlreadyOpen,
  unknownHold,
  holdNotOpen,
  holdExpired,
  holdIdUsed,
  grantIdUsed,
  invalidCommand,
  balanceTooLarge,
  unknownEntry,
  alreadyReversed,
  notReversible,
  nothingToReverse,
  grantHeld,
  budgetExceeded,
  nothingToBill,
  notOwed,
  unknownRecurringGrant,
  recurringIdUsed,
  notRefundable,
  tooManyRules,
  creditsNotTransferable,
  transferTooSmall,
  transferLimitReached,
  // Of the account that a transfer goes to.
  unknownAccount,
];
const refusableByCode = new Map(refusable.map((factory) => [factory.definition.code, factory]));

/** Why a command was refused, in the form in which it is remembered. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
  readonly extras: ProblemExtras;
}

export function problemFrom(refusal: Refusal): Problem {
  const factory = refusableByCode.get(refusal.code);
  assert(factory, `a remembered refusal has the unknown code ${refusal.code}`);
  return factory(refusal.detail, refusal.extras);
}
