import { Type } from 'typebox';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { AccountRules, amountInput, exactly, ref } from '../schemas/index.ts';
import { readAmount } from '../wire.ts';
import { rulesOf } from './rules-of.ts';

export const setAlertLevel = operation({
  operationId: 'setAlertLevel',
  sdk: 'rules.setAlertLevel',
  method: 'POST',
  path: '/v1/rules/alert-level',
  audience: 'signed-in',
  summary: 'Be told when your balance falls below a level',
  description: 'The event `balance.low` comes once when the balance falls below it, and again only after it has been there.',
  idempotent: true,
  body: exactly({ credits: Type.Unsafe<string | null>({ anyOf: [amountInput, { type: 'null' }], description: '`null` ends the alerts' }) }),
  answer: ref(AccountRules),
  problems: [idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    const { accountId } = call.principal;
    const { credits } = call.body;
    const amount = credits === null ? null : readAmount('body.credits', credits);
    await runCommand('set-alert-level', call, ({ id, options }) => ledger.setAlertLevel({ id, accountId, amount }, options));
    return rulesOf(await ledger.readRules(accountId));
  },
});
