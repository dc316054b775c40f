/**
 * A server process of the benchmark `pricing`: `quote-server.ts DATABASE_URL FOLDER` is Imprest, `quote-server.ts bare` is the bare
 * framework with a handler that does nothing. Tells its parent where it listens, and the API key to use.
 */
import Fastify from 'fastify';
import { openBareServer } from '../packages/server/test/support/bare-server.ts';
import { answerParent } from './server-usage.ts';

export interface ServerReady {
  readonly port: number;
  readonly apiKey: string;
}

const [url = '', folder = ''] = process.argv.slice(2);

async function startBare(): Promise<ServerReady> {
  const app = Fastify();
  app.post('/v1/quotes', () => Promise.resolve({}));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { port: Number(new URL(address).port), apiKey: '' };
}

async function startImprest(): Promise<ServerReady> {
  const { rooms, port } = await openBareServer(url, folder);
  const person = { email: 'bench@example.test', password: 'imprest-bench', name: 'Bench' };
  const { principal } = await rooms.access.signUp(person);
  const { secret } = await rooms.access.createApiKey(principal, 'bench');
  const { accountId } = principal;
  await rooms.ledger.grant({ id: 'bench-grant', accountId, kind: 'promotional', amount: 1_000_000_000n, label: 'For the benchmark' });
  return { port, apiKey: secret };
}

answerParent();
process.send?.(await (url === 'bare' ? startBare() : startImprest()));
