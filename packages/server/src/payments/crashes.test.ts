import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabaseUrl } from '../../test/support/database.ts';
import { openDatabase } from '../database/index.ts';
import { newId, systemClock } from '../kernel/index.ts';
import { Ledger } from '../ledger/index.ts';

const program = resolve(import.meta.dirname, '../../test/support/payments-process.ts');
const crashes = 6;

/** Starts the process and waits until it works. */
async function start(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  await new Promise<void>((done, failed) => {
    child.stdout.once('data', () => done());
    child.once('exit', (code) => failed(new Error(`the process ended with ${String(code)}: ${errors}`)));
  });
  return child;
}

/** Waits until the process has sent so many payments. */
async function paid(child: ChildProcess, payments: number): Promise<void> {
  let output = '';
  await new Promise<void>((done) => {
    const look = (): void => {
      if (output.split('paid').length > payments) done();
    };
    child.stdout?.on('data', (text: Buffer) => {
      output += text.toString();
      look();
    });
    look();
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}

async function killAnvil(folder: string): Promise<void> {
  const { pid } = JSON.parse(await readFile(join(folder, 'sandbox/anvil.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
}

test('after kill -9 at random moments, of the server and of the chain, each payment is credited once', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imprest-crashes-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const url = await testDatabaseUrl();
  const database = await openDatabase({ url });
  const ledger = new Ledger({ database, clock: systemClock });
  onTestFinished(async () => {
    await ledger.close();
    await database.close();
  });
  const accountId = newId('acct');
  await ledger.openAccount({ id: 'open', accountId });

  for (let round = 0; round < crashes; round += 1) {
    const child = await start([folder, url, accountId, `round-${round}`]);
    await paid(child, Math.floor(Math.random() * 3));
    await delay(Math.random() * 200);
    if (round % 3 === 0) await killAnvil(folder);
    await kill(child);
    if (round % 4 === 1) await killAnvil(folder);
  }

  const rest = await start([folder, url, accountId, 'rest']);
  onTestFinished(async () => {
    await kill(rest);
    await killAnvil(folder);
  });
  const count = async (condition: ReturnType<typeof sql>): Promise<number> => {
    const { rows } = await sql<{
      count: bigint;
    }>`select count(*) as count from test_payments p left join deposits d using (network, tx_hash) where ${condition}`.execute(
      database.sql,
    );
    return Number(rows[0]?.count);
  };
  for (const deadlineMs = Date.now() + 60_000; (await count(sql`d.status is distinct from 'credited'`)) > 0; await delay(50)) {
    if (Date.now() > deadlineMs) throw new Error('not every payment is credited');
  }
  const payments = await count(sql`true`);
  expect(payments).toBeGreaterThan(0);
  expect(await count(sql`d.credits = 100000000`)).toBe(payments);
  expect((await ledger.readBalance(accountId)).balance).toBe(100_000_000n * BigInt(payments));
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from deposits`.execute(database.sql);
  expect(Number(rows[0]?.count)).toBe(payments);
});
