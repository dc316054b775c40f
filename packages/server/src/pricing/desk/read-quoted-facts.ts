import type { Sql } from '../../database/index.ts';
import type { PricedFacts } from '../price-request.ts';
import { selectQuotedFacts } from './queries.ts';

/** What was priced in each of these quotes, in their order; `undefined` where there is no such quote. */
export async function readQuotedFacts(
  sql: Sql,
  quotes: readonly { readonly accountId: string; readonly quoteId: string }[],
): Promise<readonly (PricedFacts | undefined)[]> {
  const rows = await selectQuotedFacts(sql, quotes);
  const byId = new Map(rows.map(({ account_id, id, request }) => [`${account_id} ${id}`, request]));
  return quotes.map(({ accountId, quoteId }) => byId.get(`${accountId} ${quoteId}`));
}
