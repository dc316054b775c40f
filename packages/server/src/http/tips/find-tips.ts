import { findTips as find } from '../../generation/index.ts';
import { amountToText } from '../../kernel/index.ts';
import { requestOutsidePriceBook } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { GenerationRequest, ref, Tips } from '../schemas/index.ts';

export const findTips = operation({
  operationId: 'findTips',
  sdk: 'tips.find',
  method: 'POST',
  path: '/v1/tips',
  audience: 'signed-in',
  summary: 'Ask what would save credits on a request',
  description:
    'Looks at the prompt, and at what the account has made before. Costs nothing and makes nothing. It is no part of a quote, which knows no prompt and looks nothing up. Empty while the account has turned tips off, altogether or for the `project` of the request.',
  body: ref(GenerationRequest),
  answer: ref(Tips),
  problems: [requestOutsidePriceBook.definition],
  async handle({ principal: { accountId }, body }, { database, clock, generations }) {
    const engine = generations.engines.find(({ models }) => models.some(({ id }) => id === body.model));
    const repeats = engine?.capabilities.seeds === true;
    const { tips, settings } = await find(database.sql, { accountId, request: body, project: body.project, repeats, nowMs: clock.nowMs() });
    return {
      tips: tips.map((tip) => ({ ...tip, saves: tip.saves === null ? null : amountToText(tip.saves) })),
      settings: { on: settings.on, dismissed: [...settings.dismissed], offInProjects: [...settings.offInProjects] },
    };
  },
});
