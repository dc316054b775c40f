import { readImagesOf, type Image } from '../gallery/index.ts';
import { pageFrom, readCursor } from '../kernel/index.ts';
import type { Generation, GenerationKey, PictureCharge } from './generation.ts';
import { generationNotFound } from './problems.ts';
import { selectCharges, selectGeneration, selectGenerations, selectQueuePositions, type GenerationRow } from './queries.ts';
import type { Room } from './room.ts';

/** A generation of this account as it is now. Refuses `generation_not_found`, also for the generation of someone else. */
export async function readGeneration(room: Room, key: GenerationKey): Promise<Generation> {
  const row = await selectGeneration(room.database.sql, key);
  if (row === undefined) {
    throw generationNotFound('There is no generation with this id in your account.', { generationId: key.id });
  }
  const [view] = await viewsOf(room, key.accountId, [row]);
  if (view === undefined) throw generationNotFound('There is no generation with this id in your account.', { generationId: key.id });
  return view;
}

export interface ListGenerations {
  readonly accountId: string;
  readonly cursor?: string | undefined;
  /** 1..100 */
  readonly limit: number;
}

export interface GenerationPage {
  readonly generations: readonly Generation[];
  readonly nextCursor: string | null;
}

/** The generations of an account, newest first. Refuses `invalid_cursor`. */
export async function listGenerations(room: Room, { accountId, cursor, limit }: ListGenerations): Promise<GenerationPage> {
  const rows = await selectGenerations(room.database.sql, accountId, readCursor(cursor, 'gen'), limit + 1);
  const { shown, nextCursor } = pageFrom(rows, limit, ({ created_at, id }) => ({ atMs: created_at.getTime(), id }));
  return { generations: await viewsOf(room, accountId, shown), nextCursor };
}

async function viewsOf(room: Room, accountId: string, rows: readonly GenerationRow[]): Promise<readonly Generation[]> {
  const { sql } = room.database;
  const ids = rows.map((row) => row.id);
  const [images, charges] = await Promise.all([readImagesOf(sql, accountId, ids), selectCharges(sql, accountId, ids)]);
  const positions = rows.some((row) => row.status === 'queued') ? await selectQueuePositions(sql, accountId) : new Map<string, number>();
  return rows.map((row) => {
    const own = charges.filter((charge) => charge.generation_id === row.id);
    const ended = own.flatMap(({ index, ended_as: end, charged: amount }) => (end === null ? [] : [{ index, end, amount }]));
    return viewOf(room, row, images, ended, positions.get(row.id));
  });
}

function viewOf(
  room: Room,
  row: GenerationRow,
  images: readonly Image[],
  charges: readonly PictureCharge[],
  position: number | undefined,
): Generation {
  const key = { accountId: row.account_id, id: row.id };
  return {
    ...key,
    status: row.status,
    request: row.request,
    engine: row.engine,
    procedural: row.procedural,
    quoteId: row.quote_id,
    holdId: row.hold_id,
    quoted: row.quoted,
    upperBound: row.upper_bound,
    charged: row.charged,
    charges,
    images: images.filter((image) => image.generationId === row.id),
    imagesRequested: row.request.images,
    queuePosition: row.status === 'queued' ? (position ?? null) : null,
    waiting:
      row.status === 'waiting' && row.max_congestion !== null && row.wait_until !== null
        ? { maxCongestion: row.max_congestion, untilMs: row.wait_until.getTime() }
        : null,
    progress: row.status === 'running' ? room.progress.read(key) : null,
    problem: row.problem_code === null || row.problem_detail === null ? null : { code: row.problem_code, detail: row.problem_detail },
    createdAtMs: row.created_at.getTime(),
    startedAtMs: row.started_at?.getTime() ?? null,
    finishedAtMs: row.finished_at?.getTime() ?? null,
  };
}
