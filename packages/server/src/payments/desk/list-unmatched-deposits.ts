import { pageFrom, readCursor } from '../../kernel/index.ts';
import type { PaymentsContext } from '../context.ts';
import { viewDeposit, type DepositView } from '../deposits/deposit-view.ts';
import { selectUnmatchedDeposits } from './desk-queries.ts';
import { explainToOperator } from './explain-to-operator.ts';

/** A deposit for the operator, in words for them: whose it is, and when its settlement is tried again. */
export interface UnmatchedDeposit extends DepositView {
  readonly accountId: string;
  /** With checksum; of a network that is not offered any more, as the chain's logs have it. */
  readonly address: string;
  readonly unmatchedAtMs: number;
  readonly tryAgainAtMs: number | null;
}

export interface UnmatchedDepositPage {
  readonly deposits: readonly UnmatchedDeposit[];
  /** Gives the next page; `null` on the last one. */
  readonly nextCursor: string | null;
}

/**
 * What waits for the operator: deposits that are final and could not be credited, and such as the chain took back after they were credited,
 * the newest first, `limit` of them at most. Refuses `invalid_cursor`.
 */
export async function listUnmatchedDeposits(
  context: PaymentsContext,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<UnmatchedDepositPage> {
  const before = readCursor(page.cursor, 'dep');
  const rows = await selectUnmatchedDeposits(context.database.sql, { before, limit: page.limit + 1 });
  const { shown, nextCursor } = pageFrom(rows, page.limit, ({ unmatched_at, id }) => ({ atMs: unmatched_at.getTime(), id }));
  return {
    deposits: shown.map((row) => ({
      ...forOperator(viewDeposit(context, row)),
      accountId: row.account_id,
      address: context.networks.get(row.network)?.depositKey.showAddress(row.address) ?? row.address,
      unmatchedAtMs: row.unmatched_at.getTime(),
      tryAgainAtMs: row.try_again_at?.getTime() ?? null,
    })),
    nextCursor,
  };
}

function forOperator(deposit: DepositView): DepositView {
  return { ...deposit, explanation: explainToOperator(deposit) };
}
