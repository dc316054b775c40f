import { sql } from 'kysely';
import type { JsonObject, Sql } from '../database/index.ts';
import type { EventPosition } from './event-position.ts';

export interface OutboxRow {
  readonly id: bigint;
  /** xid8 comes as text. */
  readonly xid: string;
  readonly account_id: string;
  readonly topic: string;
  readonly payload: JsonObject;
  readonly created_at: Date;
  /** Whether no transaction that is still open can put an event before this one. */
  readonly settled: boolean;
}

const columns = sql`id, xid, account_id, topic, payload, created_at, xid < pg_snapshot_xmin(pg_current_snapshot()) as settled`;

/** A place behind everything that is settled by now and before everything that is not. */
export async function selectHorizon(from: Sql): Promise<EventPosition> {
  const { rows } = await sql<{ xid: string }>`select pg_snapshot_xmin(pg_current_snapshot()) as xid`.execute(from);
  return { xid: BigInt(rows[0]?.xid ?? 0), id: 0n };
}

/** Events of all accounts, in order. The settled ones come first, because they have the lower transaction ids. */
export async function selectEventsAfter(from: Sql, after: EventPosition, limit: number): Promise<readonly OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select ${columns} from outbox
    where (xid, id) > (${after.xid.toString()}::xid8, ${after.id})
    order by xid, id limit ${limit}`.execute(from);
  return rows;
}

/** Events of these accounts in order, from behind `after` up to and with `to`, all of which are settled. */
export async function selectAccountEvents(
  from: Sql,
  range: { readonly accountIds: readonly string[]; readonly after: EventPosition; readonly to: EventPosition; readonly limit: number },
): Promise<readonly OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select ${columns} from outbox
    where account_id = any(${range.accountIds}::text[])
      and (xid, id) > (${range.after.xid.toString()}::xid8, ${range.after.id})
      and (xid, id) <= (${range.to.xid.toString()}::xid8, ${range.to.id})
    order by xid, id limit ${range.limit}`.execute(from);
  return rows;
}

/**
 * Whether everything behind this place is kept: its event is, or, at a place between events, one before it. The oldest are deleted first.
 * A place that is not settled belongs to another cluster.
 */
export async function isKept(from: Sql, { xid, id }: EventPosition): Promise<boolean> {
  const place = sql`${xid.toString()}::xid8`;
  const kept = id > 0n ? sql`xid = ${place} and id = ${id}` : sql`xid < ${place} and ${place} <= pg_snapshot_xmin(pg_current_snapshot())`;
  const { rows } = await sql<{ found: boolean }>`select exists (select from outbox where ${kept}) as found`.execute(from);
  return rows[0]?.found === true;
}

/** Deletes old events among the `limit` oldest, so that no run reads more rows than it may delete. Gives how many there were. */
export async function deleteOldestEvents(from: Sql, beforeMs: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from outbox using (select xid, id from outbox order by xid, id limit ${limit}) oldest
    where outbox.xid = oldest.xid and outbox.id = oldest.id and created_at < ${new Date(beforeMs)}`.execute(from);
  return Number(numAffectedRows ?? 0n);
}
