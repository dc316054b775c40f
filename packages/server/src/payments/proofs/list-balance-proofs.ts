import { invalidCursor } from '../../kernel/index.ts';
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
  const before = page.cursor === undefined ? undefined : parseCursor(page.cursor);
  const rows = await selectProofs(database.sql, { before, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    proofs: shown.map((row) => viewProof(row, networks.get(row.network)?.depositKey)),
    nextCursor: last === undefined ? null : Buffer.from(`${last.finished_at.getTime()} ${last.id}`).toString('base64url'),
  };
}

function parseCursor(cursor: string): { atMs: number; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{1,15}$/u.test(time) || !/^prf_[0-9a-z]{26}$/u.test(id)) {
    throw invalidCursor('This cursor was not given by this list: begin again without one.');
  }
  return { atMs: Number(time), id };
}
