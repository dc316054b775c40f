/** How fast the audit goes through a large journal, and how much memory it needs: `bench/README.md` says what the cases are. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { memoryFlags } from '../packages/server/bin/memory.js';
import { openDatabase, type Database } from '../packages/server/src/database/index.ts';
import { Ledger, type Command } from '../packages/server/src/ledger/index.ts';
import { copyAccount, accountIdOf } from './audited-copies.ts';
import { startPostgres } from './ledger-arena.ts';
import type { BenchCase } from './main.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const usage = { projectId: 'proj_1', apiKeyId: 'key_1', model: 'model_1', operation: 'generate' };
const entriesPerAccount = 100;
/** As many commands as a request may link. */
const linkedMax = 100;

/** Runs the benchmark. Flags: `--entries`, `--long` and `--wide`. */
export async function benchAudit(args: readonly string[]): Promise<readonly BenchCase[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      entries: { type: 'string', default: '1000000' },
      long: { type: 'string', default: '100000' },
      wide: { type: 'string', default: '4000' },
    },
  });
  const [accounts, long, wide] = [Math.ceil(Number(values.entries) / entriesPerAccount), Number(values.long), Number(values.wide)];
  const postgres = await startPostgres();
  const cases: BenchCase[] = [];
  const measure = async (name: string, fills: readonly [title: string, fill: (database: Database) => Promise<void>][]): Promise<void> => {
    const url = await postgres.urlOf(name);
    const database = await openDatabase({ url, connections: 4 });
    for (const [title, fill] of fills) {
      await fill(database);
      cases.push({ case: title, ...(await auditAt(url)) });
    }
    await database.close();
  };
  try {
    await measure('many', [
      ['a quarter of the accounts', (database) => fillMany(database, 0, Math.ceil(accounts / 4))],
      ['all accounts', (database) => fillMany(database, Math.ceil(accounts / 4), accounts)],
    ]);
    await measure('long', [['one long account', (database) => fillLong(database, long)]]);
    await measure('half', [['half as wide an account', (database) => fillWide(database, Math.ceil(wide / 2))]]);
    await measure('wide', [['one wide account', (database) => fillWide(database, wide)]]);
  } finally {
    await postgres.stop();
  }
  return cases;
}

async function auditAt(url: string): Promise<Record<string, number>> {
  const { stdout } = await promisify(execFile)(process.execPath, [...memoryFlags, join(import.meta.dirname, 'audit-process.ts'), url]);
  // What audit-process.ts prints.
  const { entries, accounts, seconds, peakMiB } = JSON.parse(stdout) as Record<'entries' | 'accounts' | 'seconds' | 'peakMiB', number>;
  const entriesPerSecond = Math.round(entries / seconds);
  return { entries, accounts, seconds: Number(seconds.toFixed(1)), entriesPerSecond, peakMiB: Math.round(peakMiB) };
}

/** Accounts from one number up to another; the first is filled by calls, the others are its copies. */
async function fillMany(database: Database, from: number, to: number): Promise<void> {
  if (from === 0) await fillOne(database);
  await copyAccount(database, Math.max(1, from), to);
}

/** Grants, holds in parts, spends within a budget and on credit, a bill and its payment, cycles that roll over: about a month's work. */
async function fillOne(database: Database): Promise<void> {
  const clock = { ms: Date.UTC(2026, 0, 1), nowMs: () => clock.ms };
  const ledger = new Ledger({ database, clock });
  const accountId = accountIdOf(0);
  let id = 0;
  const base = () => ({ id: `command_${String((id += 1))}`, accountId });
  await ledger.openAccount(base());
  for (const days of [20, 40, 60]) {
    await ledger.grant({ ...base(), kind: 'purchased', amount: 10_000n, expiresAtMs: clock.ms + days * dayMs });
  }
  await ledger.setReserve({ ...base(), amount: 100n });
  await ledger.setAlertLevel({ ...base(), amount: 500n });
  await ledger.setBudget({ ...base(), scope: { type: 'project', id: 'proj_1' }, period: 'week', limit: 1_000_000n });
  await ledger.setCreditLimit({ ...base(), amount: 1_000_000n });
  const plan = {
    recurringId: 'plan',
    amount: 1_000n,
    unit: 'week',
    timeZone: 'Europe/Berlin',
    rollover: { max: 200n, cycles: 2 },
  } as const;
  await ledger.startRecurringGrant({ ...base(), ...plan });
  await ledger.spend({ ...base(), amount: 40_000n, usage });
  await ledger.closePeriod(base());
  await ledger.settle({ ...base(), amount: 500n });
  for (let round = 0; round < 14; round += 1) {
    clock.ms += 7 * hourMs;
    const holdId = `hold_${String(round)}`;
    await ledger.hold({ ...base(), holdId, amount: 100n, timeoutMs: hourMs, usage });
    await ledger.capture({ ...base(), holdId, amount: 30n, final: false });
    await ledger.extend({ ...base(), holdId, timeoutMs: 2 * hourMs });
    await ledger.capture({ ...base(), holdId, amount: 60n });
    await ledger.spend({ ...base(), amount: 25n, usage });
  }
  const spent = `command_${String(id)}`;
  await ledger.reverse({ ...base(), commandId: spent });
  for (;;) {
    const { entries } = await ledger.readStatement(accountId, { limit: 1 });
    if ((entries[0]?.number ?? 0) >= entriesPerAccount) break;
    await ledger.spend({ ...base(), amount: 1n, usage });
  }
  await ledger.close();
}

/** One account that holds and captures, a hundred commands at a time. */
async function fillLong(database: Database, entries: number): Promise<void> {
  const clock = { ms: Date.UTC(2026, 0, 1), nowMs: () => clock.ms };
  const ledger = new Ledger({ database, clock });
  const accountId = accountIdOf(0);
  await ledger.openAccount({ id: 'open', accountId });
  await ledger.grant({ id: 'grant', accountId, kind: 'purchased', amount: 10n ** 12n });
  for (let number = 0; number < entries; number += linkedMax) {
    clock.ms += 1000;
    const commands = Array.from({ length: linkedMax / 2 }, (_, place): readonly Command[] => {
      const holdId = `hold_${String(number + place)}`;
      return [
        { command: 'hold', id: `h_${holdId}`, accountId, holdId, amount: 10n, timeoutMs: hourMs, usage },
        { command: 'capture', id: `c_${holdId}`, accountId, holdId, amount: 7n },
      ];
    });
    await ledger.executeAll(commands.flat());
  }
  await ledger.close();
}

/** One account in which many grants are live and many holds open, that are then all voided. */
async function fillWide(database: Database, count: number): Promise<void> {
  const ledger = new Ledger({ database, clock: { nowMs: () => Date.UTC(2026, 0, 1) } });
  const accountId = accountIdOf(0);
  await ledger.openAccount({ id: 'open', accountId });
  const nowMs = Date.UTC(2026, 0, 1);
  const all = async (commandOf: (place: number) => Command): Promise<void> => {
    for (let from = 0; from < count; from += linkedMax) {
      await ledger.executeAll(Array.from({ length: Math.min(linkedMax, count - from) }, (_, place) => commandOf(from + place)));
    }
  };
  await all((place) => ({
    command: 'grant',
    id: `g_${String(place)}`,
    accountId,
    kind: 'purchased',
    amount: 2n,
    // In no order.
    expiresAtMs: nowMs + dayMs + ((place * 7919) % count) * 1000,
  }));
  const hold = (place: number) => ({ accountId, holdId: `hold_${String(place)}` });
  await all((place) => ({ command: 'hold', id: `h_${String(place)}`, ...hold(place), amount: 1n, timeoutMs: hourMs + place }));
  await all((place) => ({ command: 'void', id: `v_${String(place)}`, ...hold(place) }));
  await ledger.close();
}
