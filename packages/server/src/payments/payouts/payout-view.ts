import type { UsdtUnits } from '../../kernel/index.ts';
import type { NetworkId } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { explainToOperator, explainToOwner } from './explain-payout.ts';
import type { PayoutRow, PayoutStatus } from './queries.ts';

/** What is owed for a refund. Amounts in USDT base units and micro-credits, times in milliseconds. */
export interface PayoutView {
  readonly id: string;
  readonly accountId: string;
  readonly depositId: string;
  /** The ledger's command that took the credits back. */
  readonly refundCommandId: string;
  /** The canceled payout in whose place it stands. */
  readonly replaces: string | null;
  readonly network: NetworkId;
  /** As people read it, with its checksum. */
  readonly address: string;
  readonly amountUsdt: UsdtUnits;
  readonly credits: bigint;
  readonly status: PayoutStatus;
  readonly exportId: string | null;
  /** The transaction that pays it: what the chain says, or else the operator. */
  readonly txHash: string | null;
  /** Whether the chain says so, and in which block. */
  readonly onChain: boolean;
  readonly blockNumber: number | null;
  readonly blockHash: string | null;
  /** The payout that has taken the place of a canceled one. */
  readonly replacedBy: string | null;
  /** What has become of it: for the owner, and for the operator. */
  readonly toldOwner: string;
  readonly toldOperator: string;
  readonly createdAtMs: number;
  readonly exportedAtMs: number | null;
  readonly confirmedAtMs: number | null;
  readonly canceledAtMs: number | null;
}

export function viewPayout({ networks }: Pick<PaymentsContext, 'networks'>, row: PayoutRow): PayoutView {
  return {
    id: row.id,
    accountId: row.account_id,
    depositId: row.deposit_id,
    refundCommandId: row.refund_command_id,
    replaces: row.replaces,
    network: row.network,
    address: row.shown_address,
    amountUsdt: row.amount_usdt,
    credits: row.credits,
    status: row.status,
    exportId: row.export_id,
    txHash: row.seen_tx_hash ?? row.sent_tx_hash,
    onChain: row.seen_tx_hash !== null,
    blockNumber: row.seen_block_number === null ? null : Number(row.seen_block_number),
    blockHash: row.seen_block_hash,
    replacedBy: row.replaced_by,
    toldOwner: explainToOwner(row, networks.get(row.network)?.chain.facts.title ?? row.network),
    toldOperator: explainToOperator(row),
    createdAtMs: row.created_at.getTime(),
    exportedAtMs: row.exported_at?.getTime() ?? null,
    confirmedAtMs: row.confirmed_at?.getTime() ?? null,
    canceledAtMs: row.canceled_at?.getTime() ?? null,
  };
}
