import { operation } from '../operation.ts';
import { AccountRules, ref } from '../schemas/index.ts';
import { rulesOf } from './rules-of.ts';

export const getRules = operation({
  operationId: 'getRules',
  sdk: 'rules.get',
  method: 'GET',
  path: '/v1/rules',
  audience: 'signed-in',
  summary: 'Read what you have settled about your credits: reserve, alert level, budgets, recurring grants',
  answer: ref(AccountRules),
  problems: [],
  async handle({ principal }, { ledger }) {
    return rulesOf(await ledger.readRules(principal.accountId));
  },
});
