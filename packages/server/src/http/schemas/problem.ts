import { Type } from 'typebox';
import { named } from './shapes.ts';

export const ProblemBody = named(
  'ProblemBody',
  'What went wrong, as in RFC 9457, and what to do about it. Some codes carry more members, such as `required` and `available`',
  Type.Object(
    {
      type: Type.String({ description: 'The page that explains this code' }),
      title: Type.String(),
      status: Type.Integer(),
      detail: Type.String({ description: 'What happened here and what to do next' }),
      instance: Type.String({ description: 'The id of the request, as in the header `Request-Id`' }),
      code: Type.String(),
      retry: Type.Enum(['never', 'same_key', 'after'], { description: 'What may be done with the same request' }),
      errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
    },
    { additionalProperties: true },
  ),
);
