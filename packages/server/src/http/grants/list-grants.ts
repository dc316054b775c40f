import { amountToText } from '../../kernel/index.ts';
import { operation } from '../operation.ts';
import { GrantPage, ref } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export const listGrants = operation({
  operationId: 'listGrants',
  sdk: 'grants.list',
  method: 'GET',
  path: '/v1/grants',
  audience: 'signed-in',
  summary: 'List the grants that you have, in the order in which they will be spent',
  answer: ref(GrantPage),
  problems: [],
  async handle({ principal: { accountId } }, { ledger }) {
    const grants = await ledger.readGrants(accountId);
    // Live grants are few, and their order only means something as a whole: they come in one page.
    return {
      data: grants.map(({ id, kind, label, amount, remaining, priority, effectiveAtMs, expiresAtMs, createdAtMs }) => ({
        id,
        kind,
        label,
        amount: amountToText(amount),
        remaining: amountToText(remaining),
        priority,
        effectiveAt: timeText(effectiveAtMs),
        expiresAt: timeTextOrNull(expiresAtMs),
        createdAt: timeText(createdAtMs),
      })),
      nextCursor: null,
    };
  },
});
