import { sql } from 'kysely';
import type { Sql, Tx } from '../database/index.ts';
import type { GenerationKey } from './generation.ts';
import type { GenerationRow } from './queries.ts';

/** Pixels times steps of what one model has still to make. */
export interface PendingWork {
  readonly model: string;
  readonly work: bigint;
}

/** How much work took how long. */
export interface Speed {
  readonly work: bigint;
  readonly durationMs: bigint;
}

/** What is queued or being made, by model. What waits for a lower price is not in the queue. */
export async function selectPendingWork(from: Sql): Promise<readonly PendingWork[]> {
  const { rows } = await sql<PendingWork>`
    select g.request->>'model' as model,
      sum((g.request->>'width')::bigint * (g.request->>'height')::bigint * (g.request->>'steps')::bigint)::bigint as work
    from generations g
      join generation_pictures p on p.account_id = g.account_id and p.generation_id = g.id and p.status = 'waiting'
    where g.status in ('queued', 'running') and g.cancel_requested_at is null
    group by 1`.execute(from);
  return rows;
}

/** The measured speed of each model, one at a time. */
export async function selectSpeeds(from: Sql): Promise<ReadonlyMap<string, Speed>> {
  const { rows } = await sql<{ model: string; work: bigint; duration_ms: bigint }>`
    select model, work, duration_ms from generation_speeds`.execute(from);
  return new Map(rows.map(({ model, work, duration_ms: durationMs }) => [model, { work, durationMs }]));
}

/** Counts what was made in so much time. What came before counts a tenth less each time, so that a faster machine is soon seen. */
export async function addSpeed(on: Sql, model: string, work: bigint, durationMs: bigint): Promise<void> {
  await sql`
    insert into generation_speeds as s (model, work, duration_ms) values (${model}, ${work}, ${durationMs})
    on conflict (model) do update set work = s.work * 9 / 10 + excluded.work, duration_ms = s.duration_ms * 9 / 10 + excluded.duration_ms`.execute(
    on,
  );
}

/** Says that this process makes pictures, and forgets those that said so long ago. */
export async function seeRunner(on: Sql, owner: string, slots: number, nowMs: number, forgetBeforeMs: number): Promise<void> {
  await sql`
    insert into generation_runners (owner, slots, seen_at) values (${owner}, ${slots}, ${new Date(nowMs)})
    on conflict (owner) do update set slots = excluded.slots, seen_at = excluded.seen_at`.execute(on);
  await sql`delete from generation_runners where seen_at < ${new Date(forgetBeforeMs)}`.execute(on);
}

export async function forgetRunner(on: Sql, owner: string): Promise<void> {
  await sql`delete from generation_runners where owner = ${owner}`.execute(on);
}

/** How many pictures can be made at once, by all processes together. */
export async function countSlots(from: Sql, seenAfterMs: number): Promise<number> {
  const { rows } = await sql<{ slots: bigint | null }>`
    select sum(slots)::bigint as slots from generation_runners where seen_at >= ${new Date(seenAfterMs)}`.execute(from);
  return Number(rows[0]?.slots ?? 0n);
}

/** What waits for a lower price: what is to be ended first, then who wants to pay the most, then who has waited the longest. */
export async function selectWaiting(from: Sql, nowMs: number, limit: number): Promise<readonly WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select account_id, id, hold_id, request, quote_id, max_congestion, wait_until, cancel_requested_at from generations
    where status = 'waiting'
    order by (cancel_requested_at is not null or wait_until <= ${new Date(nowMs)}) desc, max_congestion::numeric desc, created_at, id
    limit ${limit}`.execute(from);
  return rows;
}

export type WaitingRow = Pick<
  GenerationRow,
  'account_id' | 'id' | 'hold_id' | 'request' | 'quote_id' | 'max_congestion' | 'wait_until' | 'cancel_requested_at'
>;

/** An arbitrary constant: one process at a time lets in what waits, so that each sees what the others let in. */
const lettingInLock = 4_106_001;

export async function lockLettingIn(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lettingInLock})`.execute(tx);
}

/** Whether it still waits and nobody else is about to end it; if so, nobody begins or ends it before this transaction has ended. */
export async function lockWaiting(tx: Tx, key: GenerationKey, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from generations
    where account_id = ${key.accountId} and id = ${key.id} and status = 'waiting'
      and (lease_until is null or lease_until <= ${new Date(nowMs)})
    for update skip locked`.execute(tx);
  return rows.length > 0;
}

/** The price at which something that waited is queued. Of each picture what it costs, and what it costs at most. */
export interface PriceOfNow {
  readonly quoteId: string;
  readonly quoted: bigint;
  readonly upperBound: bigint;
  readonly shares: readonly bigint[];
  readonly bounds: readonly bigint[];
}

/** Queues what waited, at the price of now. */
export async function queueWaiting(tx: Tx, key: GenerationKey, price: PriceOfNow): Promise<void> {
  const { quoteId, quoted, upperBound, shares, bounds } = price;
  await sql`
    update generations set status = 'queued', quote_id = ${quoteId}, quoted = ${quoted}, upper_bound = ${upperBound}
    where account_id = ${key.accountId} and id = ${key.id}`.execute(tx);
  await sql`
    update generation_pictures set share = new.share, bound = new.bound
    from unnest(${shares.map(String)}::bigint[], ${bounds.map(String)}::bigint[]) with ordinality as new (share, bound, place)
    where account_id = ${key.accountId} and generation_id = ${key.id} and index = place - 1`.execute(tx);
}
