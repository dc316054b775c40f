import { apiKeyNotFound, sessionRequired } from '../../access/index.ts';
import { operation } from '../operation.ts';
import { idParams } from '../schemas/index.ts';

export const revokeApiKey = operation({
  operationId: 'revokeApiKey',
  sdk: 'apiKeys.revoke',
  method: 'DELETE',
  path: '/v1/api-keys/{id}',
  audience: 'signed-in',
  summary: 'End an API key for good',
  description: 'It is refused from the next request on. Needs a session.',
  params: idParams,
  answer: null,
  problems: [apiKeyNotFound.definition, sessionRequired.definition],
  async handle({ principal, params }, { access }) {
    await access.revokeApiKey(principal, params.id);
    return undefined;
  },
});
