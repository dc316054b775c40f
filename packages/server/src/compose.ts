import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { openDatabase } from './database/index.ts';
import { createHttpServer } from './http/index.ts';
import { Jobs } from './jobs/index.ts';
import { microCreditsPerCredit, StartError, systemClock, usdtUnitsPerUsdt } from './kernel/index.ts';
import type { TransferLimits } from './ledger/index.ts';
import { purgeEvents } from './notices/index.ts';
import { openNetworks } from './open-networks.ts';
import { openRooms } from './open-rooms.ts';
import { openAddressSigner, type PaymentRules } from './payments/index.ts';
import type { Settings } from './settings/index.ts';
import { openDiskStore } from './stores/disk/index.ts';

const root = resolve(import.meta.dirname, '../../..');
/** How many sleeping accounts are booked at a time. */
const dueBatch = 200;

/** A running server. */
export interface Imprest {
  /** Where it listens. */
  readonly url: string;
  /** In a sandbox, who can sign in. */
  readonly demoPeople: readonly { readonly email: string; readonly password: string; readonly role: string }[];
  /** Answers what has begun, ends what runs in the background, and lets go of everything. */
  close(): Promise<void>;
}

/** What has been opened so far, to be closed in reverse, also when a later part of the start fails. */
class Opened {
  private readonly closers: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.closers.unshift(close);
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0)) await close();
  }
}

/** Starts the whole platform with these settings; `report` is told what happens, line by line. */
export async function startImprest(settings: Settings, version: string, report: (line: string) => void): Promise<Imprest> {
  const opened = new Opened();
  try {
    return await open(settings, version, report, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open(settings: Settings, version: string, report: (line: string) => void, opened: Opened): Promise<Imprest> {
  const clock = systemClock;
  const log = pino({ level: settings.logLevel }, pino.destination(2));
  const port = await requireFreePort(settings.host, settings.port);
  const publicUrl = settings.publicUrl ?? `http://localhost:${String(port)}`;

  const database = await openDatabase({
    url: settings.databaseUrl,
    dataDir: settings.dataDir,
    connections: settings.databaseConnections,
    report,
  });
  opened.add(() => database.close());
  await mkdir(settings.dataDir, { recursive: true });

  const { networks, testPayers, stop } = await openNetworks(settings, { report, warn: (message) => log.warn(message) });
  opened.add(stop);
  const { rooms, start, close } = await openRooms({
    database,
    clock,
    log,
    publicUrl,
    sandbox: settings.sandbox,
    signer: await openAddressSigner(settings.signingKeyFile),
    store: await openDiskStore({ folder: join(settings.dataDir, 'images') }),
    threads: settings.workers,
    // The embedded database lets one process in; an outside one may serve several.
    exclusive: settings.databaseUrl === null,
    networks,
    testPayers,
    rules: paymentRulesOf(settings),
    ...(settings.authSecret === null ? {} : { sessionSecret: settings.authSecret }),
  });
  opened.add(close);

  const jobs = new Jobs({ database, report: (message, error) => log.error({ error }, message) });
  jobs.schedule('purge-events', '17 3 * * *', () => purgeEvents(database.sql, { nowMs: clock.nowMs() }));
  jobs.schedule('book-due-entries', '*/5 * * * *', async () => {
    while ((await rooms.ledger.bookDue(dueBatch)) === dueBatch);
  });
  jobs.schedule('prove-balances', '41 4 * * *', () => rooms.payments.proveBalancesDaily());
  opened.add(() => jobs.stop());

  await Promise.all([start(), jobs.start()]);
  const http = await createHttpServer(rooms, {
    publicUrl,
    sandbox: settings.sandbox,
    version,
    webFolder: join(root, 'packages/web/dist'),
    docsFolder: join(root, 'docs'),
    logLevel: settings.logLevel,
    ...(settings.trustedProxies === null ? {} : { trustedProxies: settings.trustedProxies }),
    transferLimits: transferLimitsOf(settings),
    // The demo password is no secret, and every command of `imprest` without a key signs in with it.
    ...(settings.sandbox ? { rateLimits: { signInPerEmail: 600, signInPerAddress: 600 } } : {}),
  });
  opened.add(() => http.close());
  await http.listen({ host: settings.host, port });
  return { url: publicUrl, demoPeople: rooms.access.demoPeople(), close: () => opened.close() };
}

function transferLimitsOf({ transferMin, transferPerDayMax: perDay }: Settings): TransferLimits {
  return {
    amountMin: BigInt(transferMin) * microCreditsPerCredit,
    ...(perDay === null ? {} : { perDayMax: BigInt(perDay) * microCreditsPerCredit }),
  };
}

function paymentRulesOf({ depositMinCents, tolerancePerMille, graceDays }: Settings): PaymentRules {
  return { depositMinUsdt: (BigInt(depositMinCents) * usdtUnitsPerUsdt) / 100n, tolerancePerMille, graceMs: graceDays * 86_400_000 };
}

/** Finds out before anything is started whether the port can be had; `0` finds a free one. */
async function requireFreePort(host: string, port: number): Promise<number> {
  const probe = createServer();
  try {
    await new Promise<void>((done, failed) => {
      probe.once('error', failed);
      probe.listen(port, host, done);
    });
  } catch (error) {
    throw explainPort(error, host, port);
  }
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address !== null ? address.port : port;
}

function explainPort(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const other = 'end what listens there, or choose another with --port or IMPREST_PORT';
  if (code === 'EADDRINUSE') return new StartError(`Port ${String(port)} is taken: ${other}.`);
  if (code === 'EACCES') return new StartError(`Port ${String(port)} may not be opened by this user: choose one above 1023.`);
  if (code === 'EADDRNOTAVAIL') return new StartError(`This machine has no address ${host}: correct IMPREST_HOST.`);
  return error;
}
