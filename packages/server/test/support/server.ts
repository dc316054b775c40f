import { join, resolve } from 'node:path';
import { Imprest } from '@imprest/sdk';
import type { Access } from '../../src/access/index.ts';
import { openSandbox } from '../../src/chains/sandbox/index.ts';
import type { Database } from '../../src/database/index.ts';
import { createHttpServer, type HttpServer, type HttpSettings } from '../../src/http/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import type { Ledger } from '../../src/ledger/index.ts';
import type { LiveEvents } from '../../src/notices/index.ts';
import { openRooms } from '../../src/open-rooms.ts';
import { openAddressSigner, type NetworkId } from '../../src/payments/index.ts';
import { publishDefaultPriceBook } from '../../src/pricing/index.ts';
import { openDiskStore } from '../../src/stores/disk/index.ts';
import { afterFile } from './after-file.ts';
import { testDatabase } from './database.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A whole server on real rooms: PostgreSQL, a local chain and the procedural engine. */
export interface TestServer {
  readonly url: string;
  readonly database: Database;
  readonly ledger: Ledger;
  readonly access: Access;
  readonly events: LiveEvents;
  readonly http: HttpServer;
  /** Where the built screen is looked for; empty at first. */
  readonly webFolder: string;
  /** A new customer who is signed in, with so many credits, and their API key. */
  customer(credits?: bigint): Promise<TestPerson>;
  operator(): Promise<TestPerson>;
}

export interface TestPerson {
  /** Acts with the API key. */
  readonly client: Imprest;
  readonly accountId: string;
  readonly apiKey: string;
  readonly email: string;
  readonly password: string;
  /** The `Cookie` header of a session. */
  readonly cookie: string;
}

const password = 'imprest-test';
const dayMs = 86_400_000;
const repository = resolve(import.meta.dirname, '../../../..');

/**
 * Starts a server on a port of its own, which takes payments on Tron unless told otherwise; everything ends after the test file, the last
 * that was opened first.
 */
export async function testServer(
  settings: Partial<HttpSettings> = {},
  { networks = ['tron'] }: { readonly networks?: readonly NetworkId[] } = {},
): Promise<TestServer> {
  const database = await testDatabase();
  const folder = await temporaryFolder();
  const webFolder = join(folder, 'web');
  const clock = systemClock;
  // In force for a day already, so that a test can have a quote of yesterday.
  await database.transaction((tx) => publishDefaultPriceBook(tx, { nowMs: clock.nowMs() - dayMs }));
  const chains = await Promise.all(
    networks.map((network) => openSandbox({ network, folder: join(folder, network), warn: () => undefined })),
  );
  // They are detached on purpose, so that nobody else would end them.
  afterFile(() => Promise.all(chains.map((chain) => chain.stop())));
  const { rooms, start, close } = await openRooms({
    database,
    clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    publicUrl: 'http://localhost',
    sandbox: true,
    signer: await openAddressSigner(join(folder, 'signing-key.pem')),
    store: await openDiskStore({ folder: join(folder, 'images') }),
    threads: 1,
    exclusive: true,
    networks: chains,
    testPayers: chains.map(({ testPayer }) => testPayer),
  });
  afterFile(close);
  await start();
  const { access, ledger, events } = rooms;
  const http = await createHttpServer(rooms, {
    publicUrl: 'http://localhost',
    sandbox: true,
    version: '0.0.0-test',
    webFolder,
    docsFolder: join(repository, 'docs'),
    logLevel: 'silent',
    // Tests come from one address and sign up many people.
    rateLimits: {
      perAddress: 100_000,
      perCaller: 100_000,
      signInPerAddress: 10_000,
      signInPerEmail: 1_000,
      signUpPerAddress: 10_000,
      redeemPerAccount: 10_000,
      redeemPerAddress: 10_000,
    },
    ...settings,
  });
  const { url } = await http.listen({ host: '127.0.0.1', port: 0 });
  afterFile(() => http.close());

  let people = 0;
  const newPerson = async (credits: bigint): Promise<TestPerson> => {
    people += 1;
    const email = `person-${String(people)}@example.test`;
    const { principal, setCookies } = await access.signUp({ email, password, name: `Person ${String(people)}` });
    const { secret } = await access.createApiKey(principal, 'test');
    const { accountId } = principal;
    if (credits > 0n) await ledger.grant({ id: 'test-grant', accountId, kind: 'promotional', amount: credits, label: 'For tests' });
    return personOf(url, { accountId, email, password, apiKey: secret, setCookies });
  };
  return {
    url,
    database,
    ledger,
    access,
    events,
    http,
    webFolder,
    customer: (credits = 0n) => newPerson(credits),
    async operator() {
      const demo = access.demoPeople().find(({ role }) => role === 'operator');
      if (demo === undefined) throw new Error('the sandbox has no demo operator');
      const { principal, setCookies } = await access.signIn(demo);
      const { secret } = await access.createApiKey(principal, 'test');
      return personOf(url, { accountId: principal.accountId, email: demo.email, password: demo.password, apiKey: secret, setCookies });
    },
  };
}

function personOf(baseUrl: string, person: Omit<TestPerson, 'client' | 'cookie'> & { readonly setCookies: readonly string[] }): TestPerson {
  const { setCookies, ...rest } = person;
  const cookie = setCookies.map((each) => each.split(';')[0]).join('; ');
  return { ...rest, cookie, client: new Imprest({ baseUrl, apiKey: person.apiKey, retriesMax: 0 }) };
}
