import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Database, Tx } from '../../database/index.ts';
import { auditWithin, type AuditReport } from '../audit/audit.ts';
import { hashOf } from '../audit/audit-account.ts';
import { readMoves } from '../audit/moves.ts';
import { auditedBooks, auditQueries, type AuditedBook } from '../audit/queries.ts';

class Undo extends Error {}

/** Audits a database in which somebody with the owner's rights has changed something, and undoes the change. */
export async function auditAfter(database: Database, change: (tx: Tx) => Promise<unknown>): Promise<AuditReport> {
  let report: AuditReport | undefined;
  const tampered = database.transaction(async (tx) => {
    for (const table of ['entries', 'grants', 'refusals']) {
      await sql`alter table ${sql.table(`ledger.${table}`)} disable trigger all`.execute(tx);
    }
    await sql`alter table ledger.entries drop constraint entries_whole`.execute(tx);
    await sql`drop index ledger.entries_reverses_number_key`.execute(tx);
    await change(tx);
    report = await auditWithin(tx, {});
    throw new Undo();
  });
  await expect(tampered).rejects.toThrow(Undo);
  if (report === undefined) throw new Error('the audit did not run');
  return report;
}

/**
 * What a careful forger does after a change: every posting is again the sum of its moves, every balance that of its postings, and every
 * hash that of its content, up to the account's row. What is left to find is that the entry should not be.
 */
export async function coverUp(tx: Tx, accountId: string): Promise<void> {
  const queries = auditQueries(tx, 'ledger', null);
  const grants = new Map<bigint, Parameters<typeof hashOf>[1]>();
  for await (const grant of queries.grants()) if (grant.account_id === accountId) grants.set(grant.number, grant);
  let [balance, held, hash] = [0n, 0n, '0'.repeat(64)];
  for await (const entry of queries.entries()) {
    if (entry.account_id !== accountId) continue;
    const sums = sumsOf(entry.moves);
    const heldChange = sums.get('held') ?? 0n;
    balance += (sums.get('available') ?? 0n) + heldChange;
    held += heldChange;
    hash = hashOf({ ...entry, balance_after: balance, held_after: held }, grants.get(entry.number), hash);
    const columns = auditedBooks.map((book) => sql`${sql.ref(book)} = ${sums.get(book) || null}::bigint`);
    await sql`update ledger.entries set ${sql.join(columns)}, balance_after = ${balance}, held_after = ${held}, hash = ${Buffer.from(hash, 'hex')}
      where account_id = ${accountId} and number = ${entry.number}`.execute(tx);
  }
  await sql`update ledger.accounts set balance = ${balance}, held = ${held}, last_hash = ${Buffer.from(hash, 'hex')}
    where account_id = ${accountId}`.execute(tx);
}

function sumsOf(text: string): ReadonlyMap<AuditedBook, bigint> {
  const sums = new Map<AuditedBook, bigint>();
  for (const { from, to, amount } of readMoves(text)) {
    sums.set(from, (sums.get(from) ?? 0n) - amount);
    sums.set(to, (sums.get(to) ?? 0n) + amount);
  }
  return sums;
}
