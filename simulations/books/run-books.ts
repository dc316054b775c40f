import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../packages/server/src/database/embedded/embedded-postgres.ts';
import { openDatabase } from '../../packages/server/src/database/index.ts';
import { simulateBooks } from './simulate-books.ts';

/** Lives through the year on a PostgreSQL of its own and prints what differed; gives the exit code. */
export async function runBooks(accounts: number, everyDays: number, json: boolean): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'imprest-simulate-'));
  const postgres = await EmbeddedPostgres.open({ dataDir, exclusive: true, report: () => undefined });
  try {
    const { user = '', password, host = '', port = 0 } = postgres.address();
    const database = await openDatabase({ url: `postgres://${user}:${String(password)}@${host}:${String(port)}/imprest` });
    const report = await simulateBooks(database, { accounts, everyDays }, (what) => void process.stderr.write(`${what}\n`));
    await database.close();
    const { entries, booksMs, failures } = report;
    if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else {
      for (const { what } of failures) process.stdout.write(`${what}\n`);
      const size = `${String(accounts)} accounts, ${String(entries)} entries, the books of the year in ${String(booksMs)} ms`;
      process.stdout.write(`${size}, ${String(failures.length)} failures\n`);
    }
    return failures.length > 0 ? 1 : 0;
  } finally {
    await postgres.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
