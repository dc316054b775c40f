import { Access } from './access/index.ts';
import type { Database } from './database/index.ts';
import { createProceduralEngine } from './engines/procedural/index.ts';
import type { ImageStore } from './gallery/index.ts';
import { Generations } from './generation/index.ts';
import type { Clock } from './kernel/index.ts';
import { Ledger } from './ledger/index.ts';
import { LiveEvents } from './notices/index.ts';
import { publishDefaultOffers } from './offers/index.ts';
import { Payments, type PaymentsOptions } from './payments/index.ts';
import { pricesMark, publishDefaultPriceBook } from './pricing/index.ts';

/** What the rooms work with: a database that is migrated, and the doors to the world outside. */
export interface OpenRoomsOptions extends Pick<PaymentsOptions, 'networks' | 'testPayers' | 'signer' | 'log' | 'rules'> {
  readonly database: Database;
  readonly clock: Clock;
  /** Where people reach this server. */
  readonly publicUrl: string;
  readonly sandbox: boolean;
  /** Signs the session cookies; one is made and kept in the database when it is left out. */
  readonly sessionSecret?: string;
  readonly store: ImageStore;
  /** How many threads draw pictures. */
  readonly threads: number;
  /** No other process can have this database open. */
  readonly exclusive: boolean;
}

/** The rooms, connected and not yet working. */
export interface OpenRooms {
  readonly rooms: {
    readonly database: Database;
    readonly clock: Clock;
    readonly access: Access;
    readonly ledger: Ledger;
    readonly payments: Payments;
    readonly generations: Generations;
    readonly store: ImageStore;
    readonly events: LiveEvents;
  };
  /** Follows the chains and makes pictures from now on. In a sandbox the demo people exist then. */
  readonly start: () => Promise<void>;
  /** Ends what runs in the background after its current step; what is not done goes on at the next start. */
  readonly close: () => Promise<void>;
}

/** Connects the rooms with each other. The caller keeps the database and the networks, and closes them after the rooms. */
export async function openRooms(options: OpenRoomsOptions): Promise<OpenRooms> {
  const { database, clock, publicUrl, sandbox, sessionSecret, signer, log, networks, testPayers, rules, store, threads, exclusive } =
    options;
  await database.transaction(async (tx) => {
    await publishDefaultPriceBook(tx, { nowMs: clock.nowMs() });
    await publishDefaultOffers(tx, { nowMs: clock.nowMs() });
  });
  const ledger = new Ledger({ database, clock, beside: pricesMark });
  const access = await Access.open({
    database,
    clock,
    publicUrl,
    sandbox,
    openAccount: (accountId) => ledger.openAccount({ id: `open-${accountId}`, accountId }),
    ...(sessionSecret === undefined ? {} : { sessionSecret }),
  });
  const events = new LiveEvents({ database, clock });
  const payments = new Payments({ database, clock, ledger, signer, log, networks, testPayers, rules });
  const generations = new Generations({
    database,
    ledger,
    clock,
    engines: [createProceduralEngine({ threads })],
    store,
    publish: (accountId, topic, payload) => events.publish(accountId, topic, payload),
    onError: (error) => log.error({ error }, 'a generation could not go on; it is tried again'),
    exclusive,
  });
  return {
    rooms: { database, clock, access, ledger, payments, generations, store, events },
    async start() {
      await Promise.all([access.ensureDemoPeople(), payments.start(), generations.start()]);
    },
    async close() {
      await generations.stop();
      await payments.stop();
      await events.close();
      await access.close();
      await ledger.close();
    },
  };
}
