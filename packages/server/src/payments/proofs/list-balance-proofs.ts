import { pageFrom, readCursor } from '../../kernel/index.ts';
import type { PaymentsContext } from '../context.ts';
import { viewProof, type BalanceProof } from './balance-proof.ts';
import { selectProofs } from './queries.ts';

export interface BalanceProofPage {
  readonly proofs: readonly BalanceProof[];
  /** Gives the next page; `null` on the last one. */
  readonly nextCursor: string | null;
}

/** The proofs of every network, the newest first, `limit` of them at most. Refuses `invalid_cursor`. */
export async function listBalanceProofs(
  { database, networks }: PaymentsContext,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<BalanceProofPage> {
  const before = readCursor(page.cursor, 'prf');
  const rows = await selectProofs(database.sql, { before, limit: page.limit + 1 });
  const { shown, nextCursor } = pageFrom(rows, page.limit, ({ finished_at, id }) => ({ atMs: finished_at.getTime(), id }));
  return {
    proofs: shown.map((row) => viewProof(row, networks.get(row.network)?.depositKey)),
    nextCursor,
  };
}
