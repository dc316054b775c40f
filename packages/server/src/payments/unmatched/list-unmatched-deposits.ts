import type { PaymentsContext } from '../context.ts';
import { viewDeposit, type DepositView } from '../deposit-view.ts';
import { selectUnmatched } from '../invoice-queries.ts';
import { invalidInvoiceCursor } from '../problems.ts';

/** A deposit on the operator's list. */
export type UnmatchedDeposit = DepositView & {
  readonly accountId: string;
  /** Where it arrived, as the chain's logs have it. */
  readonly address: string;
  readonly unmatchedAtMs: number;
};

export interface UnmatchedPage {
  readonly deposits: readonly UnmatchedDeposit[];
  /** Gives the next page; `null` on the last one. */
  readonly nextCursor: string | null;
}

/**
 * The deposits of all accounts that a person should look at, the newest on the list first: too small, refused by the ledger, of an account
 * that is not open, or taken back by the chain after they were credited. Refuses `invalid_cursor`.
 */
export async function listUnmatchedDeposits(
  context: PaymentsContext,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<UnmatchedPage> {
  const before = page.cursor === undefined ? undefined : parseCursor(page.cursor);
  const rows = await selectUnmatched(context.database.sql, { before, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    deposits: shown.map((row) => ({
      ...viewDeposit(context, row),
      accountId: row.account_id,
      address: row.address,
      unmatchedAtMs: row.unmatched_at?.getTime() ?? row.seen_at.getTime(),
    })),
    nextCursor: last === undefined ? null : Buffer.from(`${last.unmatched_at?.getTime() ?? 0} ${last.id}`).toString('base64url'),
  };
}

function parseCursor(cursor: string): { atMs: number; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{1,15}$/u.test(time) || !/^dep_[0-9a-z]{26}$/u.test(id)) {
    throw invalidInvoiceCursor('This cursor was not given by this list: begin again without one.');
  }
  return { atMs: Number(time), id };
}
