import { join } from 'node:path';
import { openDatabase, type Database } from '../../src/database/index.ts';
import { createHttpServer } from '../../src/http/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { openRooms, type OpenRooms } from '../../src/open-rooms.ts';
import { openAddressSigner } from '../../src/payments/index.ts';
import { openDiskStore } from '../../src/stores/disk/index.ts';

/** A server with its real rooms that may be one of several on its database. */
export interface BareServer {
  readonly database: Database;
  readonly rooms: OpenRooms['rooms'];
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const unlimited = 1_000_000_000;

/** Listens on a free port, without networks and without limits to how often one program may ask. Nothing runs in the background. */
export async function openBareServer(databaseUrl: string, folder: string): Promise<BareServer> {
  const database = await openDatabase({ url: databaseUrl });
  const { rooms, close } = await openRooms({
    database,
    clock: systemClock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    publicUrl: 'http://localhost',
    sandbox: true,
    signer: await openAddressSigner(join(folder, 'signing-key.pem')),
    store: await openDiskStore({ folder: join(folder, 'images') }),
    threads: 1,
    exclusive: false,
    networks: [],
    testPayers: [],
  });
  const http = await createHttpServer(rooms, {
    publicUrl: 'http://localhost',
    sandbox: true,
    version: '0.0.0-test',
    webFolder: join(folder, 'web'),
    docsFolder: join(folder, 'docs'),
    logLevel: 'silent',
    rateLimits: { perAddress: unlimited, perCaller: unlimited },
  });
  return {
    database,
    rooms,
    ...(await http.listen({ host: '127.0.0.1', port: 0 })),
    async close() {
      await http.close();
      await close();
      await database.close();
    },
  };
}
