import type { ChainProcess } from './chain-process.ts';
import type { Look, StoredAddress, StoredDeposit, StoredInvoice } from './look.ts';
import { payoutDifference } from './check-payouts.ts';
import { sweepDifference } from './check-sweeps.ts';
import type { Payouts } from './payouts.ts';
import {
  creditsOf,
  creditsWithoutInvoice,
  depositMinUsdt,
  packs,
  refundedCredits,
  statusOf,
  type ArrivedPayment,
} from './model-invoice.ts';
import type { NetworkId } from './networks.ts';
import { hashAt, readTokenLogs, transfersTo, type Addresses, type TrueTransfer } from './truth.ts';

export interface AtRest {
  readonly chain: ChainProcess;
  readonly look: Look;
  readonly nowMs: number;
  /** The deposits that were credited when they were final, by `keyOf`; a chain that takes back what was final does not change it. */
  readonly credited: ReadonlyMap<string, StoredDeposit>;
  readonly packOf: (invoiceId: string) => string;
  readonly balanceOf: (accountId: string) => Promise<bigint>;
  /** What customers have asked back and got, and what the operator has made of it. */
  readonly payouts: Payouts;
  readonly accountIds: readonly string[];
  /** The networks that are played. */
  readonly networks: readonly NetworkId[];
}

export function keyOf(deposit: { readonly network: NetworkId; readonly tx_hash: string; readonly ordinal: number }): string {
  return `${deposit.network}/${deposit.tx_hash}/${String(deposit.ordinal)}`;
}

/** Holds what the servers have written down against the chain itself, when everything has come to rest. Gives the first difference. */
export async function findDifference(at: AtRest): Promise<string | undefined> {
  const { chain, look } = at;
  const height = await chain.height();
  for (const network of at.networks) {
    const cursor = await look.cursor(network);
    if (cursor?.number !== height || cursor.hash !== (await hashAt(chain, network, height)))
      return `the cursor of ${network} is at ${String(cursor?.number)} ${cursor?.hash ?? ''}, the chain at ${String(height)}`;
  }
  const [deposits, invoices, addresses] = [await look.deposits(), await look.invoices(), await look.addresses()];
  const ours = oursOf(addresses);
  const logs = await readTokenLogs(chain);
  const transfers = transfersTo(logs.transfers, ours);
  return (
    depositDifference(at, transfers, deposits, addresses) ??
    invoiceDifference(at, invoices, deposits, transfers) ??
    (await creditDifference(at, invoices, deposits)) ??
    (await toldDifference(at, invoices, deposits)) ??
    sweepDifference(logs.transfers, await look.sweeps(), ours, at.networks) ??
    (await payoutDifference(at, logs.transfers, deposits))
  );
}

/** Whether a payment was credited that is of another amount on the chain now: it stays credited as it was, and no proof holds after that. */
export async function isCreditedOtherwise({ chain, look, credited }: Pick<AtRest, 'chain' | 'look' | 'credited'>): Promise<boolean> {
  const { transfers } = await readTokenLogs(chain);
  return transfersTo(transfers, oursOf(await look.addresses())).some((each) => {
    const deposit = credited.get(keyOf({ ...each, tx_hash: each.txHash }));
    return deposit !== undefined && deposit.amount_usdt !== each.amount;
  });
}

function oursOf(addresses: readonly StoredAddress[]): Addresses {
  const of = (id: NetworkId): ReadonlySet<string> =>
    new Set(addresses.filter(({ network }) => network === id).map(({ address }) => address));
  return { ethereum: of('ethereum'), tron: of('tron') };
}

function depositDifference(
  at: AtRest,
  transfers: readonly TrueTransfer[],
  deposits: readonly StoredDeposit[],
  addresses: readonly StoredAddress[],
): string | undefined {
  const rows = new Map(deposits.map((deposit) => [keyOf(deposit), deposit]));
  const ownerOf = new Map(addresses.map((each) => [`${each.network} ${each.address}`, each]));
  for (const { network, txHash, ordinal, to, amount, blockHash } of transfers) {
    const key = keyOf({ network, tx_hash: txHash, ordinal });
    const row = rows.get(key);
    rows.delete(key);
    if (row === undefined) return `the transfer ${key} of ${String(amount)} to ${to} has no deposit`;
    // What was credited stays credited as it was, even if what was final has changed.
    const expected = at.credited.get(key)?.amount_usdt ?? amount;
    if (row.amount_usdt !== expected) return `the deposit ${key} is of ${String(row.amount_usdt)}, and not of ${String(expected)}`;
    const isListed = row.status === 'final' && row.unmatched_reason === 'dust' && row.invoice_id === null;
    if (!(row.status === 'credited' && amount > 0n) && !(isListed && amount < depositMinUsdt))
      return `the deposit ${key} of ${String(amount)} is ${row.status} (${row.unmatched_reason ?? 'matched'})`;
    if (row.block_hash !== blockHash) return `the deposit ${key} is in block ${row.block_hash}, and not in ${blockHash}`;
    const owner = ownerOf.get(`${network} ${to}`);
    if (row.address !== to || row.account_id !== owner?.account_id) return `the deposit ${key} is of another account`;
    if (owner.invoice_id !== null && !isListed && row.invoice_id !== owner.invoice_id) return `the deposit ${key} is of another invoice`;
  }
  for (const [key, { status }] of rows) {
    if (status !== (at.credited.has(key) ? 'credited' : 'orphaned')) return `the deposit ${key} is not on the chain, and ${status}`;
  }
  return undefined;
}

function invoiceDifference(
  at: AtRest,
  invoices: readonly StoredInvoice[],
  deposits: readonly StoredDeposit[],
  transfers: readonly TrueTransfer[],
): string | undefined {
  const timeOf = new Map(transfers.map((each) => [keyOf({ ...each, tx_hash: each.txHash }), each.blockTimeMs]));
  for (const invoice of invoices) {
    const pack = packs[at.packOf(invoice.id)];
    if (pack === undefined) return `the invoice ${invoice.id} is of nobody`;
    const arrived = arrivedFor(invoice, deposits, timeOf);
    const sum = arrived.reduce((total, { amount }) => total + amount, 0n);
    if (invoice.received_usdt !== sum || invoice.credited_usdt !== sum)
      return `the invoice ${invoice.id} has received ${String(invoice.received_usdt)} and credited ${String(invoice.credited_usdt)}, and not ${String(sum)}`;
    const status = statusOf(pack, arrived, invoice.expires_at.getTime(), at.nowMs);
    if (invoice.status !== status) return `the invoice ${invoice.id} is ${invoice.status}, and not ${status}`;
  }
  return undefined;
}

function arrivedFor(
  invoice: StoredInvoice,
  deposits: readonly StoredDeposit[],
  timeOf: ReadonlyMap<string, number>,
): readonly ArrivedPayment[] {
  return deposits
    .filter(({ invoice_id, status }) => invoice_id === invoice.id && status === 'credited')
    .map((deposit) => ({
      amount: deposit.amount_usdt,
      // Of what the chain has taken back after it was final, only the server still knows when its block was.
      arrivedAtMs: Math.min(timeOf.get(keyOf(deposit)) ?? deposit.block_time.getTime(), deposit.seen_at.getTime()),
    }));
}

async function creditDifference(
  at: AtRest,
  invoices: readonly StoredInvoice[],
  deposits: readonly StoredDeposit[],
): Promise<string | undefined> {
  const granted = await at.look.granted();
  for (const deposit of deposits) {
    const sum = granted.get(deposit.id) ?? 0n;
    if (sum !== (deposit.credits ?? 0n))
      return `the deposit ${keyOf(deposit)} has brought ${String(sum)}, and says ${String(deposit.credits)}`;
  }
  for (const accountId of at.accountIds) {
    const expected = invoices
      .filter((invoice) => invoice.account_id === accountId)
      .reduce((sum, invoice) => {
        const pack = packs[at.packOf(invoice.id)];
        return pack === undefined ? sum : sum + creditsOf(pack, arrivedFor(invoice, deposits, new Map()));
      }, 0n);
    const loose = deposits
      .filter((deposit) => deposit.account_id === accountId && deposit.invoice_id === null && deposit.status === 'credited')
      .reduce((sum, { amount_usdt }) => sum + creditsWithoutInvoice(amount_usdt), 0n);
    const refunded = at.payouts.refunds
      .filter((refund) => refund.accountId === accountId && refund.answer === 'granted')
      .reduce((sum, { amount }) => sum + refundedCredits(amount), 0n);
    const balance = await at.balanceOf(accountId);
    const due = expected + loose - refunded;
    if (balance !== due) return `the account ${accountId} has ${String(balance)}, and not ${String(due)}`;
  }
  return undefined;
}

async function toldDifference(
  at: AtRest,
  invoices: readonly StoredInvoice[],
  deposits: readonly StoredDeposit[],
): Promise<string | undefined> {
  const told = await at.look.told();
  for (const { id, status } of invoices) {
    if (told.get(id)?.last !== status)
      return `of the invoice ${id}, which is ${status}, the last that was told is ${told.get(id)?.last ?? 'nothing'}`;
  }
  for (const { id, status } of deposits.filter(({ amount_usdt }) => amount_usdt > 0n)) {
    if (told.get(id)?.last !== status)
      return `of the deposit ${id}, which is ${status}, the last that was told is ${told.get(id)?.last ?? 'nothing'}`;
  }
  return undefined;
}
