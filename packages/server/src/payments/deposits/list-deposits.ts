import { pageFrom, readCursor } from '../../kernel/index.ts';
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
  const before = readCursor(page.cursor, 'dep');
  const rows = await selectDeposits(context.database.sql, accountId, { before, limit: page.limit + 1 });
  const { shown, nextCursor } = pageFrom(rows, page.limit, ({ seen_at, id }) => ({ atMs: seen_at.getTime(), id }));
  return {
    deposits: shown.map((row) => viewDeposit(context, row)),
    nextCursor,
  };
}
