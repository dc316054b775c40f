/**
 * A server process of the benchmark `processes`: `load-process.ts DATABASE_URL ACCOUNTS`. Each message makes it call its ledger for a
 * while; it answers with how many calls were booked.
 */
import { openDatabase } from '../../packages/server/src/database/index.ts';
import { systemClock } from '../../packages/server/src/kernel/index.ts';
import { Ledger } from '../../packages/server/src/ledger/index.ts';
import { accountIdOf, spendAmount } from '../ledger-arena.ts';
import type { LoadOrder, LoadResult } from './library.ts';

const [url = '', accountCount = '1'] = process.argv.slice(2);
const database = await openDatabase({ url, connections: 20 });
const ledger = new Ledger({ database, clock: systemClock });

async function run({ name, callers, durationMs, hot, holds }: LoadOrder): Promise<LoadResult> {
  const untilMs = performance.now() + durationMs;
  let booked = 0;
  const call = async (caller: number): Promise<void> => {
    for (let turn = 0; performance.now() < untilMs; turn += 1) {
      const accountId = accountIdOf(hot ? 0 : Math.floor(Math.random() * Number(accountCount)));
      const id = `${name} ${String(caller)} ${String(turn)}`;
      if (holds) {
        await ledger.hold({ id, accountId, holdId: id, amount: spendAmount, timeoutMs: 600_000 });
        await ledger.capture({ id: `${id} c`, accountId, holdId: id });
      } else await ledger.spend({ id, accountId, amount: spendAmount });
      booked += 1;
    }
  };
  const beganMs = performance.now();
  const cpuBefore = process.cpuUsage();
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { booked, tookMs: performance.now() - beganMs, cpuMs: (user + system) / 1000 };
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit());
process.send?.('open');
