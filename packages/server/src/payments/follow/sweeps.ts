import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import { derivedId } from '../../kernel/index.ts';
import type { NetworkId, Transfer } from '../chain.ts';
import { selectKnownAddresses } from '../deposits/deposit-queries.ts';

/**
 * Picks the transfers that leave addresses of ours. Only whoever holds their private keys, or was allowed by them, can make one that moves
 * something; anybody can make one of nothing, so those are left out.
 */
export async function matchSweeps(from: Sql, network: NetworkId, transfers: readonly Transfer[]): Promise<readonly Transfer[]> {
  const senders = new Set(transfers.filter(({ amount }) => amount > 0n).map((transfer) => transfer.from));
  const ours = new Set((await selectKnownAddresses(from, network, [...senders])).map(({ address }) => address));
  return transfers.filter((transfer) => transfer.amount > 0n && ours.has(transfer.from));
}

/**
 * Makes the sweeps that are recorded of these blocks exactly these: what is recorded and not among them is taken back. Running it twice
 * changes nothing more.
 */
export async function recordSweeps(
  tx: Tx,
  network: NetworkId,
  read: { readonly fromBlock: number; readonly toBlock: number; readonly sweeps: readonly Transfer[]; readonly nowMs: number },
): Promise<void> {
  const now = new Date(read.nowMs);
  await orphanSweeps(tx, network, read);
  for (const { blockHash, logIndex, blockNumber, txHash, from, to, amount } of read.sweeps) {
    await sql`
      insert into sweeps (id, network, block_hash, log_index, block_number, tx_hash, from_address, to_address, amount_usdt, seen_at)
      values (${derivedId('swp', network, blockHash, String(logIndex))}, ${network}, ${blockHash}, ${logIndex}, ${blockNumber}, ${txHash}, ${from},
        ${to}, ${amount}, ${now})
      on conflict (network, block_hash, log_index) do update set orphaned_at = null, tx_hash = excluded.tx_hash,
        from_address = excluded.from_address, to_address = excluded.to_address, amount_usdt = excluded.amount_usdt`.execute(tx);
  }
}

/** Takes back the sweeps that were seen in these blocks, the last one included when it is named. */
export async function orphanSweeps(
  tx: Tx,
  network: NetworkId,
  blocks: { readonly fromBlock: number; readonly toBlock?: number; readonly nowMs: number },
): Promise<void> {
  await sql`
    update sweeps set orphaned_at = ${new Date(blocks.nowMs)}
    where network = ${network} and block_number >= ${blocks.fromBlock} and block_number <= ${blocks.toBlock ?? Number.MAX_SAFE_INTEGER}
      and orphaned_at is null`.execute(tx);
}
