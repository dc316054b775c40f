import type { Tx } from '../../database/index.ts';
import type { NetworkId } from '../chain.ts';
import type { DepositRow } from '../invoices/invoice-queries.ts';
import { arrivedAtMs } from '../invoices/invoice-state.ts';
import type { PaymentRules } from '../payment-rules.ts';
import { chooseInvoice, type Candidate } from './choose-invoice.ts';
import { assignInvoice, leaveAsDust, lockCandidates, selectArrived, selectInvoicesOfAddresses, type CandidateRow } from './queries.ts';

/**
 * Gives each of these deposits of one network that belongs to no invoice the one that it pays, if there is one, and writes down which are
 * too small. A deposit that has its invoice keeps it, also when it comes back after a reorganisation. Gives all of them as they are then.
 */
export async function matchDeposits(
  tx: Tx,
  network: NetworkId,
  deposits: readonly DepositRow[],
  { rules, nowMs }: { readonly rules: PaymentRules; readonly nowMs: number },
): Promise<readonly DepositRow[]> {
  const isLoose = (deposit: DepositRow): boolean =>
    isOnItsWay(deposit) && deposit.invoice_id === null && deposit.unmatched_reason !== 'dust';
  if (!deposits.some(isLoose)) return deposits;
  const owners = await selectInvoicesOfAddresses(
    tx,
    network,
    deposits.map(({ address }) => address),
  );
  const accountIds = [...new Set(deposits.map(({ account_id }) => account_id))];
  const known = deposits.flatMap(({ invoice_id, address }) => invoice_id ?? owners.get(address) ?? []);
  const earliest = Math.min(...deposits.map(arrivalOf));
  const rows = await lockCandidates(tx, { accountIds, invoiceIds: known, arrivedAt: new Date(earliest) });
  const arrived = new Map(
    await selectArrived(
      tx,
      accountIds,
      rows.map(({ id }) => id),
    ),
  );
  const matched: DepositRow[] = [];
  for (const deposit of deposits) {
    if (!isLoose(deposit)) {
      matched.push(deposit);
      continue;
    }
    const candidates = rows
      .filter(({ account_id }) => account_id === deposit.account_id)
      .map((row) => candidateOf(row, network, arrived.get(row.id) ?? 0n));
    const chosen = choose(deposit, owners.get(deposit.address), candidates);
    if (chosen === undefined || (deposit.amount_usdt < rules.depositMinUsdt && !chosen.exactly)) {
      matched.push(deposit.amount_usdt < rules.depositMinUsdt ? await leaveAsDust(tx, deposit, nowMs) : deposit);
      continue;
    }
    arrived.set(chosen.id, (arrived.get(chosen.id) ?? 0n) + deposit.amount_usdt);
    matched.push(await assignInvoice(tx, deposit, chosen.id, chosen.match));
  }
  return matched;
}

function isOnItsWay({ status }: DepositRow): boolean {
  return status === 'seen' || status === 'confirming' || status === 'final';
}

function choose(deposit: DepositRow, ownerId: string | undefined, candidates: readonly Candidate[]) {
  const { amount_usdt: amountUsdt } = deposit;
  if (ownerId === undefined) {
    const chosen = chooseInvoice({ amountUsdt, arrivedAtMs: arrivalOf(deposit) }, candidates);
    return chosen && { ...chosen, exactly: chosen.match === 'exact' };
  }
  const owner = candidates.find(({ id }) => id === ownerId);
  return owner && { id: ownerId, match: 'address' as const, exactly: amountUsdt > 0n && owner.missingUsdt === amountUsdt };
}

function arrivalOf(deposit: DepositRow): number {
  return arrivedAtMs({ blockTimeMs: deposit.block_time.getTime(), seenAtMs: deposit.seen_at.getTime() });
}

function candidateOf(row: CandidateRow, network: NetworkId, arrivedUsdt: bigint): Candidate {
  return {
    id: row.id,
    missingUsdt: row.price_usdt - arrivedUsdt,
    spareableUsdt: row.price_usdt - row.least_usdt,
    sameNetwork: row.network === network,
    canceled: row.canceled_at !== null,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    graceUntilMs: row.grace_until.getTime(),
  };
}
