/**
 * A process with a ledger, for tests that kill it: `ledger-process.ts DATABASE_URL`. It does what it is told by messages and answers each
 * request as a server would, after the commit.
 */
import { sql } from 'kysely';
import { openConnections } from '../../packages/server/src/database/connections.ts';
import { databaseOnPool, type Tx } from '../../packages/server/src/database/database.ts';
import { Problem } from '../../packages/server/src/kernel/index.ts';
import { Ledger, type Entry } from '../../packages/server/src/ledger/index.ts';
import type { Answer, Reported, Sent, Told } from './messages.ts';

let url = process.argv[2] ?? '';
let clockMs: number | null = null;
const pool = openConnections({
  address: () => ({ connectionString: url, application_name: 'ledger process' }),
  unavailable: () => undefined,
  max: 12,
});
const database = databaseOnPool(pool);
const ledger = new Ledger({ database, clock: { nowMs: () => clockMs ?? Date.now() } });

function report(reported: Reported): void {
  process.send?.(reported);
}

async function execute({ accountId, commands, transfer, alongside }: Sent): Promise<readonly Entry[]> {
  const ids = transfer ? [transfer.id] : commands.map((command) => command.id);
  const insertMade = async (tx: Tx): Promise<void> => {
    for (const id of ids) await sql`insert into made (account_id, id) values (${accountId}, ${id})`.execute(tx);
  };
  const options = alongside ? { alongside: insertMade } : {};
  if (transfer === undefined) return ledger.executeAll(commands, options);
  const { sent, received } = await ledger.transfer(transfer, options);
  return [sent, ...received];
}

async function answerOf(work: Promise<readonly Entry[]>): Promise<Answer> {
  try {
    return { answer: 'booked', entries: await work };
  } catch (error) {
    if (!(error instanceof Problem))
      return { answer: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    if (error.definition.retry === 'same_key') return { answer: 'unknown', why: error.code };
    return { answer: 'refused', code: error.code, detail: error.detail };
  }
}

async function obey(told: Told): Promise<void> {
  switch (told.tell) {
    case 'ask':
      report({ report: 'answer', serial: told.serial, answer: await answerOf(execute(told.sent)) });
      break;
    case 'book-due':
      report({ report: 'answer', serial: told.serial, answer: await answerOf(ledger.bookDue(told.limit).then(() => [])) });
      break;
    case 'address':
      url = told.url;
      break;
    case 'clock':
      clockMs = told.ms;
      break;
    case 'close':
      await ledger.close();
      await database.close();
      process.disconnect();
      break;
  }
}

process.on('message', (told: Told) => {
  obey(told).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
// Who started us has gone.
process.once('disconnect', () => process.exit());
// One connection is there before the first request.
await sql`select 1`.execute(database.sql);
report({ report: 'open' });
