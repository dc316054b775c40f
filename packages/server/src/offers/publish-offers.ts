import type { Tx } from '../database/index.ts';
import { offersLibrary } from './library.ts';
import type { Offers } from './offers.ts';
import { insertOffers, lockPublishing, selectNewestOffers } from './queries.ts';
import { parseOffers } from './parse-offers.ts';

export interface PublishOffers {
  /** The offers as data, from whoever wrote them. Checked here. */
  readonly document: unknown;
  readonly nowMs: number;
  /** Who of the operators; `null` for the default at the first start. */
  readonly publishedBy: string | null;
}

/**
 * Publishes offers as the next version, in force at once and for ever as they are. What the newest version says already changes nothing
 * and gives that version, so that it may be repeated. Refuses `invalid_offers`. Invoices keep the version that they were made under.
 */
export async function publishOffers(tx: Tx, { document, nowMs, publishedBy }: PublishOffers): Promise<Offers> {
  const parsed = parseOffers(document);
  await lockPublishing(tx);
  const newest = await selectNewestOffers(tx);
  if (newest?.hash === parsed.hash) return { ...parsed, version: newest.version };
  const version = (newest?.version ?? 0) + 1;
  const row = { version, hash: parsed.hash, document: parsed.document, published_at: new Date(nowMs), published_by: publishedBy };
  await insertOffers(tx, row);
  return { ...parsed, version };
}

/** Publishes the default where nothing was published yet; whatever the operator has published since stays in force. Run at each start. */
export async function publishDefaultOffers(tx: Tx, { nowMs }: { readonly nowMs: number }): Promise<void> {
  await lockPublishing(tx);
  if ((await selectNewestOffers(tx)) !== undefined) return;
  await publishOffers(tx, { document: offersLibrary.default, nowMs, publishedBy: null });
}
