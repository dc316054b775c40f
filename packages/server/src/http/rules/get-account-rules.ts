import { unknownAccount } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { AccountRules, exactly, id, ref } from '../schemas/index.ts';
import { rulesOf } from './rules-of.ts';

export const getAccountRules = operation({
  operationId: 'getAccountRules',
  sdk: 'rules.getOfAccount',
  method: 'GET',
  path: '/v1/accounts/{accountId}/rules',
  audience: 'operator',
  summary: 'Read what an account has settled about its credits, and what it owes',
  params: exactly({ accountId: id }),
  answer: ref(AccountRules),
  problems: [unknownAccount.definition],
  async handle({ params }, { ledger }) {
    return rulesOf(await ledger.readRules(params.accountId));
  },
});
