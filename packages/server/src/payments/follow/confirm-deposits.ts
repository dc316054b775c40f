import { appendEvents } from '../../database/index.ts';
import type { BlockRef, NetworkFacts } from '../chain.ts';
import { ChainInDoubt } from './chain-in-doubt.ts';
import type { PaymentsContext } from '../context.ts';
import { lockCursor, selectBlockHash } from './cursor-queries.ts';
import { lockUnfinishedDeposits, setDepositStatus, sumEarlyDeposits } from '../deposits/deposit-queries.ts';
import type { DepositRow } from '../invoices/invoice-queries.ts';
import { matchDeposits } from '../matching/index.ts';
import { confirmPayouts } from '../payouts/index.ts';
import { CursorMoved } from './record-observations.ts';
import { confirmationsOf, depositEvents, refreshInvoices } from '../tell-changes.ts';

/**
 * Tells the deposits how many blocks lie on top of them, and makes those final that the chain cannot take back any more by the
 * network's rule, as far as two sources have said what final blocks hold. `cursor` is the last recorded block; `final` is the
 * chain's word. Gives how many became final now.
 */
export async function confirmDeposits(
  { database, rules }: Pick<PaymentsContext, 'database' | 'rules'>,
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
    const early = new Map(
      facts.early && before.length > 0
        ? await sumEarlyDeposits(tx, facts.id, [...new Set(before.map(({ account_id }) => account_id))], finalNumber ?? -1)
        : [],
    );
    const after: DepositRow[] = [];
    for (const deposit of before) {
      const status = statusOf(deposit, facts, { headNumber: cursor.number, finalNumber, early });
      if (status !== deposit.status && status !== 'seen') await setDepositStatus(tx, deposit, status, nowMs);
      after.push({ ...deposit, status });
    }
    // Somebody may have paid first and asked for an invoice then.
    const matched = await matchDeposits(tx, facts.id, after, { rules, nowMs });
    await refreshInvoices(
      tx,
      matched.filter((deposit, place) => deposit.status !== before[place]?.status || deposit.invoice_id !== before[place]?.invoice_id),
      nowMs,
    );
    await appendEvents(
      tx,
      matched.flatMap((deposit) => depositEvents(deposit, cursor.number)),
    );
    // The same rule as for deposits, without the early one: nobody waits for it.
    const finalThrough = facts.creditAt === 'final' ? finalNumber : cursor.number - facts.confirmationsRequired;
    if (finalThrough !== undefined) await confirmPayouts(tx, facts.id, finalThrough, nowMs);
    return matched.filter((deposit) => deposit.status === 'final').length;
  });
}

interface Heights {
  readonly headNumber: number;
  readonly finalNumber: number | undefined;
  /** What of each account counts as final already, before the chain says so. */
  readonly early: Map<string, bigint>;
}

function statusOf(deposit: DepositRow, facts: NetworkFacts, heights: Heights): 'seen' | 'confirming' | 'final' {
  const { finalNumber } = heights;
  const confirmations = confirmationsOf(deposit, heights.headNumber);
  const isFinal =
    facts.creditAt === 'final'
      ? (finalNumber !== undefined && Number(deposit.block_number) <= finalNumber) || isEarlyEnough(deposit, facts, confirmations, heights)
      : confirmations >= facts.confirmationsRequired;
  if (isFinal) return 'final';
  return confirmations > 0 ? 'confirming' : 'seen';
}

/** A small deposit need not wait so long. Many small ones at once are a large one: all that an account has in this way is counted together. */
function isEarlyEnough(deposit: DepositRow, { early }: NetworkFacts, confirmations: number, heights: Heights): boolean {
  if (early === undefined || confirmations < early.confirmations) return false;
  const sum = (heights.early.get(deposit.account_id) ?? 0n) + deposit.amount_usdt;
  if (sum > early.upToUsdt) return false;
  heights.early.set(deposit.account_id, sum);
  return true;
}
