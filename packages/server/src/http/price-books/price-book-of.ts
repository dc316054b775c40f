import type { Static } from 'typebox';
import type { Sql } from '../../database/index.ts';
import { assert } from '../../kernel/index.ts';
import { listPriceBooks, type PriceBookVersion } from '../../pricing/index.ts';
import type { PriceBookVersion as VersionBody } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export function versionOf({ effectiveFromMs, publishedAtMs, ...rest }: PriceBookVersion): Static<typeof VersionBody> {
  return { ...rest, effectiveFrom: timeText(effectiveFromMs), publishedAt: timeText(publishedAtMs) };
}

/** A version that was just published. */
export async function readVersion(sql: Sql, version: number, nowMs: number): Promise<Static<typeof VersionBody>> {
  const [published] = await listPriceBooks(sql, { nowMs, below: version + 1, limit: 1 });
  assert(published?.version === version, 'a published version is there for ever');
  return versionOf(published);
}
