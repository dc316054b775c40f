import { appendEvents, type Tx } from '../../database/index.ts';
import type { Entry } from '../../ledger/index.ts';
import type { PaymentsContext } from '../context.ts';
import { selectCursor } from '../follow/cursor-queries.ts';
import { lockDeposit, markCredited, selectWithoutEntry, setInvoice } from '../deposits/deposit-queries.ts';
import { lockInvoice, type DepositRow } from '../invoices/invoice-queries.ts';
import { bookedLines, type BookedLine } from './settlement.ts';
import { depositEvents, refreshInvoices } from '../tell-changes.ts';

/**
 * A final deposit of which the ledger knows already has lost its row, and was found again: it is written down as credited with what was
 * booked, for the invoice that it was booked for, and nothing is booked. The same for one of which is written down that it is credited and
 * brought nothing of its own. Gives whether that was so; one that is credited now, or was returned, is left alone.
 */
export async function restoreDeposit(context: PaymentsContext, found: DepositRow): Promise<boolean> {
  const { database, ledger, clock, log } = context;
  const entries = await ledger.findEntries(found.account_id, `settle:${found.id}:`);
  const silent = entries.length === 0 ? await selectWithoutEntry(database.sql, found) : undefined;
  if (entries.length === 0 && silent === undefined) return false;
  const invoiceId = silent?.invoice_id ?? entries.find(({ reference }) => reference?.type === 'invoice')?.reference?.id ?? null;
  await database.transaction(async (tx) => {
    const deposit = await lockDeposit(tx, found.account_id, found.id);
    if (deposit?.status !== 'final') return;
    const nowMs = clock.nowMs();
    const placed = await giveBack(tx, deposit, invoiceId);
    const lines = entries.map(lineOf);
    await markCredited(
      tx,
      placed,
      { credits: lines.reduce((sum, { credits }) => sum + credits, 0n), lines: bookedLines({ lines }) },
      nowMs,
    );
    const credited: DepositRow = { ...placed, status: 'credited', unmatched_reason: null };
    await refreshInvoices(tx, [deposit, credited], nowMs);
    const head = await selectCursor(tx, credited.network);
    await appendEvents(tx, depositEvents(credited, head?.number ?? Number(credited.block_number)));
    log.error({ depositId: deposit.id, accountId: deposit.account_id }, 'a deposit that was credited had lost its row; it is restored');
  });
  return true;
}

async function giveBack(tx: Tx, deposit: DepositRow, invoiceId: string | null): Promise<DepositRow> {
  const exists = invoiceId !== null && (await lockInvoice(tx, deposit.account_id, invoiceId)) !== undefined;
  return setInvoice(tx, deposit, exists ? invoiceId : null);
}

/** One line for each entry. What a subscription brings over time stands in its rule. */
function lineOf({ kind, rule, parts, postings, memo }: Entry): BookedLine {
  const label = memo ?? '';
  if (rule?.rule === 'recurring-grant') return { kind: 'subscription', credits: rule.amount * BigInt(rule.cycles ?? 1), label };
  if (rule?.rule === 'more-cycles') return { kind: 'subscription', credits: 0n, label };
  if (kind === 'settle') return { kind: 'settled', credits: postings.find(({ book }) => book === 'receivable')?.amount ?? 0n, label };
  return {
    kind: parts[0]?.kind === 'bonus' ? 'bonus' : 'purchased',
    credits: parts.reduce((sum, { amount }) => sum + amount, 0n),
    label,
  };
}
