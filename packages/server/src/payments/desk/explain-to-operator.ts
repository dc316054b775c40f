import { amountToText } from '../../kernel/index.ts';
import type { DepositView } from '../deposits/deposit-view.ts';

/** Why a deposit stands on the operator's list, or has left it, and what can be done about it, in plain words. */
export function explainToOperator(deposit: DepositView): string {
  const { amountUsdt, networkTitle, status, unmatchedReason, unmatchedDetail, credits } = deposit;
  const amount = `${amountToText(amountUsdt)} USDT on ${networkTitle}`;
  if (unmatchedReason === 'vanished') {
    return `${amount} was credited as ${amountToText(credits ?? 0n)} credits, and the chain has taken it back since. The account keeps them until you take them back.`;
  }
  switch (status) {
    case 'credited':
      return `${amount} was credited as ${amountToText(credits ?? 0n)} credits${invoiceWords(deposit)}.`;
    case 'returned':
      return `${amount} is not credited: you have dealt with it (${unmatchedDetail ?? 'no note'}).`;
    case 'orphaned':
      return `${amount} was taken back by the chain. It counts again, once, if the chain takes it in again.`;
    case 'final':
      return `${amount} ${troubleWords(deposit)}`;
    case 'seen':
    case 'confirming':
      return `${amount} is not final yet${invoiceWords(deposit)}; it is credited by itself.`;
  }
}

function troubleWords({ amountUsdt, unmatchedReason, unmatchedDetail }: DepositView): string {
  switch (unmatchedReason) {
    case 'dust':
      return amountUsdt === 0n
        ? 'moved nothing: somebody wanted to be seen. Mark it dealt with, or leave it.'
        : 'is below the least amount of your settings, and was not credited. Credit it all the same, or let it pay an invoice.';
    case 'account_closed':
      return 'came for an account that is not open any more. Send it back from your wallet and mark it returned, or open the account and credit it.';
    case null:
      return 'is final; it is credited in a moment, or when the rest of its price has come.';
    default:
      return `was refused by the ledger: ${unmatchedDetail ?? 'it gave no reason.'} It is tried again by itself; you can also let it pay another invoice.`;
  }
}

function invoiceWords({ invoiceId, match }: DepositView): string {
  if (invoiceId === null) return ' without an invoice, at the rate of the account’s last one or of the offers';
  return match === 'operator' ? ' for the invoice that you chose' : ' for its invoice';
}
