import { Type } from 'typebox';
import { sessionRequired, tooManyApiKeys } from '../../access/index.ts';
import { operation } from '../operation.ts';
import { CreatedApiKey, exactly, ref } from '../schemas/index.ts';
import { apiKeyOf } from './api-key-of.ts';

export const createApiKey = operation({
  operationId: 'createApiKey',
  sdk: 'apiKeys.create',
  method: 'POST',
  path: '/v1/api-keys',
  audience: 'signed-in',
  summary: 'Make an API key',
  description: 'The secret is in this answer and nowhere else. Needs a session: a key cannot make keys.',
  body: exactly({ name: Type.String({ minLength: 1, maxLength: 100, description: 'What the key is for' }) }),
  answer: ref(CreatedApiKey),
  status: 201,
  problems: [sessionRequired.definition, tooManyApiKeys.definition],
  async handle({ principal, body }, { access }) {
    const key = await access.createApiKey(principal, body.name);
    return { ...apiKeyOf(key), secret: key.secret };
  },
});
