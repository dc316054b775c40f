import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { amountInput, exactly, ref, SpendCheck, usageInput, useReserveInput } from '../schemas/index.ts';
import { usageOfRequest } from '../usage-of-request.ts';
import { readAmount } from '../wire.ts';

export const checkSpend = operation({
  operationId: 'checkSpend',
  sdk: 'spends.check',
  method: 'POST',
  path: '/v1/spends/check',
  audience: 'signed-in',
  summary: 'Ask whether a spend would be booked now',
  description:
    'The same decision as the spend itself, budgets and reserve included. It keeps nothing free: to be sure of the credits, hold them.',
  body: exactly({ credits: amountInput, useReserve: Type.Optional(useReserveInput), ...usageInput }),
  answer: ref(SpendCheck),
  problems: [],
  async handle({ principal, body }, { ledger }) {
    const amount = readAmount('body.credits', body.credits);
    const usage = usageOfRequest(principal, body);
    const problem = await ledger.maySpend({ accountId: principal.accountId, amount, usage, useReserve: body.useReserve });
    if (problem === null) return { allowed: true, problem: null };
    const { definition, detail } = problem;
    return { allowed: false, problem: { code: definition.code, title: definition.title, detail } };
  },
});
