import { operation } from '../operation.ts';
import { ApiKeyPage, pageQuery, ref } from '../schemas/index.ts';
import { pageOf } from '../wire.ts';
import { apiKeyOf } from './api-key-of.ts';

export const listApiKeys = operation({
  operationId: 'listApiKeys',
  sdk: 'apiKeys.list',
  method: 'GET',
  path: '/v1/api-keys',
  audience: 'signed-in',
  summary: 'List your API keys, the newest first',
  query: pageQuery,
  answer: ref(ApiKeyPage),
  problems: [],
  async handle({ principal, query }, { access }) {
    const { apiKeys, nextCursor } = await access.listApiKeys(principal, pageOf(query));
    return { data: apiKeys.map(apiKeyOf), nextCursor };
  },
});
