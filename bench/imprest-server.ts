/** Imprest with its real rooms behind HTTP, as a server process of a benchmark. */
import { join } from 'node:path';
import { openDatabase } from '../packages/server/src/database/index.ts';
import { createHttpServer } from '../packages/server/src/http/index.ts';
import { systemClock } from '../packages/server/src/kernel/index.ts';
import { openRooms, type OpenRooms } from '../packages/server/src/open-rooms.ts';
import { openAddressSigner } from '../packages/server/src/payments/index.ts';
import { openDiskStore } from '../packages/server/src/stores/disk/index.ts';

/** The answer to any message: the processor time of this process so far. */
export interface ServerUsage {
  readonly cpuMicros: number;
}

const unlimited = 1_000_000_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Listens on a free port; without limits to how often one program may ask. Nothing runs in the background. */
export async function serveImprest(url: string, folder: string): Promise<{ readonly rooms: OpenRooms['rooms']; readonly port: number }> {
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
    exclusive: false,
    networks: [],
    testPayers: [],
  });
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
  return { rooms, port };
}

/** Ends with its parent, and tells it the processor time whenever it asks: other work on the machine does not count in it, as it does in the time. */
export function answerParent(): void {
  process.once('disconnect', () => process.exit());
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system } satisfies ServerUsage);
  });
}
