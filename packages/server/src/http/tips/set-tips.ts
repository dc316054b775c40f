import { Type } from 'typebox';
import { setTips as set, tipCodes } from '../../generation/index.ts';
import { operation } from '../operation.ts';
import { exactly, ownIdInput, ref, TipCode, TipSettings } from '../schemas/index.ts';

const codes = { maxItems: tipCodes.length };

export const setTips = operation({
  operationId: 'setTips',
  sdk: 'tips.set',
  method: 'POST',
  path: '/v1/tips/settings',
  audience: 'signed-in',
  summary: 'Turn tips on or off, dismiss single ones, or show them again',
  description:
    'Changes what is said and leaves the rest; an empty body reads. Kept with the account, so that it holds on every device. Of projects in which tips are off the hundred that were named last are remembered.',
  body: exactly({
    project: Type.Optional({ ...ownIdInput, description: 'Only for what is made for this project; `on` is then about it alone' }),
    on: Type.Optional(Type.Boolean()),
    dismiss: Type.Optional(Type.Array(ref(TipCode), { ...codes, description: 'Not to be shown any more' })),
    showAgain: Type.Optional(Type.Array(ref(TipCode), { ...codes, description: 'To be shown again' })),
  }),
  answer: ref(TipSettings),
  problems: [],
  async handle({ principal: { accountId }, body }, { database }) {
    const { on, dismissed, offInProjects } = await set(database.sql, { accountId, ...body });
    return { on, dismissed: [...dismissed], offInProjects: [...offInProjects] };
  },
});
