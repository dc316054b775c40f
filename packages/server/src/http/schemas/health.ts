import { Type } from 'typebox';
import { named } from './shapes.ts';

export const Health = named(
  'Health',
  'Whether the server can do its work',
  Type.Object({
    status: Type.Enum(['ok']),
    version: Type.String(),
    database: Type.Enum(['up']),
    networks: Type.Record(Type.String(), Type.Enum(['up', 'down'])),
  }),
);
