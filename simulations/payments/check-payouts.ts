import type { AtRest } from './check-rest.ts';
import type { StoredDeposit, StoredPayout } from './look.ts';
import { refundedCredits } from './model-invoice.ts';
import type { TokenTransfer } from './truth.ts';

/**
 * Holds the payouts against the refunds of the ledger, the files that the operator has and the transfers of the chain. Gives the first
 * difference.
 */
export async function payoutDifference(
  at: AtRest,
  transfers: readonly TokenTransfer[],
  deposits: readonly StoredDeposit[],
): Promise<string | undefined> {
  const rows = await at.look.payouts();
  return (
    (await owedDifference(at, rows, deposits)) ??
    fileDifference(at, rows) ??
    paidDifference(at, rows, transfers) ??
    (await toldDifference(at, rows))
  );
}

/** Each refund is owed once, whatever was called off and replaced, and never more than its deposit. */
async function owedDifference(
  { look, payouts }: AtRest,
  rows: readonly StoredPayout[],
  deposits: readonly StoredDeposit[],
): Promise<string | undefined> {
  const booked = await look.refunds();
  const granted = payouts.refunds.filter(({ answer }) => answer === 'granted');
  if (booked.size !== granted.length) return `${String(booked.size)} refunds are booked, and ${String(granted.length)} were answered`;
  for (const { id, depositId, amount, address, network } of granted) {
    const own = rows.filter(({ refund_command_id }) => refund_command_id === id);
    if (own.filter(({ replaces }) => replaces === null).length !== 1) return `the refund ${id} has ${String(own.length)} payouts`;
    const open = own.filter(({ status }) => status !== 'canceled');
    if (open.length > 1) return `the refund ${id} is owed ${String(open.length)} times`;
    const deposit = deposits.find((each) => each.id === depositId);
    if (deposit?.amount_usdt !== amount || booked.get(id) !== refundedCredits(amount))
      return `the refund ${id} of ${String(amount)} has booked ${String(booked.get(id))}`;
    for (const row of own) {
      if (row.deposit_id !== depositId || row.amount_usdt !== amount || row.address !== address || row.network !== network)
        return `the payout ${row.id} of ${String(row.amount_usdt)} to ${row.address} is not what ${id} asks for`;
    }
  }
  const stranger = rows.find(({ refund_command_id }) => granted.every(({ id }) => id !== refund_command_id));
  return stranger && `the payout ${stranger.id} is of no refund`;
}

/** What is in a file was exported, and nothing else was. */
function fileDifference({ payouts: { due } }: AtRest, rows: readonly StoredPayout[]): string | undefined {
  for (const { id, status, export_id } of rows) {
    const inFile = due.find((each) => each.id === id);
    if ((inFile === undefined) !== (export_id === null)) return `the payout ${id} is ${status}, and in ${inFile ? 'a' : 'no'} file`;
    if (inFile === undefined ? !['requested', 'canceled'].includes(status) : status === 'requested') return `the payout ${id} is ${status}`;
    if ((inFile?.canceled === 'done') !== (status === 'canceled'))
      return `the payout ${id} is ${status}, and was ${inFile?.canceled ?? 'in no file'}`;
  }
  return undefined;
}

/** A payout is paid by the transfer that it names, which pays no other; and none is open that a later transfer could pay. */
function paidDifference({ payouts }: AtRest, rows: readonly StoredPayout[], transfers: readonly TokenTransfer[]): string | undefined {
  const free = new Map(
    transfers.filter(({ amount }) => amount > 0n).map((each) => [placeOf(each.network, each.blockHash, each.logIndex), each]),
  );
  for (const row of rows) {
    if (row.seen_block_hash === null) {
      if (row.status === 'confirmed') return `the payout ${row.id} is confirmed by nothing`;
      continue;
    }
    const place = placeOf(row.network, row.seen_block_hash, row.seen_log_index ?? -1);
    const transfer = free.get(place);
    free.delete(place);
    if (transfer === undefined) return `the payout ${row.id} is paid by ${place}, which is not on the chain or pays another one`;
    const fits = transfer.to === row.address && transfer.amount === row.amount_usdt && transfer.txHash === row.seen_tx_hash;
    if (!fits)
      return `the payout ${row.id} of ${String(row.amount_usdt)} to ${row.address} is paid with ${String(transfer.amount)} to ${transfer.to}`;
    if (row.status !== 'confirmed') return `the payout ${row.id} is paid for good, and ${row.status}`;
  }
  for (const { id, network, address, amount_usdt } of rows.filter(({ status }) => status === 'exported' || status === 'sent')) {
    const file = payouts.due.find((each) => each.id === id);
    const payment = [...free.values()].find(
      (each) =>
        each.network === network &&
        each.to === address &&
        each.amount === amount_usdt &&
        // One that was sent before the file came is the payment of another one.
        payouts.transfers.findIndex((hash) => hash === each.txHash) >= (file?.afterTransfers ?? Infinity),
    );
    if (payment !== undefined)
      return `the payout ${id} is not paid, though ${payment.txHash} in block ${String(payment.blockNumber)} of ${network} pays it`;
  }
  return undefined;
}

async function toldDifference({ look }: AtRest, rows: readonly StoredPayout[]): Promise<string | undefined> {
  const told = await look.told();
  const silent = rows.find(({ id, status }) => told.get(id)?.last !== status);
  return (
    silent && `of the payout ${silent.id}, which is ${silent.status}, the last that was told is ${told.get(silent.id)?.last ?? 'nothing'}`
  );
}

function placeOf(network: string, blockHash: string, logIndex: number): string {
  return `${network} ${blockHash} ${String(logIndex)}`;
}
