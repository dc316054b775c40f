import { amountFromText, assert, type UsdtUnits } from '../../kernel/index.ts';
import type { NetworkId } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { explainDeposit, type UnmatchedReason } from './explain-deposit.ts';
import type { DepositRow, ShownDepositRow } from '../invoices/invoice-queries.ts';
import type { DepositStatus } from '../invoices/invoice-state.ts';
import type { Match } from '../matching/index.ts';
import type { BookedLine } from '../settle/settlement.ts';
import { confirmationsOf } from '../tell-changes.ts';

/** One transfer that arrived, for the payer. Amounts in USDT base units, credits in micro-credits, times in milliseconds. */
export interface DepositView {
  readonly id: string;
  readonly network: NetworkId;
  readonly networkTitle: string;
  readonly txHash: string;
  readonly ordinal: number;
  readonly invoiceId: string | null;
  /** Why it counts for its invoice. */
  readonly match: Match | null;
  readonly amountUsdt: UsdtUnits;
  readonly status: DepositStatus;
  /** At most `confirmationsRequired`. */
  readonly confirmations: number;
  readonly confirmationsRequired: number;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly seenAtMs: number;
  readonly finalAtMs: number | null;
  readonly creditedAtMs: number | null;
  readonly credits: bigint | null;
  /** What it brought, line by line. */
  readonly lines: readonly BookedLine[];
  /** Why it is on the operator's list, if it is. */
  readonly unmatchedReason: UnmatchedReason | null;
  readonly unmatchedCode: string | null;
  readonly unmatchedDetail: string | null;
  /** What became of it, in one sentence. */
  readonly explanation: string;
}

export function viewDeposit(context: PaymentsContext, row: ShownDepositRow): DepositView {
  const facts = context.networks.get(row.network)?.chain.facts;
  const { early } = facts ?? {};
  const enough = row.status === 'final' || row.status === 'credited';
  // Below the operator's limit fewer blocks are enough, as long as not too much else is on its way.
  const required = early && row.amount_usdt <= early.upToUsdt ? early.confirmations : (facts?.confirmationsRequired ?? 0);
  const counted = confirmationsOf(row, Number(row.head_number ?? 0));
  const confirmations = enough ? required : Math.min(counted, required);
  // The stored state follows a moment after the block that confirms it.
  const status = row.status === 'seen' && confirmations > 0 ? 'confirming' : row.status;
  const view = {
    id: row.id,
    network: row.network,
    networkTitle: facts?.title ?? row.network,
    txHash: row.tx_hash,
    ordinal: row.ordinal,
    invoiceId: row.invoice_id,
    match: row.match,
    amountUsdt: row.amount_usdt,
    status,
    confirmations,
    confirmationsRequired: required,
    blockNumber: Number(row.block_number),
    blockHash: row.block_hash,
    seenAtMs: row.seen_at.getTime(),
    finalAtMs: row.final_at?.getTime() ?? null,
    creditedAtMs: row.credited_at?.getTime() ?? null,
    credits: row.credits,
    lines: linesFromJson(row.lines),
    unmatchedReason: row.unmatched_reason,
    unmatchedCode: row.unmatched_code,
    unmatchedDetail: row.unmatched_detail,
  };
  return { ...view, explanation: explainDeposit(view) };
}

/** The lines as `bookedLines` wrote them. */
export function linesFromJson(json: DepositRow['lines']): readonly BookedLine[] {
  // The column is written by bookedLines alone.
  const stored = (json ?? []) as unknown as readonly { kind: BookedLine['kind']; credits: string; label: string }[];
  return stored.map(({ kind, credits, label }) => {
    const amount = amountFromText(credits);
    assert(amount !== undefined, 'a stored line holds an exact amount');
    return { kind, credits: amount, label };
  });
}
