import { Type } from 'typebox';
import { tipCodes } from '../../generation/index.ts';
import { credits, id, named, nullable, ref } from './shapes.ts';

export const TipCode = named('TipCode', 'What a tip is about', Type.Enum([...tipCodes]));

export const Tip = named(
  'Tip',
  'Advice on a request that is about to be made',
  Type.Object({
    code: ref(TipCode),
    text: Type.String(),
    saves: Type.Unsafe<string | null>({
      ...nullable(credits),
      description: 'What following it saves by the price book in force; `null` where nobody can know',
    }),
    generationId: nullable(id),
    imageId: nullable(id),
  }),
);

export const TipSettings = named(
  'TipSettings',
  'Which tips an account wants to see',
  Type.Object({
    on: Type.Boolean(),
    dismissed: Type.Array(Type.String()),
    offInProjects: Type.Array(Type.String(), { description: 'Projects for which none are shown, though tips are on' }),
  }),
);

export const Tips = named(
  'Tips',
  'What would save credits on a request, the most useful first',
  Type.Object({ tips: Type.Array(ref(Tip)), settings: ref(TipSettings) }),
);
