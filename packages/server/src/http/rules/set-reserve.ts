import { sessionRequired } from '../../access/index.ts';
import { idempotencyKeyReused } from '../../kernel/index.ts';
import { runCommand } from '../ledger-command.ts';
import { operation } from '../operation.ts';
import { AccountRules, exactly, limitInput, ref } from '../schemas/index.ts';
import { requireUnbudgetedKey } from '../unbudgeted-key.ts';
import { readLimit } from '../wire.ts';
import { rulesOf } from './rules-of.ts';

export const setReserve = operation({
  operationId: 'setReserve',
  sdk: 'rules.setReserve',
  method: 'POST',
  path: '/v1/rules/reserve',
  audience: 'signed-in',
  summary: 'Keep part of your credits back for urgent work',
  description: 'What is kept back is spent only by requests that say `useReserve`.',
  idempotent: true,
  body: exactly({ credits: limitInput }),
  answer: ref(AccountRules),
  problems: [sessionRequired.definition, idempotencyKeyReused.definition],
  async handle(call, { ledger }) {
    await requireUnbudgetedKey(ledger, call.principal);
    const { accountId } = call.principal;
    const amount = readLimit('body.credits', call.body.credits);
    await runCommand('set-reserve', call, ({ id, options }) => ledger.setReserve({ id, accountId, amount }, options));
    return rulesOf(await ledger.readRules(accountId));
  },
});
