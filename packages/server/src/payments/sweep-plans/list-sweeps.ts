import { pageFrom, readCursor, type UsdtUnits } from '../../kernel/index.ts';
import type { NetworkId } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { selectSweeps, type SweepRow } from './queries.ts';

/** A transfer that has left an address of ours, as the chain shows it. Its amount is in base units of USDT. */
export interface Sweep {
  readonly id: string;
  readonly network: NetworkId;
  readonly txHash: string;
  /** Tells apart the transfers of one block. */
  readonly logIndex: number;
  readonly blockNumber: number;
  readonly blockHash: string;
  /** From where and to where, as people read it. */
  readonly address: string;
  readonly to: string;
  /** Whose deposits lay there. */
  readonly accountId: string;
  readonly amountUsdt: UsdtUnits;
  /** Whether the chain will not take it back. */
  readonly final: boolean;
  readonly seenAtMs: number;
}

export interface SweepPage {
  readonly sweeps: readonly Sweep[];
  /** Gives the next page; `null` on the last one. */
  readonly nextCursor: string | null;
}

/** What was swept on every network, the newest first, `limit` of them at most; not what the chain has taken back. Refuses `invalid_cursor`. */
export async function listSweeps(
  { database, networks }: PaymentsContext,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<SweepPage> {
  const before = readCursor(page.cursor, 'swp');
  const rows = await selectSweeps(database.sql, { before, limit: page.limit + 1 });
  const { shown, nextCursor } = pageFrom(rows, page.limit, ({ seen_at, id }) => ({ atMs: seen_at.getTime(), id }));
  return {
    sweeps: shown.map((row) => viewSweep(row, (address) => networks.get(row.network)?.depositKey.showAddress(address) ?? address)),
    nextCursor,
  };
}

function viewSweep(row: SweepRow, show: (address: string) => string): Sweep {
  return {
    id: row.id,
    network: row.network,
    txHash: row.tx_hash,
    logIndex: row.log_index,
    blockNumber: Number(row.block_number),
    blockHash: row.block_hash,
    address: show(row.from_address),
    to: show(row.to_address),
    accountId: row.account_id,
    amountUsdt: row.amount_usdt,
    final: row.final,
    seenAtMs: row.seen_at.getTime(),
  };
}
