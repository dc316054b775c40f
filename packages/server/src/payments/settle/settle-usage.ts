import type { Command } from '../../ledger/index.ts';
import { addMonths, type Purchase } from '../../offers/index.ts';
import type { PaymentsContext } from '../context.ts';
import type { DepositRow, InvoiceRow } from '../invoices/invoice-queries.ts';
import { grantCommand, type BookedLine, type Settlement, type Try } from './settlement.ts';

const surplusMonths = 12;

/**
 * What a deposit for used credits comes to: it settles what is billed, at the price of the invoice, and what goes beyond it is granted as
 * purchased credits. When another payment has settled meanwhile the ledger refuses, and the next try, under ids of its own, sees what is left.
 */
export async function settleUsage(
  { ledger }: PaymentsContext,
  invoice: InvoiceRow,
  purchase: Purchase,
  deposit: DepositRow & { readonly final_at: Date },
  memo: string,
  { suffix }: Try,
): Promise<Settlement> {
  const accountId = invoice.account_id;
  const [line] = purchase.lines;
  const atRate = (sum: bigint): bigint => (sum * (line?.credits ?? 0n)) / purchase.priceUsdt;
  const credits = atRate(invoice.credited_usdt + deposit.amount_usdt) - atRate(invoice.credited_usdt);
  const billed = (await ledger.readRules(accountId)).credit?.billed ?? 0n;
  const settled = credits < billed ? credits : billed;
  const rest = credits - settled;
  const settle: Command = {
    command: 'settle',
    id: `settle:${deposit.id}:owed${suffix}`,
    accountId,
    amount: settled,
    reference: { type: 'invoice', id: invoice.id },
    memo,
  };
  const expiresAtMs = addMonths(deposit.final_at.getTime(), surplusMonths);
  const grant = { place: 0, kind: 'purchased' as const, amount: rest, expiresAtMs, label: `Paid beyond ${purchase.title}` };
  const lines: readonly BookedLine[] = [
    { kind: 'settled' as const, credits: settled, label: purchase.title },
    { kind: 'purchased' as const, credits: rest, label: grant.label },
  ].filter((each) => each.credits > 0n);
  return {
    commands: [...(settled > 0n ? [settle] : []), ...(rest > 0n ? [grantCommand(deposit, grant, memo, suffix)] : [])],
    lines,
    credits,
    once: false,
  };
}
