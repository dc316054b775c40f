import type { Sql } from '../../database/index.ts';
import { selectVersions, type BookState, type VersionRow } from './queries.ts';

/** A published version without what it says. */
export interface PriceBookVersion {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly title: string;
  readonly effectiveFromMs: number;
  readonly publishedAtMs: number;
  /** `coming` is in force from its time on; `replaced` was in force, or a newer one came before its time. */
  readonly state: BookState;
}

export interface ListPriceBooks {
  readonly nowMs: number;
  /** Only versions below this one. */
  readonly below?: number;
  /** How many at most. */
  readonly limit: number;
}

/** A version is a positive 32-bit number. */
const versionMax = 2_147_483_647;

/** Published versions, the newest first. Of those that have come into effect the newest is in force. */
export async function listPriceBooks(sql: Sql, { nowMs, below = versionMax, limit }: ListPriceBooks): Promise<readonly PriceBookVersion[]> {
  return (await selectVersions(sql, nowMs, below, limit)).map(versionOf);
}

function versionOf({ id, version, hash, title, effective_from, published_at, state }: VersionRow): PriceBookVersion {
  return { id, version, hash, title, effectiveFromMs: effective_from.getTime(), publishedAtMs: published_at.getTime(), state };
}
