import { Type } from 'typebox';
import { id, named, nullable, page, time } from './shapes.ts';

const role = Type.Enum(['customer', 'operator']);

export const Me = named(
  'Me',
  'Who is asking',
  Type.Object({ userId: id, email: Type.String(), name: Type.String(), role, accountId: id, sandbox: Type.Boolean() }),
);

export const Sandbox = named(
  'Sandbox',
  'Whether this server is a sandbox, and the people who can sign in to it; empty elsewhere',
  Type.Object({
    sandbox: Type.Boolean(),
    demo: Type.Array(Type.Object({ email: Type.String(), password: Type.String(), role })),
  }),
);

const apiKey = {
  id,
  name: Type.String(),
  prefix: Type.String({ description: 'The first characters of the key' }),
  createdAt: time,
  lastUsedAt: nullable(time),
  revokedAt: nullable(time),
};

export const ApiKey = named('ApiKey', 'A key of a program, without its secret', Type.Object(apiKey));

export const CreatedApiKey = named(
  'CreatedApiKey',
  'A new key with its secret, which is shown this once',
  Type.Object({ ...apiKey, secret: Type.String({ description: '`imp_sk_…`; keep it, it is not shown again' }) }),
);

export const ApiKeyPage = page('ApiKeyPage', ApiKey);
