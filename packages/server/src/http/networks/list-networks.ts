import { operation } from '../operation.ts';
import { NetworkPage, ref } from '../schemas/index.ts';

export const listNetworks = operation({
  operationId: 'listNetworks',
  sdk: 'networks.list',
  method: 'GET',
  path: '/v1/networks',
  audience: 'public',
  summary: 'List the networks on which invoices can be paid',
  answer: ref(NetworkPage),
  problems: [],
  async handle(_call, { payments }) {
    return { data: [...(await payments.listNetworks())], nextCursor: null };
  },
});
