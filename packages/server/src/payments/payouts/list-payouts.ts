import { pageFrom, readCursor } from '../../kernel/index.ts';
import type { PaymentsContext } from '../context.ts';
import { viewPayout, type PayoutView } from './payout-view.ts';
import { selectPayouts, type PayoutsAsked } from './queries.ts';

export interface PayoutPage {
  readonly payouts: readonly PayoutView[];
  /** Gives the next page; `null` on the last one. */
  readonly nextCursor: string | null;
}

/** The payouts of every account, or of one, or in one status, the newest first, `limit` of them at most. Refuses `invalid_cursor`. */
export async function listPayouts(
  context: PaymentsContext,
  page: PayoutsAsked & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<PayoutPage> {
  const before = readCursor(page.cursor, 'pay');
  const rows = await selectPayouts(context.database.sql, page, { before, limit: page.limit + 1 });
  const { shown, nextCursor } = pageFrom(rows, page.limit, ({ created_at, id }) => ({ atMs: created_at.getTime(), id }));
  return {
    payouts: shown.map((row) => viewPayout(context, row)),
    nextCursor,
  };
}
