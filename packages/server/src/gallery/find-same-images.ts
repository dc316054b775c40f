import type { Sql } from '../database/index.ts';
import { selectSameImages } from './queries.ts';

/** The settings that decide a picture, apart from its engine. */
export interface SameImages {
  readonly accountId: string;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  readonly seeds: readonly number[];
}

/** The pictures of an account that were made by these very settings with one of these seeds, the newest first. */
export async function findSameImages(
  sql: Sql,
  settings: SameImages,
): Promise<readonly { readonly id: string; readonly generationId: string; readonly seed: number }[]> {
  const rows = await selectSameImages(sql, settings);
  return rows.map(({ id, generation_id: generationId, seed }) => ({ id, generationId, seed: Number(seed) }));
}
