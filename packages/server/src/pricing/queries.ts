import { sql } from 'kysely';
import { prepared, type Sql, type Tx } from '../database/index.ts';

/** An arbitrary constant: whoever publishes holds this lock until its commit, so that versions have no gaps and no two are the same. */
const publishingLock = 4_104_001;

export interface PriceBookRow {
  readonly version: number;
  readonly id: string;
  readonly hash: string;
  readonly effective_from: Date;
}

export async function lockPublishing(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${publishingLock})`.execute(tx);
}

export async function selectNewestBook(tx: Tx): Promise<PriceBookRow | undefined> {
  const { rows } = await sql<PriceBookRow>`
    select version, id, hash, effective_from from price_books order by version desc limit 1`.execute(tx);
  return rows[0];
}

export interface InForceRow extends PriceBookRow {
  /** The queue's ratio in millionths, as it was published last. */
  readonly queue_ratio: number;
}

/** What prices are made by at these times, in their order: the newest version that has come into effect by then, and the queue as it is. */
export async function selectInForce(from: Sql, atMs: readonly number[]): Promise<readonly (InForceRow | null)[]> {
  const times = [...new Set(atMs)];
  const { rows } = await sql<InForceRow & { at: bigint }>`${prepared}
    select asked.at, b.version, b.id, b.hash, b.effective_from, coalesce((select c.published from congestion_states c), 0) as queue_ratio
    from unnest(${times.map(String)}::bigint[]) as asked (at)
    cross join lateral (
      select version, id, hash, effective_from from price_books
      where effective_from <= to_timestamp(asked.at / 1000.0) order by version desc limit 1
    ) b`.execute(from);
  const books = new Map(rows.map(({ at, ...book }) => [Number(at), book]));
  return atMs.map((at) => books.get(at) ?? null);
}

/**
 * A subquery that says which version was published last and where the queue stands. What is published never changes, so whoever knows the
 * versions up to that one knows which is in force at any time.
 */
export const pricesMark = sql<string | null>`
  select max(version) || ' ' || coalesce((select published from congestion_states), 0) from price_books`;

/** All that have been published, the newest first, without what they say. */
export async function selectVersionTimes(from: Sql): Promise<readonly PriceBookRow[]> {
  const { rows } = await sql<PriceBookRow>`select version, id, hash, effective_from from price_books order by version desc`.execute(from);
  return rows;
}

export async function insertBook(tx: Tx, row: PublishedRow): Promise<void> {
  await sql`
    insert into price_books (version, id, hash, body, effective_from, published_at)
    values (${row.version}, ${row.id}, ${row.hash}, ${JSON.stringify(row.body)}::json, ${row.effective_from}, ${row.published_at})`.execute(
    tx,
  );
}

export interface PublishedRow extends PriceBookRow {
  readonly body: unknown;
  readonly published_at: Date;
}

export async function selectBook(from: Sql, version: number): Promise<PublishedRow | undefined> {
  const { rows } = await sql<PublishedRow>`
    select version, id, hash, body, effective_from, published_at from price_books where version = ${version}`.execute(from);
  return rows[0];
}
