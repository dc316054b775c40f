import { invalidCursor } from '../../kernel/index.ts';
import type { PaymentsContext } from '../context.ts';
import { viewDeposit, type DepositView } from './deposit-view.ts';
import { selectDeposits } from '../invoices/invoice-queries.ts';

export interface DepositPage {
  readonly deposits: readonly DepositView[];
  /** Gives the next page; `null` on the last one. */
  readonly nextCursor: string | null;
}

/**
 * Every transfer that reached an address of this account, with an invoice or without, the newest first, `limit` of them at most. Refuses
 * `invalid_cursor`.
 */
export async function listDeposits(
  context: PaymentsContext,
  accountId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<DepositPage> {
  const before = page.cursor === undefined ? undefined : parseDepositCursor(page.cursor);
  const rows = await selectDeposits(context.database.sql, accountId, { before, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    deposits: shown.map((row) => viewDeposit(context, row)),
    nextCursor: last === undefined ? null : depositCursor(last.seen_at, last.id),
  };
}

/** Where a page of deposits ended. */
export function depositCursor(at: Date, id: string): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
}

export function parseDepositCursor(cursor: string): { atMs: number; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{1,15}$/u.test(time) || !/^dep_[0-9a-z]{26}$/u.test(id)) {
    throw invalidCursor('This cursor was not given by this list: begin again without one.');
  }
  return { atMs: Number(time), id };
}
