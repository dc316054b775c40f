import type { JsonObject, Tx } from '../../database/index.ts';
import { amountToText } from '../../kernel/index.ts';
import type { Command, Entry } from '../../ledger/index.ts';
import type { EarnedGrant } from './earned-grants.ts';
import type { DepositRow, InvoiceRow } from '../invoices/invoice-queries.ts';
import { arrivedBefore, type DepositFact } from '../invoices/invoice-state.ts';

/** Another settlement of the same account was faster; nothing was booked by this one. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** One of the tries of a settlement; the ledger remembers what it refused, so that each has ids of its own. */
export interface Try {
  /** Added to the ids of commands; empty for the first. */
  readonly suffix: string;
  /** Whether the try before has found that what it was to extend does not run any more. */
  readonly stopped: boolean;
}

/** What a deposit comes to: commands of the ledger that are booked together, and rows beside them. */
export interface Settlement {
  readonly commands: readonly Command[];
  /** The same for people, line by line. */
  readonly lines: readonly BookedLine[];
  /** What the deposit is said to have brought. */
  readonly credits: bigint;
  /** Whether what a purchase brings once (its bonuses, the start of its subscription) is among them. */
  readonly once: boolean;
  /** Writes rows of its own in the same transaction. Throws `Overtaken` when what it was decided on has changed. */
  readonly alongside?: (tx: Tx, entries: readonly Entry[]) => Promise<void>;
}

/** One line of what a deposit brought. `settled`: paid for what was used on credit. */
export interface BookedLine {
  readonly kind: 'purchased' | 'bonus' | 'subscription' | 'settled';
  readonly credits: bigint;
  readonly label: string;
}

export function linesOf(grants: readonly EarnedGrant[]): readonly BookedLine[] {
  return grants.map(({ kind, amount, label }) => ({ kind, credits: amount, label }));
}

/** The lines as the database keeps them. */
export function bookedLines({ lines }: Pick<Settlement, 'lines'>): readonly JsonObject[] {
  return lines.map(({ kind, credits, label }) => ({ kind, credits: amountToText(credits), label }));
}

/** What of these deposits is final, or credited, and arrived before the time for the whole price was over. */
export function finalInTime(invoice: InvoiceRow, deposits: readonly DepositRow[]): bigint {
  return arrivedBefore(
    deposits.filter(({ status }) => status === 'final' || status === 'credited').map(factOf),
    invoice.grace_until.getTime(),
  );
}

export function factOf(deposit: DepositRow): DepositFact {
  return {
    status: deposit.status,
    amountUsdt: deposit.amount_usdt,
    blockTimeMs: deposit.block_time.getTime(),
    seenAtMs: deposit.seen_at.getTime(),
  };
}

/** The command of one earned grant. */
export function grantCommand(deposit: DepositRow, grant: EarnedGrant, memo: string, suffix: string): Command {
  return {
    command: 'grant',
    id: `settle:${deposit.id}:${String(grant.place)}${suffix}`,
    accountId: deposit.account_id,
    kind: grant.kind,
    amount: grant.amount,
    expiresAtMs: grant.expiresAtMs,
    label: grant.label,
    // The invoice's page shows its deposits; which of them this was, the command's id says.
    reference: deposit.invoice_id === null ? { type: 'deposit', id: deposit.id } : { type: 'invoice', id: deposit.invoice_id },
    memo,
  };
}

export function sumOf(grants: readonly EarnedGrant[]): bigint {
  return grants.reduce((sum, grant) => sum + grant.amount, 0n);
}
