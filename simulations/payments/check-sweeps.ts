import type { StoredSweep } from './look.ts';
import type { NetworkId } from './networks.ts';
import type { Addresses, TokenTransfer } from './truth.ts';

/** Holds the recorded sweeps against every transfer that left an address of ours. Gives the first difference. */
export function sweepDifference(
  transfers: readonly TokenTransfer[],
  stored: readonly StoredSweep[],
  ours: Addresses,
  networks: readonly NetworkId[],
): string | undefined {
  // Anybody can make one of nothing.
  const left = transfers.filter(({ network, from, amount }) => networks.includes(network) && amount > 0n && ours[network].has(from));
  const rows = new Map(stored.map((row) => [`${row.network} ${row.block_hash} ${String(row.log_index)}`, row]));
  for (const { network, blockHash, logIndex, blockNumber, txHash, from, to, amount } of left) {
    const key = `${network} ${blockHash} ${String(logIndex)}`;
    const row = rows.get(key);
    rows.delete(key);
    if (row === undefined) return `the sweep of ${String(amount)} from ${from} in ${txHash} on ${network} is not recorded`;
    const [said, is] = [
      [row.tx_hash, row.from_address, row.to_address, row.amount_usdt, Number(row.block_number)],
      [txHash, from, to, amount, blockNumber],
    ].map((fields) => fields.join(' '));
    if (said !== is) return `the sweep ${said ?? ''} is ${is ?? ''}`;
  }
  for (const [key, { amount_usdt, from_address }] of rows)
    return `the sweep ${key} of ${String(amount_usdt)} from ${from_address} is not on the chain`;
  return undefined;
}
