import { sql, type Database, type JsonObject } from '../../database/index.ts';
import { invalidCursor } from '../../kernel/index.ts';

/** Something that happened to an account, such as `entry.booked`. */
export interface LedgerEvent {
  /** Its place in the order of events; give the last one back as `after`. */
  readonly id: string;
  readonly accountId: string;
  /** `noun.participle`; the guide lists them. Expect more of them in later versions. */
  readonly topic: string;
  /** Amounts are decimal texts in credits, times are ISO texts. */
  readonly payload: JsonObject;
  readonly atMs: number;
}

export interface EventsQuestion {
  /** The id of the last event that was dealt with; from the oldest one on when left out or `null`. */
  readonly after?: string | null | undefined;
  /** 1 to 1000, 100 when left out. */
  readonly limit?: number | undefined;
}

interface EventRow {
  readonly id: bigint;
  /** xid8 comes as text. */
  readonly xid: string;
  readonly account_id: string;
  readonly topic: string;
  readonly payload: JsonObject;
  readonly created_at: Date;
}

const limitMax = 1000;

/**
 * Events behind a place, in order. Transactions commit in another order than they begin, so an event is given only when every transaction
 * with a lower id has ended: nothing can then appear before it.
 */
export async function readEvents(
  database: Database,
  outbox: string,
  { after, limit = 100 }: EventsQuestion,
): Promise<readonly LedgerEvent[]> {
  const { xid, id } = placeOf(after ?? '0-0');
  const count = Math.max(1, Math.min(limitMax, Math.trunc(limit) || 1));
  const { rows } = await sql<EventRow>`
    select id, xid, account_id, topic, payload, created_at from ${sql.table(outbox)}
    where (xid, id) > (${xid}::xid8, ${id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id limit ${count}`.execute(database.sql);
  return rows.map((row) => ({
    id: `${row.xid}-${row.id.toString()}`,
    accountId: row.account_id,
    topic: row.topic,
    payload: row.payload,
    atMs: row.created_at.getTime(),
  }));
}

/** Removes events up to and with one that was read, at most `limit` of them, oldest first; gives how many. */
export async function purgeEvents(database: Database, outbox: string, upTo: string, limit: number): Promise<number> {
  const { xid, id } = placeOf(upTo);
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(outbox)} as o using (
      select xid, id from ${sql.table(outbox)} where (xid, id) <= (${xid}::xid8, ${id}::bigint) order by xid, id limit ${limit}
    ) oldest
    where o.xid = oldest.xid and o.id = oldest.id`.execute(database.sql);
  return Number(numAffectedRows);
}

const idForm = /^(\d{1,20})-(\d{1,19})$/u;
const xidMax = (1n << 64n) - 1n;
const idMax = (1n << 63n) - 1n;

function placeOf(eventId: string): { readonly xid: string; readonly id: string } {
  const [, xid = '', id = ''] = idForm.exec(eventId) ?? [];
  if (xid === '' || BigInt(xid) > xidMax || BigInt(id) > idMax) {
    throw invalidCursor('Give the id of an event that you have read, or none to begin with the oldest.');
  }
  return { xid, id };
}
