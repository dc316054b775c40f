import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Database } from '../../packages/server/src/database/index.ts';
import { systemClock } from '../../packages/server/src/kernel/index.ts';
import { audit, Ledger } from '../../packages/server/src/ledger/index.ts';
import { show, type Asked } from './load.ts';
import type { LedgerProcess } from './start-process.ts';

/**
 * Compares what is stored with what was answered, in plain SQL: every acknowledged command is there once, with the very entries that were
 * answered; nothing else was booked or refused; each entry has one event; the rows alongside are there once. Then the audit recomputes the
 * journal. Gives what is wrong, in sentences.
 */
export async function findDifferences(database: Database, asked: readonly Asked[]): Promise<readonly string[]> {
  const { difference } = await audit(database);
  return [
    ...(difference === null ? [] : [`the audit finds: ${show(difference)}`]),
    ...(await wrongEntries(database, asked)),
    ...(await wrongRefusals(database, asked)),
    ...(await wrongEvents(database)),
    ...(await wrongAlongside(database, asked)),
    ...(await wrongSums(database, asked)),
  ];
}

/** By account and number. */
async function wrongEntries(database: Database, asked: readonly Asked[]): Promise<readonly string[]> {
  const { rows } = await sql<{ account_id: string; number: bigint; hash: string; command_id: string | null; transfer_id: string | null }>`
    select account_id, number, encode(hash, 'hex') as hash, command_id, transfer_id from ledger.entries`.execute(database.sql);
  const stored = new Map(rows.map((row) => [`${row.account_id}/${row.number.toString()}`, row]));
  const wrong: string[] = [];
  for (const { sent, acknowledged } of asked) {
    if (acknowledged?.answer !== 'booked') continue;
    for (const entry of acknowledged.entries) {
      const place = `${entry.accountId}/${String(entry.number)}`;
      if (stored.get(place)?.hash !== entry.hash) wrong.push(`${show(sent)} was answered with ${place}, which is not in the journal`);
      stored.delete(place);
    }
  }
  // Time books entries of its own, and nobody is answered with them.
  const unexplained = [...stored.values()].filter((row) => row.command_id !== null || row.transfer_id !== null);
  return [...wrong, ...unexplained.map((row) => `${row.account_id}/${row.number.toString()} was booked and never answered`)];
}

async function wrongRefusals(database: Database, asked: readonly Asked[]): Promise<readonly string[]> {
  const { rows } = await sql<{ account_id: string; command_id: string; code: string }>`
    select account_id, command_id, code from ledger.refusals`.execute(database.sql);
  const stored = new Map(rows.map((row) => [`${row.account_id}/${row.command_id}`, row.code]));
  const wrong: string[] = [];
  for (const { sent, acknowledged } of asked) {
    if (acknowledged?.answer !== 'refused') continue;
    // Of linked commands the one that was refused is remembered.
    const places = idsOf(sent).map((id) => `${sent.accountId}/${id}`);
    const codes = places.flatMap((place) => stored.get(place) ?? []);
    if (!isDeepStrictEqual(codes, [acknowledged.code]))
      wrong.push(`${show(sent)} was refused as ${acknowledged.code}, and stored is ${show(codes)}`);
    for (const place of places) stored.delete(place);
  }
  return [...wrong, ...[...stored.keys()].map((place) => `the refusal of ${place} was never answered`)];
}

async function wrongEvents(database: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ account_id: string; number: string; entries: bigint; events: bigint }>`
    with told as (
      select account_id, (payload->>'number')::bigint as number, count(*) as events from outbox where topic = 'entry.booked' group by 1, 2
    )
    select account_id, number::text, (e.hash is not null)::int::bigint as entries, coalesce(events, 0)::bigint as events
    from ledger.entries e full join told using (account_id, number)
    where e.hash is null or events is distinct from 1`.execute(database.sql);
  return rows.map((row) => `${row.account_id}/${row.number}: ${row.entries.toString()} entries and ${row.events.toString()} events`);
}

async function wrongAlongside(database: Database, asked: readonly Asked[]): Promise<readonly string[]> {
  const { rows } = await sql<{ account_id: string; id: string; count: bigint }>`
    select account_id, id, count(*) as count from made group by account_id, id`.execute(database.sql);
  const stored = new Map(rows.map((row) => [`${row.account_id}/${row.id}`, row.count]));
  const wrong: string[] = [];
  for (const { sent, acknowledged } of asked) {
    if (!sent.alongside) continue;
    const expected = acknowledged?.answer === 'booked' ? 1n : undefined;
    for (const id of idsOf(sent)) {
      const place = `${sent.accountId}/${id}`;
      const count = stored.get(place);
      if (count !== expected) wrong.push(`${place} has ${String(count ?? 0n)} rows alongside and not ${String(expected ?? 0n)}`);
      stored.delete(place);
    }
  }
  return [...wrong, ...[...stored.keys()].map((place) => `${place} has rows alongside that nobody asked for`)];
}

/** What the answers say was used and granted, beside what the books say. */
async function wrongSums(database: Database, asked: readonly Asked[]): Promise<readonly string[]> {
  const { rows } = await sql<Record<string, bigint>>`
    select coalesce(sum(usage), 0)::bigint as usage, coalesce(sum(issuance), 0)::bigint as issuance,
      coalesce(sum(adjustments), 0)::bigint as adjustments, coalesce(sum(transfers), 0)::bigint as transfers,
      coalesce(sum(unbilled), 0)::bigint as unbilled, coalesce(sum(receivable), 0)::bigint as receivable
    from ledger.entries where command_id is not null or transfer_id is not null`.execute(database.sql);
  const answered = new Map<string, bigint>();
  const booked = asked.flatMap(({ acknowledged }) => (acknowledged?.answer === 'booked' ? acknowledged.entries : []));
  for (const { postings } of booked) for (const { book, amount } of postings) answered.set(book, (answered.get(book) ?? 0n) + amount);
  return Object.entries(rows[0] ?? {}).flatMap(([book, sum]) =>
    sum === (answered.get(book) ?? 0n) ? [] : [`${book} holds ${sum.toString()}, and the answers make ${String(answered.get(book) ?? 0n)}`],
  );
}

/** Sends every request again, and tells which of them a process that has just started answers in another way. */
export async function findChangedAnswers(asked: readonly Asked[], fresh: LedgerProcess): Promise<readonly string[]> {
  const again = await Promise.all(asked.map(({ sent }) => fresh.ask(sent)));
  return asked.flatMap(({ sent, acknowledged }, index) => {
    if (acknowledged === undefined) return [`${show(sent)} was never answered`];
    const now = again[index];
    return isDeepStrictEqual(now, acknowledged) ? [] : [`${show(sent)} was answered ${show(acknowledged)}, and now ${show(now)}`];
  });
}

function idsOf({ commands, transfer }: Asked['sent']): readonly string[] {
  return transfer ? [transfer.id] : commands.map((command) => command.id);
}

/** Opens accounts with some credits, and makes the table for the rows that come alongside. */
export async function openAccounts(database: Database, accounts: readonly string[]): Promise<readonly Asked[]> {
  await sql`create table made (account_id text not null, id text not null)`.execute(database.sql);
  const ledger = new Ledger({ database, clock: systemClock });
  const asked = await Promise.all(
    accounts.map(async (accountId): Promise<Asked> => {
      const commands = [
        { command: 'open-account', id: 'open', accountId },
        { command: 'grant', id: 'fund', accountId, kind: 'purchased', amount: 2000n },
      ] as const;
      const entries = await ledger.executeAll(commands);
      return { sent: { accountId, commands, alongside: false }, acknowledged: { answer: 'booked', entries } };
    }),
  );
  await ledger.close();
  return asked;
}
