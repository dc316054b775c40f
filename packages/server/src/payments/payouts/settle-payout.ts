import type { PaymentsContext } from '../context.ts';
import { payoutNotFound, payoutNotReady, payoutSettled } from '../problems.ts';
import { viewPayout, type PayoutView } from './payout-view.ts';
import { lockPayout, selectPayout, setCanceled, setSent, type PayoutRow } from './queries.ts';
import type { Tx } from '../../database/index.ts';

/**
 * Writes down that the operator has sent a payout, with the hash of the transaction in lower-case hexadecimal with 0x. It is confirmed by
 * the chain alone. Until then another hash may take the place of a wrong one; the same may be repeated. Refuses `payout_not_found`,
 * `payout_not_ready` for one that was not exported, and `payout_settled` for one that was canceled or that another transaction pays.
 */
export function markPayoutSent(
  context: PaymentsContext,
  request: { readonly payoutId: string; readonly txHash: string },
): Promise<PayoutView> {
  const { payoutId, txHash } = request;
  return change(context, payoutId, async (tx, payout) => {
    if (payout.status === 'requested')
      throw payoutNotReady('This payout was not exported yet, so nobody can have sent it: export it first.');
    if (payout.status === 'canceled') throw payoutSettled('This payout was canceled. If it was sent all the same, do not replace it.');
    if (payout.seen_tx_hash === txHash) return;
    if (payout.seen_tx_hash !== null) throw payoutSettled(`Transaction ${payout.seen_tx_hash} pays this payout already.`);
    if (payout.sent_tx_hash !== txHash) await setSent(tx, payout, txHash);
  });
}

/**
 * Calls a payout off that was not sent and never will be; the credits stay refunded, and another may take its place. The chain is no longer
 * watched for it, so whoever cancels an exported one must have thrown the file away. May be repeated. Refuses `payout_not_found`, and
 * `payout_settled` for one that was sent.
 */
export function cancelPayout(context: PaymentsContext, payoutId: string): Promise<PayoutView> {
  return change(context, payoutId, async (tx, payout) => {
    if (payout.status === 'canceled') return;
    if (payout.status === 'sent' || payout.status === 'confirmed') throw payoutSettled('This payout was sent: it cannot be called off.');
    await setCanceled(tx, payout, context.clock.nowMs());
  });
}

async function change(context: PaymentsContext, payoutId: string, make: (tx: Tx, payout: PayoutRow) => Promise<void>): Promise<PayoutView> {
  return context.database.transaction(async (tx) => {
    const payout = await lockPayout(tx, payoutId);
    if (payout === undefined) throw payoutNotFound('There is no such payout: take the id from the list.');
    await make(tx, payout);
    return viewPayout(context, (await selectPayout(tx, payoutId)) ?? payout);
  });
}
