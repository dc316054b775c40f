import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { tooManyRules } from '../../ledger/index.ts';
import { sessionRequired } from '../../access/index.ts';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { AccountRules, BudgetPeriod, BudgetScope, exactly, limitInput, ref } from '../schemas/index.ts';
import { requireUnbudgetedKey } from '../unbudgeted-key.ts';
import { readLimit } from '../wire.ts';
import { rulesOf } from './rules-of.ts';

export const setBudget = operation({
  operationId: 'setBudget',
  sdk: 'rules.setBudget',
  method: 'POST',
  path: '/v1/rules/budgets',
  audience: 'signed-in',
  summary: 'Limit what a project, an API key or a session may spend',
  description:
    'One budget for each scope and period. It counts what is spent and held from when it was first set; a changed limit keeps the count, `null` removes it.',
  idempotent: true,
  body: exactly({
    scope: ref(BudgetScope),
    period: ref(BudgetPeriod),
    limit: Type.Unsafe<string | null>({ anyOf: [limitInput, { type: 'null' }], description: '`null` removes the budget' }),
  }),
  answer: ref(AccountRules),
  problems: [sessionRequired.definition, tooManyRules.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    await requireUnbudgetedKey(ledger, call.principal);
    const { accountId } = call.principal;
    const { scope, period, limit: text } = call.body;
    const limit = text === null ? null : readLimit('body.limit', text);
    await runCommand('set-budget', call, ({ id, options }) => ledger.setBudget({ id, accountId, scope, period, limit }, options));
    return rulesOf(await ledger.readRules(accountId));
  },
});
