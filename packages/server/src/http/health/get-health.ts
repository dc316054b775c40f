import { operation } from '../operation.ts';
import { Health, ref } from '../schemas/index.ts';

export const getHealth = operation({
  operationId: 'getHealth',
  sdk: 'health.get',
  method: 'GET',
  path: '/v1/health',
  audience: 'public',
  summary: 'Tell whether the server can do its work',
  description: 'Answers `database_unavailable` where the database does not. A network that is down stops payments on it and nothing else.',
  answer: ref(Health),
  problems: [],
  async handle({ settings }, { database, payments }) {
    await database.sql.selectNoFrom((one) => one.lit(1).as('one')).execute();
    const networks = payments.listNetworks();
    return {
      status: 'ok' as const,
      version: settings.version,
      database: 'up' as const,
      networks: Object.fromEntries(networks.map(({ id, status }) => [id, status])),
    };
  },
});
