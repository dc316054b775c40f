import { invalidCursor } from '../../kernel/index.ts';
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
  const before = page.cursor === undefined ? undefined : parseCursor(page.cursor);
  return inOneSnapshot(context.database, async (snapshot) => {
    const rows = await selectInvoices(snapshot, accountId, { before, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    const deposits = await selectDepositsOf(
      snapshot,
      accountId,
      shown.map((row) => row.id),
    );
    const last = rows.length > page.limit ? shown.at(-1) : undefined;
    return {
      invoices: shown.map((row) =>
        viewInvoice(
          context,
          row,
          deposits.filter((deposit) => deposit.invoice_id === row.id),
        ),
      ),
      nextCursor: last === undefined ? null : Buffer.from(`${last.created_at.getTime()} ${last.id}`).toString('base64url'),
    };
  });
}

function parseCursor(cursor: string): { createdAtMs: number; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{1,15}$/u.test(time) || !/^inv_[0-9a-z]{26}$/u.test(id)) {
    throw invalidCursor('This cursor was not given by this list: begin again without one.');
  }
  return { createdAtMs: Number(time), id };
}
