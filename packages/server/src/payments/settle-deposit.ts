import { appendEvents, type Tx } from '../database/index.ts';
import { amountToText, assert, Problem } from '../kernel/index.ts';
import { commandIdReused } from '../ledger/index.ts';
import type { PaymentsContext } from './context.ts';
import { addCreditedUsdt, markCredited, selectDeposit } from './deposit-queries.ts';
import { earnedGrants, type EarnedGrant } from './earned-grants.ts';
import { selectInvoice, type DepositRow, type InvoiceRow } from './invoice-queries.ts';
import { packFromJson } from './stored-pack.ts';
import { depositEvent, refreshInvoices } from './tell-changes.ts';

/** Another settlement of the same deposit or invoice was faster; nothing was booked by this one. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Two settlements of one invoice can overtake each other only while both run, so a few tries are plenty. */
const triesMax = 5;

/**
 * Turns a final deposit into grants, exactly once: the grants, the deposit's state and the invoice's state are one transaction, and
 * the ids of the grants' commands follow from the crediting key, so that the ledger itself refuses a second booking. Does nothing
 * for a deposit that is not final or is credited already. May be repeated and may run twice at once.
 */
export async function settleDeposit(context: PaymentsContext, accountId: string, depositId: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await settleOnce(context, accountId, depositId);
      return;
    } catch (error) {
      const overtaken = error instanceof Overtaken || (error instanceof Problem && error.code === commandIdReused.definition.code);
      if (!overtaken || tries === triesMax) throw error;
    }
  }
}

async function settleOnce(context: PaymentsContext, accountId: string, depositId: string): Promise<void> {
  const { database, ledger, clock } = context;
  const deposit = await selectDeposit(database.sql, accountId, depositId);
  if (deposit?.status !== 'final' || deposit.invoice_id === null) return;
  const invoice = await selectInvoice(database.sql, accountId, deposit.invoice_id);
  assert(invoice !== undefined && deposit.final_at !== null, 'a final deposit has a time and its invoice exists');
  const grants = earnedGrants(packFromJson(invoice.pack), {
    amount: deposit.amount_usdt,
    finalAtMs: deposit.final_at.getTime(),
    creditedBefore: invoice.credited_usdt,
    bonusGranted: invoice.bonus_granted_at !== null,
  });
  const write = (tx: Tx): Promise<void> => book(tx, { deposit, invoice, grants, nowMs: clock.nowMs() });
  if (grants.length === 0) {
    // Too little for a millionth of a credit: nothing to grant, but the deposit is done all the same.
    await database.transaction(write);
    return;
  }
  await ledger.executeAll(
    grants.map((grant) => ({
      command: 'grant' as const,
      id: `settle:${deposit.id}:${grant.place}`,
      accountId,
      kind: grant.kind,
      amount: grant.amount,
      expiresAtMs: grant.expiresAtMs,
      label: grant.label,
      // The invoice's page shows its deposits; which of them this was, the command's id says.
      reference: { type: 'invoice' as const, id: invoice.id },
      memo: describe(deposit, invoice),
    })),
    { alongside: write },
  );
}

/** For the statement: `40 USDT for 440 credits`, `15 of 40 USDT for 440 credits`, or `45 USDT instead of 40 for 440 credits`. */
function describe(deposit: DepositRow, invoice: InvoiceRow): string {
  const { title, priceUsdt } = packFromJson(invoice.pack);
  const paid = amountToText(deposit.amount_usdt);
  const asked = amountToText(priceUsdt);
  if (deposit.amount_usdt < priceUsdt) return `${paid} of ${asked} USDT for ${title}`;
  return deposit.amount_usdt > priceUsdt ? `${paid} USDT instead of ${asked} for ${title}` : `${paid} USDT for ${title}`;
}

/** The room's own rows of a settlement. Throws when the deposit or the invoice is not where the amounts were computed from. */
async function book(
  tx: Tx,
  settlement: {
    readonly deposit: DepositRow;
    readonly invoice: InvoiceRow;
    readonly grants: readonly EarnedGrant[];
    readonly nowMs: number;
  },
): Promise<void> {
  const { deposit, invoice, grants, nowMs } = settlement;
  const credits = grants.reduce((sum, grant) => sum + grant.amount, 0n);
  const bonusGrantedAtMs = grants.some((grant) => grant.kind === 'bonus') ? nowMs : null;
  if (!(await markCredited(tx, deposit, credits, nowMs))) throw new Overtaken();
  if (!(await addCreditedUsdt(tx, invoice, deposit.amount_usdt, bonusGrantedAtMs))) throw new Overtaken();
  const credited: DepositRow = { ...deposit, status: 'credited' };
  await refreshInvoices(tx, [credited], nowMs);
  await appendEvents(tx, [depositEvent(credited, Number(invoice.head_number ?? deposit.block_number))]);
}
