import { appendEvents, type Database } from '../database/index.ts';
import type { BlockRef, NetworkFacts } from './chain.ts';
import { ChainInDoubt } from './chain-in-doubt.ts';
import { lockCursor, selectBlockHash } from './cursor-queries.ts';
import { lockUnfinishedDeposits, setDepositStatus } from './deposit-queries.ts';
import type { DepositRow } from './invoice-queries.ts';
import { CursorMoved } from './record-observations.ts';
import { confirmationsOf, depositEvent, refreshInvoices } from './tell-changes.ts';

/**
 * Tells the deposits how many blocks lie on top of them, and makes those final that the chain cannot take back any more by the
 * network's rule, as far as two sources have said what final blocks hold. `cursor` is the last recorded block; `final` is the
 * chain's word. Gives how many became final now.
 */
export async function confirmDeposits(
  database: Database,
  facts: NetworkFacts,
  at: { readonly cursor: BlockRef; readonly final: (BlockRef & { readonly checkedNumber: number }) | undefined; readonly nowMs: number },
): Promise<number> {
  const { cursor, final, nowMs } = at;
  const finalNumber = final === undefined ? undefined : Math.min(final.number, final.checkedNumber, cursor.number);
  return database.transaction(async (tx) => {
    if (!(await lockCursor(tx, facts.id, cursor, finalNumber))) throw new CursorMoved();
    if (final !== undefined) {
      const recorded = await selectBlockHash(tx, facts.id, final.number);
      if (recorded !== undefined && recorded !== final.hash) {
        throw new ChainInDoubt(
          'The node calls another block final than the one that it gave before; nothing is credited until it is clear.',
        );
      }
    }
    const before = await lockUnfinishedDeposits(tx, facts.id);
    const after: DepositRow[] = [];
    for (const deposit of before) {
      const status = statusOf(deposit, facts, cursor.number, finalNumber);
      if (status !== deposit.status && status !== 'seen') await setDepositStatus(tx, deposit, status, nowMs);
      after.push({ ...deposit, status });
    }
    await refreshInvoices(
      tx,
      after.filter((deposit, place) => deposit.status !== before[place]?.status),
      nowMs,
    );
    await appendEvents(
      tx,
      after.map((deposit) => depositEvent(deposit, cursor.number)),
    );
    return after.filter((deposit) => deposit.status === 'final').length;
  });
}

function statusOf(
  deposit: DepositRow,
  facts: NetworkFacts,
  headNumber: number,
  finalNumber: number | undefined,
): 'seen' | 'confirming' | 'final' {
  const confirmations = confirmationsOf(deposit, headNumber);
  const isFinal =
    facts.creditAt === 'final'
      ? finalNumber !== undefined && Number(deposit.block_number) <= finalNumber
      : confirmations >= facts.confirmationsRequired;
  if (isFinal) return 'final';
  return confirmations > 0 ? 'confirming' : 'seen';
}
