import { invalidCursor } from '../../kernel/index.ts';
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
  const before = page.cursor === undefined ? undefined : parseCursor(page.cursor);
  const rows = await selectPayouts(context.database.sql, page, { before, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    payouts: shown.map((row) => viewPayout(context, row)),
    nextCursor: last === undefined ? null : Buffer.from(`${last.created_at.getTime()} ${last.id}`).toString('base64url'),
  };
}

function parseCursor(cursor: string): { atMs: number; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{1,15}$/u.test(time) || !/^pay_[0-9a-z]{26}$/u.test(id)) {
    throw invalidCursor('This cursor was not given by this list: begin again without one.');
  }
  return { atMs: Number(time), id };
}
