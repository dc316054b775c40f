import { sql } from 'kysely';
import type { Sql, Tx } from '../database/index.ts';
import type { ListPlace } from '../kernel/index.ts';
import type { ChargingTerms, PictureEnd } from '../pricing/index.ts';
import type { GenerationKey, GenerationStatus, KeptRequest } from './generation.ts';

export interface GenerationRow {
  readonly account_id: string;
  readonly id: string;
  readonly content_hash: string;
  readonly status: GenerationStatus;
  readonly request: KeptRequest;
  readonly engine: string;
  readonly procedural: boolean;
  readonly quote_id: string;
  readonly hold_id: string;
  readonly quoted: bigint;
  readonly upper_bound: bigint;
  readonly charging: ChargingTerms;
  readonly charged: bigint;
  readonly problem_code: string | null;
  readonly problem_detail: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly cancel_requested_at: Date | null;
  readonly lease_owner: string | null;
  readonly lease_until: Date | null;
  readonly max_congestion: string | null;
  readonly wait_until: Date | null;
}

export interface PictureRow {
  readonly index: number;
  readonly seed: bigint;
  /** What it costs as quoted. */
  readonly share: bigint;
  /** What it costs at most: more than its share in an estimate. */
  readonly bound: bigint;
  readonly charged: bigint;
  readonly ended_as: PictureEnd | 'delivered' | null;
  readonly status: 'waiting' | 'made' | 'failed' | 'canceled';
  readonly attempts: number;
  readonly image_id: string | null;
  readonly problem_code: string | null;
  readonly problem_detail: string | null;
}

const columns = sql.raw(`g.account_id, g.id, g.content_hash, g.status, g.request, g.engine, g.procedural, g.quote_id, g.hold_id, g.quoted,
  g.upper_bound, g.charging, g.charged, g.problem_code, g.problem_detail, g.created_at, g.started_at, g.finished_at, g.cancel_requested_at,
  g.lease_owner, g.lease_until, g.max_congestion, g.wait_until`);

export interface NewGeneration extends GenerationKey {
  readonly contentHash: string;
  readonly request: KeptRequest;
  readonly engine: string;
  readonly procedural: boolean;
  readonly quoteId: string;
  readonly holdId: string;
  readonly quoted: bigint;
  readonly upperBound: bigint;
  readonly charging: ChargingTerms;
  readonly createdAtMs: number;
  /** For one that waits for a lower factor of the queue before it is queued. */
  readonly waits: { readonly maxCongestion: string; readonly untilMs: number } | undefined;
  readonly pictures: readonly { readonly seed: number; readonly share: bigint; readonly bound: bigint }[];
}

export async function insertGeneration(tx: Tx, made: NewGeneration): Promise<void> {
  const seeds = made.pictures.map((picture) => String(picture.seed));
  const shares = made.pictures.map((picture) => String(picture.share));
  const bounds = made.pictures.map((picture) => String(picture.bound));
  await sql`
    insert into generations (account_id, id, content_hash, status, request, engine, procedural, quote_id, hold_id, quoted,
      upper_bound, charging, created_at, max_congestion, wait_until)
    values (${made.accountId}, ${made.id}, ${made.contentHash}, ${made.waits === undefined ? 'queued' : 'waiting'},
      ${JSON.stringify(made.request)}::jsonb, ${made.engine}, ${made.procedural}, ${made.quoteId}, ${made.holdId}, ${made.quoted}, ${made.upperBound},
      ${JSON.stringify(made.charging)}::jsonb, ${new Date(made.createdAtMs)},
      ${made.waits?.maxCongestion ?? null}, ${made.waits === undefined ? null : new Date(made.waits.untilMs)})`.execute(tx);
  await sql`
    insert into generation_pictures (account_id, generation_id, index, seed, share, bound)
    select ${made.accountId}, ${made.id}, place - 1, seed, share, bound
    from unnest(${seeds}::bigint[], ${shares}::bigint[], ${bounds}::bigint[])
      with ordinality as picture (seed, share, bound, place)`.execute(tx);
}

export async function selectGeneration(from: Sql, key: GenerationKey): Promise<GenerationRow | undefined> {
  const { rows } = await sql<GenerationRow>`
    select ${columns} from generations g where g.account_id = ${key.accountId} and g.id = ${key.id}`.execute(from);
  return rows[0];
}

export async function selectGenerations(
  from: Sql,
  accountId: string,
  after: ListPlace | undefined,
  limit: number,
): Promise<readonly GenerationRow[]> {
  const rest = after === undefined ? sql`` : sql`and (g.created_at, g.id) < (${new Date(after.atMs)}, ${after.id})`;
  const { rows } = await sql<GenerationRow>`
    select ${columns} from generations g where g.account_id = ${accountId} ${rest}
    order by g.created_at desc, g.id desc limit ${limit}`.execute(from);
  return rows;
}

export async function selectPictures(from: Sql, key: GenerationKey): Promise<readonly PictureRow[]> {
  const { rows } = await sql<PictureRow>`
    select index, seed, share, bound, charged, ended_as, status, attempts, image_id, problem_code, problem_detail from generation_pictures
    where account_id = ${key.accountId} and generation_id = ${key.id} order by index`.execute(from);
  return rows;
}

/** What was charged for the pictures of these generations that have ended. */
export async function selectCharges(
  from: Sql,
  accountId: string,
  ids: readonly string[],
): Promise<readonly (Pick<PictureRow, 'index' | 'charged' | 'ended_as'> & { readonly generation_id: string })[]> {
  const { rows } = await sql<Pick<PictureRow, 'index' | 'charged' | 'ended_as'> & { generation_id: string }>`
    select generation_id, index, charged, ended_as from generation_pictures
    where account_id = ${accountId} and generation_id = any(${[...ids]}::text[]) and ended_as is not null
    order by generation_id, index`.execute(from);
  return rows;
}

export async function countQueued(from: Sql, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from generations where account_id = ${accountId} and status in ('waiting', 'queued')`.execute(from);
  return Number(rows[0]?.count ?? 0n);
}

/** The places in the queue of the queued generations of one account, by id: in rounds, the account that waited longest first. */
export async function selectQueuePositions(from: Sql, accountId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; position: bigint }>`
    with waiting as (
      select g.account_id, g.id, t.number,
        row_number() over (partition by g.account_id order by (g.status = 'running') desc, g.created_at, g.id) as round
      from generations g left join generation_turns t on t.account_id = g.account_id
      where g.status in ('queued', 'running')
    ), ordered as (
      select account_id, id, row_number() over (order by round, number nulls first, account_id) as position from waiting
    )
    select id, position from ordered where account_id = ${accountId}`.execute(from);
  return new Map(rows.map((row) => [row.id, Number(row.position)]));
}

/** The next generation to work on: that of the account which was served longest ago; its oldest, a begun one first. */
export async function selectNext(tx: Tx, nowMs: number): Promise<GenerationRow | undefined> {
  const { rows } = await sql<GenerationRow>`
    select ${columns} from generations g left join generation_turns t on t.account_id = g.account_id
    where g.status in ('queued', 'running') and (g.lease_until is null or g.lease_until <= ${new Date(nowMs)})
    order by t.number nulls first, (g.status = 'running') desc, g.created_at, g.id
    limit 1 for update of g skip locked`.execute(tx);
  return rows[0];
}

/** One generation, if nobody works on it. */
export async function selectFree(tx: Tx, key: GenerationKey, nowMs: number): Promise<GenerationRow | undefined> {
  const { rows } = await sql<GenerationRow>`
    select ${columns} from generations g
    where g.account_id = ${key.accountId} and g.id = ${key.id} and g.status in ('waiting', 'queued', 'running')
      and (g.lease_until is null or g.lease_until <= ${new Date(nowMs)})
    for update of g skip locked`.execute(tx);
  return rows[0];
}

export async function takeTurn(tx: Tx, accountId: string): Promise<void> {
  await sql`
    insert into generation_turns (account_id, number) values (${accountId}, nextval('generation_turn_numbers'))
    on conflict (account_id) do update set number = excluded.number`.execute(tx);
}

export interface Lease {
  readonly owner: string;
  readonly untilMs: number;
}

export async function takeLease(tx: Tx, key: GenerationKey, lease: Lease): Promise<void> {
  await sql`
    update generations set lease_owner = ${lease.owner}, lease_until = ${new Date(lease.untilMs)}
    where account_id = ${key.accountId} and id = ${key.id}`.execute(tx);
}

export async function markRunning(tx: Tx, key: GenerationKey, nowMs: number): Promise<void> {
  await sql`
    update generations set status = 'running', started_at = coalesce(started_at, ${new Date(nowMs)})
    where account_id = ${key.accountId} and id = ${key.id} and status = 'queued'`.execute(tx);
}

/** Says that we are alive. `undefined` when the generation is no longer ours. */
export async function renewLease(
  on: Sql,
  key: GenerationKey,
  lease: Lease,
): Promise<{ readonly cancel_requested_at: Date | null } | undefined> {
  const { rows } = await sql<{ cancel_requested_at: Date | null }>`
    update generations set lease_until = ${new Date(lease.untilMs)}
    where account_id = ${key.accountId} and id = ${key.id} and lease_owner = ${lease.owner}
    returning cancel_requested_at`.execute(on);
  return rows[0];
}

export async function releaseLease(on: Sql, key: GenerationKey, owner: string): Promise<void> {
  await sql`
    update generations set lease_owner = null, lease_until = null
    where account_id = ${key.accountId} and id = ${key.id} and lease_owner = ${owner}`.execute(on);
}

/** For a start with a database that nobody else can have open: whoever had these is gone. */
export async function releaseAllLeases(on: Sql): Promise<void> {
  await sql`update generations set lease_owner = null, lease_until = null where lease_owner is not null`.execute(on);
}

export async function requestCancel(on: Sql, key: GenerationKey, nowMs: number): Promise<void> {
  await sql`
    update generations set cancel_requested_at = coalesce(cancel_requested_at, ${new Date(nowMs)})
    where account_id = ${key.accountId} and id = ${key.id} and status in ('waiting', 'queued', 'running')`.execute(on);
}

export async function countAttempts(on: Sql, key: GenerationKey, indexes: readonly number[], by: 1 | -1): Promise<void> {
  await sql`
    update generation_pictures set attempts = greatest(0, attempts + ${by})
    where account_id = ${key.accountId} and generation_id = ${key.id}
      and index = any(${indexes}::integer[]) and status = 'waiting'`.execute(on);
}

/** A picture that has ended already stays as it is, and `false` is the answer. */
export async function markPictureMade(tx: Tx, key: GenerationKey, index: number, imageId: string, charged: bigint): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update generation_pictures set status = 'made', image_id = ${imageId}, charged = ${charged}, ended_as = 'delivered'
    where account_id = ${key.accountId} and generation_id = ${key.id} and index = ${index} and status = 'waiting'`.execute(tx);
  return numAffectedRows === 1n;
}

export interface FailedPicture {
  readonly index: number;
  readonly problem: PictureProblem;
  readonly end: PictureEnd;
  readonly charged: bigint;
}

/** A picture that has ended already stays as it is, and `false` is the answer. */
export async function markPictureFailed(on: Sql, key: GenerationKey, { index, problem, end, charged }: FailedPicture): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update generation_pictures set status = 'failed', problem_code = ${problem.code}, problem_detail = ${problem.detail},
      ended_as = ${end}, charged = ${charged}
    where account_id = ${key.accountId} and generation_id = ${key.id} and index = ${index} and status = 'waiting'`.execute(on);
  return numAffectedRows === 1n;
}

/** How a picture ends that is canceled, and what is charged for it. */
export interface CanceledPicture {
  readonly index: number;
  readonly end: PictureEnd;
  readonly charged: bigint;
}

export async function markPicturesCanceled(tx: Tx, key: GenerationKey, pictures: readonly CanceledPicture[]): Promise<void> {
  await sql`
    update generation_pictures p set status = 'canceled', ended_as = c.ended_as, charged = c.charged
    from unnest(${pictures.map(({ index }) => index)}::integer[], ${pictures.map(({ end }) => end)}::text[],
      ${pictures.map(({ charged }) => String(charged))}::bigint[]) as c (index, ended_as, charged)
    where p.account_id = ${key.accountId} and p.generation_id = ${key.id} and p.index = c.index and p.status = 'waiting'`.execute(tx);
}

export interface PictureProblem {
  readonly code: string;
  readonly detail: string;
}

/** Ends the pictures that were not made, free of charge: failed with this problem, or canceled. */
export async function endWaitingPictures(tx: Tx, key: GenerationKey, problem: PictureProblem | undefined): Promise<void> {
  const [status, end] = problem === undefined ? ['canceled', 'canceledInQueue'] : ['failed', 'failed'];
  await sql`
    update generation_pictures set status = ${status}, problem_code = ${problem?.code ?? null}, problem_detail = ${problem?.detail ?? null},
      ended_as = ${end}
    where account_id = ${key.accountId} and generation_id = ${key.id} and status = 'waiting'`.execute(tx);
}

export async function addCharge(tx: Tx, key: GenerationKey, amount: bigint): Promise<void> {
  await sql`
    update generations set charged = charged + ${amount}
    where account_id = ${key.accountId} and id = ${key.id}`.execute(tx);
}

/** Gives whether it was this call that ended the generation. */
export async function markEnded(
  tx: Tx,
  key: GenerationKey,
  status: GenerationStatus,
  problem: PictureProblem | undefined,
  nowMs: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update generations set status = ${status}, finished_at = ${new Date(nowMs)}, lease_owner = null, lease_until = null,
      problem_code = ${problem?.code ?? null}, problem_detail = ${problem?.detail ?? null}
    where account_id = ${key.accountId} and id = ${key.id} and status in ('waiting', 'queued', 'running')`.execute(tx);
  return numAffectedRows === 1n;
}
