import { amountToText, assertNever } from '../../kernel/index.ts';
import type { PayoutRow } from './queries.ts';

/** What has become of a payout, in a sentence for whom it is owed to. */
export function explainToOwner(row: PayoutRow, networkTitle: string): string {
  const amount = `${amountToText(row.amount_usdt)} USDT`;
  switch (row.status) {
    case 'requested':
    case 'exported':
      return `${amount} will be sent to your address on ${networkTitle}; the operator sends refunds by hand, so it may take some days.`;
    case 'sent':
      return row.seen_tx_hash === null
        ? `${amount} was sent to your address on ${networkTitle}; the chain does not show it yet.`
        : `${amount} is on the chain, on its way to your address on ${networkTitle}, and is being confirmed.`;
    case 'confirmed':
      return `${amount} has arrived at your address on ${networkTitle}, and the chain will not take it back.`;
    case 'canceled':
      return row.replaced_by === null
        ? `${amount} was called off before it was sent; ask the operator what happens instead.`
        : `${amount} was called off before it was sent; another payout has taken its place.`;
    default:
      return assertNever(row.status);
  }
}

/** What has become of a payout, and what is to be done next, in a sentence for the operator. */
export function explainToOperator(row: PayoutRow): string {
  switch (row.status) {
    case 'requested':
      return 'Waits for the next file for your wallet.';
    case 'exported':
      return 'Stands in a file for your wallet. Sign and send it; it is recognised on the chain by its address and amount.';
    case 'sent':
      return row.seen_tx_hash === null
        ? 'You have said that it was sent; the chain does not show it yet. Do not send it again before you know that the first is lost for good.'
        : 'The chain shows it; it is confirmed when that is final.';
    case 'confirmed':
      return 'Paid: the chain shows it, and will not take it back.';
    case 'canceled':
      return row.replaced_by === null
        ? 'Called off. The credits stay refunded: write another in its place, or pay back in another way.'
        : 'Called off; another payout has taken its place.';
    default:
      return assertNever(row.status);
  }
}
