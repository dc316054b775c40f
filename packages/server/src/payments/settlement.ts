import type { Tx } from '../database/index.ts';
import type { Command, Entry } from '../ledger/index.ts';
import type { EarnedGrant } from './earned-grants.ts';
import type { DepositRow, InvoiceRow } from './invoice-queries.ts';

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
  /** What the deposit is said to have brought. */
  readonly credits: bigint;
  /** Whether what a purchase brings once (its bonuses, the start of its subscription) is among them. */
  readonly once: boolean;
  /** Writes rows of its own in the same transaction. Throws `Overtaken` when what it was decided on has changed. */
  readonly alongside?: (tx: Tx, entries: readonly Entry[]) => Promise<void>;
}

/** The command of one earned grant. */
export function grantCommand(deposit: DepositRow, invoice: InvoiceRow, grant: EarnedGrant, memo: string, suffix = ''): Command {
  return {
    command: 'grant',
    id: `settle:${deposit.id}:${String(grant.place)}${suffix}`,
    accountId: deposit.account_id,
    kind: grant.kind,
    amount: grant.amount,
    expiresAtMs: grant.expiresAtMs,
    label: grant.label,
    // The invoice's page shows its deposits; which of them this was, the command's id says.
    reference: { type: 'invoice', id: invoice.id },
    memo,
  };
}

export function sumOf(grants: readonly EarnedGrant[]): bigint {
  return grants.reduce((sum, grant) => sum + grant.amount, 0n);
}
