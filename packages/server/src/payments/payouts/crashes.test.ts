import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabaseUrl } from '../../../test/support/database.ts';
import { sendPayouts } from '../../../test/support/operators-wallet.ts';
import { openDatabase } from '../../database/index.ts';
import { newId, systemClock } from '../../kernel/index.ts';
import { audit, Ledger } from '../../ledger/index.ts';

const program = resolve(import.meta.dirname, '../../../test/support/payouts-process.ts');
/** Of EIP-55's own examples. */
const theirs = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const deaths = (...states: readonly string[]) => states.flatMap((state) => [`${state}:uncommitted`, `${state}:committed`]);

interface ExportedFile {
  readonly tokenContract: string;
  readonly payouts: readonly { readonly id: string; readonly amountUsdt: string; readonly data: string }[];
}

test('a process that dies at any step of a payout pays nothing twice and loses nothing', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imprest-payout-crashes-'));
  const url = await testDatabaseUrl();
  const database = await openDatabase({ url });
  const ledger = new Ledger({ database, clock: systemClock });
  onTestFinished(async () => {
    await ledger.close();
    await database.close();
    const { pid } = JSON.parse(await readFile(join(folder, 'sandbox/ethereum/anvil.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const accountId = newId('acct');

  /** Runs a part until it answers or dies as it was told to. */
  async function run(part: string, death: string, argument = ''): Promise<string> {
    const child = spawn(process.execPath, [program, folder, url, accountId, part, death, argument], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    const ended = await new Promise((done) => child.once('close', (code, signal) => done(signal ?? code)));
    expect([ended, errors]).toEqual([death === 'never' ? 0 : 'SIGKILL', '']);
    return output.trim();
  }

  /** What is owed, and whether the credits say the same. */
  async function owed(): Promise<bigint> {
    const { rows } = await sql<{ sum: bigint }>`
      select coalesce(sum(amount_usdt), 0)::bigint as sum from payouts where account_id = ${accountId} and status <> 'canceled'`.execute(
      database.sql,
    );
    const sum = rows[0]?.sum ?? 0n;
    expect((await ledger.readBalance(accountId)).balance).toBe(sum === 0n ? 100_000_000n : 0n);
    return sum;
  }

  const commandId = await run('buy', 'never');
  expect(await owed()).toBe(0n);
  const asked = `${theirs} ${commandId}`;
  for (const death of deaths('requested', 'exported')) {
    expect(await run('makeFile', death, asked)).toBe('');
    expect(await owed()).toBe(death === 'requested:uncommitted' ? 0n : 10_000_000n);
  }
  const file = JSON.parse(await run('makeFile', 'never', asked)) as ExportedFile;
  expect(file.payouts).toMatchObject([{ amountUsdt: '10000000' }]);

  // The operator marks it, with a wrong hash, which does no harm.
  for (const death of deaths('marked')) {
    expect(await run('mark', death, `0x${'f'.repeat(64)}`)).toBe('');
    expect(await owed()).toBe(10_000_000n);
  }
  // They send what the file holds, once, and the server dies at each step of learning it.
  const txHash = await sendPayouts(folder, file);
  for (const death of deaths('seen', 'confirmed')) {
    expect(await run('watch', death)).toBe('');
    expect(await owed()).toBe(10_000_000n);
  }
  expect(await run('watch', 'never')).toBe(txHash);
  expect(await owed()).toBe(10_000_000n);
  const { rows } = await sql`select status, seen_tx_hash, canceled_at from payouts where account_id = ${accountId}`.execute(database.sql);
  expect(rows).toEqual([{ status: 'confirmed', seen_tx_hash: txHash, canceled_at: null }]);
  expect((await audit(database)).difference).toBeNull();
});
