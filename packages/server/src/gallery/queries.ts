import { sql } from 'kysely';
import type { Sql, Tx } from '../database/index.ts';
import type { ListPlace } from '../kernel/index.ts';
import type { SameImages } from './find-same-images.ts';
import type { Image } from './image.ts';

interface ImageRow {
  readonly account_id: string;
  readonly id: string;
  readonly generation_id: string;
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly seed: bigint;
  readonly prompt: string;
  readonly negative_prompt: string;
  readonly model: string;
  readonly steps: number;
  readonly engine: string;
  readonly procedural: boolean;
  readonly cost: bigint;
  readonly bytes: bigint;
  readonly sha256: string;
  readonly media_type: string;
  readonly thumbnail_bytes: bigint;
  readonly thumbnail_sha256: string;
  readonly created_at: Date;
}

const columns =
  sql.raw(`account_id, id, generation_id, index, width, height, seed, prompt, negative_prompt, model, steps, engine, procedural,
  cost, bytes, sha256, media_type, thumbnail_bytes, thumbnail_sha256, created_at`);

function imageFrom(row: ImageRow): Image {
  return {
    id: row.id,
    accountId: row.account_id,
    generationId: row.generation_id,
    index: row.index,
    width: row.width,
    height: row.height,
    seed: Number(row.seed),
    prompt: row.prompt,
    negativePrompt: row.negative_prompt,
    model: row.model,
    steps: row.steps,
    engine: row.engine,
    procedural: row.procedural,
    cost: row.cost,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    mediaType: row.media_type,
    thumbnailBytes: Number(row.thumbnail_bytes),
    thumbnailSha256: row.thumbnail_sha256,
    createdAtMs: row.created_at.getTime(),
  };
}

export async function insertImage(tx: Tx, image: Image): Promise<void> {
  await sql`
    insert into images (${columns})
    values (${image.accountId}, ${image.id}, ${image.generationId}, ${image.index}, ${image.width}, ${image.height}, ${image.seed},
      ${image.prompt}, ${image.negativePrompt}, ${image.model}, ${image.steps}, ${image.engine}, ${image.procedural}, ${image.cost},
      ${image.bytes}, ${image.sha256}, ${image.mediaType}, ${image.thumbnailBytes}, ${image.thumbnailSha256},
      ${new Date(image.createdAtMs)})`.execute(tx);
}

export async function selectImage(from: Sql, accountId: string, id: string): Promise<Image | undefined> {
  const { rows } = await sql<ImageRow>`select ${columns} from images where account_id = ${accountId} and id = ${id}`.execute(from);
  return rows[0] === undefined ? undefined : imageFrom(rows[0]);
}

/** Newest first; `after` is the place of the last image of the page before. */
export async function selectImages(from: Sql, accountId: string, after: ListPlace | undefined, limit: number): Promise<Image[]> {
  const rest = after === undefined ? sql`` : sql`and (created_at, id) < (${new Date(after.atMs)}, ${after.id})`;
  const { rows } = await sql<ImageRow>`
    select ${columns} from images where account_id = ${accountId} ${rest}
    order by created_at desc, id desc limit ${limit}`.execute(from);
  return rows.map(imageFrom);
}

export async function selectImagesOf(from: Sql, accountId: string, generationIds: readonly string[]): Promise<Image[]> {
  const { rows } = await sql<ImageRow>`
    select ${columns} from images where account_id = ${accountId} and generation_id = any(${generationIds}::text[])
    order by generation_id, index`.execute(from);
  return rows.map(imageFrom);
}

/** The pictures of these settings with one of these seeds, the newest first. */
export async function selectSameImages(
  from: Sql,
  { accountId, prompt, negativePrompt, model, width, height, steps, seeds }: SameImages,
): Promise<readonly Pick<ImageRow, 'id' | 'generation_id' | 'seed'>[]> {
  const { rows } = await sql<Pick<ImageRow, 'id' | 'generation_id' | 'seed'>>`
    select id, generation_id, seed from images
    where account_id = ${accountId} and seed = any(${[...seeds]}::bigint[]) and prompt = ${prompt} and negative_prompt = ${negativePrompt}
      and model = ${model} and width = ${width} and height = ${height} and steps = ${steps}
    order by created_at desc, id desc limit 200`.execute(from);
  return rows;
}
