import { sql } from 'kysely';
import type { Sql } from '../database/index.ts';
import { pageFrom, readCursor } from '../kernel/index.ts';

/** A generation that has ended and delivered a picture. */
export interface DeliveredWork {
  readonly accountId: string;
  readonly id: string;
  readonly quoteId: string;
  /** Which of its pictures were delivered, from 0; `null` for all of them. */
  readonly delivered: readonly number[] | null;
  /** For those that were delivered. Micro-credits. */
  readonly charged: bigint;
  readonly finishedAtMs: number;
}

export interface ReadDeliveredWork {
  /** Those that ended from here on … */
  readonly fromMs: number;
  /** … and before this. */
  readonly toMs: number;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface DeliveredWorkPage {
  readonly work: readonly DeliveredWork[];
  readonly nextCursor: string | null;
}

/** The generations of all accounts that ended in a time and delivered something, the first to end first. Refuses `invalid_cursor`. */
export async function readDeliveredWork(from: Sql, { fromMs, toMs, cursor, limit }: ReadDeliveredWork): Promise<DeliveredWorkPage> {
  const place = readCursor(cursor, 'gen');
  const after = place === undefined ? sql`` : sql`and (g.finished_at, g.id) > (${new Date(place.atMs)}, ${place.id})`;
  const { rows } = await sql<DeliveredRow>`
    select g.account_id, g.id, g.quote_id, g.finished_at, part.delivered, coalesce(part.charged, g.charged) as charged
    from generations g
    -- Only where not all were delivered are the pictures looked at one by one.
    left join lateral (
      select coalesce(array_agg(p.index order by p.index), '{}') as delivered, coalesce(sum(p.charged), 0)::bigint as charged
      from generation_pictures p
      where p.account_id = g.account_id and p.generation_id = g.id and p.status = 'made'
    ) part on g.status <> 'succeeded'
    where g.finished_at >= ${new Date(fromMs)} and g.finished_at < ${new Date(toMs)} ${after}
      and g.status in ('succeeded', 'partly_succeeded', 'canceled')
    order by g.finished_at, g.id limit ${limit + 1}`.execute(from);
  const { shown, nextCursor } = pageFrom(rows, limit, ({ finished_at, id }) => ({ atMs: finished_at.getTime(), id }));
  return { work: shown.filter(({ delivered }) => delivered === null || delivered.length > 0).map(workOf), nextCursor };
}

interface DeliveredRow {
  readonly account_id: string;
  readonly id: string;
  readonly quote_id: string;
  readonly delivered: readonly number[] | null;
  readonly charged: bigint;
  readonly finished_at: Date;
}

function workOf({ account_id, id, quote_id, delivered, charged, finished_at }: DeliveredRow): DeliveredWork {
  return { accountId: account_id, id, quoteId: quote_id, delivered, charged, finishedAtMs: finished_at.getTime() };
}
