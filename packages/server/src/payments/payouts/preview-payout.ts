import { Problem, type UsdtUnits } from '../../kernel/index.ts';
import type { NetworkId } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { selectDepositsOf, type DepositRow } from '../invoices/invoice-queries.ts';
import { nothingToPayOut } from '../problems.ts';
import { findPurchase } from './find-purchase.ts';
import { creditsPaidBack, owedOf } from './owed-of.ts';
import { listRefundAddresses, type RefundAddress } from './set-refund-address.ts';

/** What a refund would pay back. Amounts in USDT base units and micro-credits. */
export interface PayoutPreview {
  readonly accountId: string;
  readonly depositId: string;
  readonly invoiceId: string | null;
  readonly network: NetworkId;
  readonly txHash: string;
  readonly depositUsdt: UsdtUnits;
  readonly arrivedAtMs: number;
  /** Of the grants, for `createPayout`; `null` where nothing was bought. */
  readonly commandId: string | null;
  readonly bonusCommandIds: readonly string[];
  readonly credits: bigint;
  readonly amountUsdt: UsdtUnits;
  readonly refundAddresses: readonly RefundAddress[];
  /** Why nothing is paid back. */
  readonly problem: Problem | null;
}

/**
 * Finds the purchase that a customer tells of, and says what refunding it would pay back now, and to where. Changes nothing; what is used of
 * the credits until they are refunded is not paid back. Refuses what `findPurchase` refuses.
 */
export async function previewPayout(context: PaymentsContext, of: string): Promise<PayoutPreview> {
  const deposit = await findPurchase(context, of);
  const { commandId, bonusCommandIds } = await grantsOf(context, deposit);
  return {
    accountId: deposit.account_id,
    depositId: deposit.id,
    invoiceId: deposit.invoice_id,
    network: deposit.network,
    txHash: deposit.tx_hash,
    depositUsdt: deposit.amount_usdt,
    arrivedAtMs: deposit.seen_at.getTime(),
    commandId,
    bonusCommandIds,
    refundAddresses: await listRefundAddresses(context, deposit.account_id),
    ...(await worthOf(context, deposit, { commandId, bonusCommandIds })),
  };
}

interface Grants {
  readonly commandId: string | null;
  readonly bonusCommandIds: readonly string[];
}

/** What the deposit has bought, and the bonuses of its invoice, which another part of the price may have brought. */
async function grantsOf({ database, ledger }: PaymentsContext, deposit: DepositRow): Promise<Grants> {
  const { account_id: accountId, invoice_id: invoiceId } = deposit;
  const parts = invoiceId === null ? [deposit] : await selectDepositsOf(database.sql, accountId, [invoiceId]);
  const found = await Promise.all(parts.map(async ({ id }) => ({ id, entries: await ledger.findEntries(accountId, `settle:${id}:`) })));
  const granted = found.flatMap(({ id, entries }) =>
    entries.flatMap(({ kind, commandId, parts: [part] }) =>
      kind === 'grant' && commandId !== null && part !== undefined ? [{ id, commandId, kind: part.kind }] : [],
    ),
  );
  return {
    commandId: granted.find(({ id, kind }) => id === deposit.id && kind === 'purchased')?.commandId ?? null,
    bonusCommandIds: granted.flatMap(({ kind, commandId }) => (kind === 'bonus' ? [commandId] : [])),
  };
}

async function worthOf(
  { database, ledger }: PaymentsContext,
  deposit: DepositRow,
  { commandId, bonusCommandIds }: Grants,
): Promise<Pick<PayoutPreview, 'credits' | 'amountUsdt' | 'problem'>> {
  const nothing = (problem: Problem) => ({ credits: 0n, amountUsdt: 0n, problem });
  if (commandId === null) return nothing(nothingToPayOut('No credits were bought with this deposit.'));
  const refund = await ledger.previewRefund({ accountId: deposit.account_id, commandId, bonusCommandIds });
  if ('problem' in refund) return nothing(refund.problem);
  const credits = creditsPaidBack(refund.entry);
  try {
    return { credits, amountUsdt: (await owedOf(database.sql, deposit, credits)).amountUsdt, problem: null };
  } catch (error) {
    if (error instanceof Problem) return nothing(error);
    throw error;
  }
}
