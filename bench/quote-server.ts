/**
 * A server process of the benchmark `pricing`: `quote-server.ts DATABASE_URL FOLDER` is Imprest with its real rooms, without limits to how
 * often one program may ask; `quote-server.ts bare` is the bare framework with a handler that does nothing. Tells its parent where it
 * listens, and the API key to use.
 */
import { join } from 'node:path';
import Fastify from 'fastify';
import { openDatabase } from '../packages/server/src/database/index.ts';
import { createHttpServer } from '../packages/server/src/http/index.ts';
import { systemClock } from '../packages/server/src/kernel/index.ts';
import { openRooms } from '../packages/server/src/open-rooms.ts';
import { openAddressSigner } from '../packages/server/src/payments/index.ts';
import { openDiskStore } from '../packages/server/src/stores/disk/index.ts';

export interface ServerReady {
  readonly port: number;
  readonly apiKey: string;
}

/** The answer to any message: the processor time of this process so far. */
export interface ServerUsage {
  readonly cpuMicros: number;
}

const unlimited = 1_000_000_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const [url = '', folder = ''] = process.argv.slice(2);

async function startBare(): Promise<ServerReady> {
  const app = Fastify();
  app.post('/v1/quotes', () => Promise.resolve({}));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { port: Number(new URL(address).port), apiKey: '' };
}

async function startImprest(): Promise<ServerReady> {
  const database = await openDatabase({ url });
  const { rooms } = await openRooms({
    database,
    clock: systemClock,
    log: silent,
    publicUrl: 'http://localhost',
    sandbox: true,
    signer: await openAddressSigner(join(folder, 'signing-key.pem')),
    store: await openDiskStore({ folder: join(folder, 'images') }),
    threads: 1,
    exclusive: true,
    networks: [],
    testPayers: [],
  });
  const person = { email: 'bench@example.test', password: 'imprest-bench', name: 'Bench' };
  const { principal } = await rooms.access.signUp(person);
  const { secret } = await rooms.access.createApiKey(principal, 'bench');
  const { accountId } = principal;
  await rooms.ledger.grant({ id: 'bench-grant', accountId, kind: 'promotional', amount: 1_000_000_000n, label: 'For the benchmark' });
  const http = await createHttpServer(rooms, {
    publicUrl: 'http://localhost',
    sandbox: true,
    version: '0.0.0-bench',
    webFolder: join(folder, 'web'),
    docsFolder: join(folder, 'docs'),
    logLevel: 'silent',
    rateLimits: { perAddress: unlimited, perCaller: unlimited },
  });
  const { port } = await http.listen({ host: '127.0.0.1', port: 0 });
  return { port, apiKey: secret };
}

process.once('disconnect', () => process.exit());
// Asked for at the beginning and at the end of a round: other work on the machine does not count in it, as it does in the time.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicros: user + system });
});
process.send?.(await (url === 'bare' ? startBare() : startImprest()));
