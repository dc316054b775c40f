import { pageFrom, readCursor } from '../../kernel/index.ts';
import type { PaymentsContext } from '../context.ts';
import { inOneSnapshot } from '../in-one-snapshot.ts';
import { selectDepositsOf, selectInvoices } from './invoice-queries.ts';
import { viewInvoice, type InvoiceView } from './invoice-view.ts';

export interface InvoicePage {
  readonly invoices: readonly InvoiceView[];
  /** Gives the next page; `null` on the last one. */
  readonly nextCursor: string | null;
}

/** The invoices of an account, the newest first, `limit` of them at most. Refuses `invalid_cursor`. */
export async function listInvoices(
  context: PaymentsContext,
  accountId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<InvoicePage> {
  const before = readCursor(page.cursor, 'inv');
  return inOneSnapshot(context.database, async (snapshot) => {
    const rows = await selectInvoices(snapshot, accountId, { before, limit: page.limit + 1 });
    const { shown, nextCursor } = pageFrom(rows, page.limit, ({ created_at, id }) => ({ atMs: created_at.getTime(), id }));
    const deposits = await selectDepositsOf(
      snapshot,
      accountId,
      shown.map((row) => row.id),
    );
    return {
      invoices: shown.map((row) =>
        viewInvoice(
          context,
          row,
          deposits.filter((deposit) => deposit.invoice_id === row.id),
        ),
      ),
      nextCursor,
    };
  });
}
