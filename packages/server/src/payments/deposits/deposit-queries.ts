import { sql, type RawBuilder } from 'kysely';
import type { JsonObject, Sql, Tx } from '../../database/index.ts';
import type { NetworkId } from '../chain.ts';
import { depositColumns, type DepositRow } from '../invoices/invoice-queries.ts';
import type { UnmatchedReason } from './explain-deposit.ts';

export interface KnownAddress {
  readonly address: string;
  readonly account_id: string;
}

/** Which of these addresses are ours. The cost does not grow with the number of addresses that we watch. */
export async function selectKnownAddresses(from: Sql, network: NetworkId, addresses: readonly string[]): Promise<readonly KnownAddress[]> {
  if (addresses.length === 0) return [];
  const { rows } = await sql<KnownAddress>`
    select address, account_id from deposit_addresses
    where network = ${network} and address = any(${addresses}::text[])`.execute(from);
  return rows;
}

/** A transfer to an address that we look out for, in the block where it was seen. */
interface TransferInBlock {
  readonly txHash: string;
  readonly logIndex: number;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly blockTimeMs: number;
  readonly from: string;
  readonly address: string;
  readonly amount: bigint;
}

/** One to an address of ours. */
export interface DepositObservation extends TransferInBlock {
  readonly depositId: string;
  /** The n-th transfer to us within its transaction, from 0. */
  readonly ordinal: number;
  readonly accountId: string;
}

/** One to an address that a payout goes to, which is never an address of ours. */
export interface PayoutObservation extends TransferInBlock {
  readonly depositId?: never;
}

export type Observation = DepositObservation | PayoutObservation;

/** Records what was seen in a block. A block that comes back after it was taken back takes its old rows up again. */
export async function insertObservations(
  tx: Tx,
  network: NetworkId,
  seenAtMs: number,
  observations: readonly DepositObservation[],
): Promise<void> {
  for (const seen of observations) {
    await sql`
      insert into observations (network, block_hash, log_index, block_number, block_time, tx_hash, ordinal, from_address, address, amount_usdt, seen_at)
      values (${network}, ${seen.blockHash}, ${seen.logIndex}, ${seen.blockNumber}, ${new Date(seen.blockTimeMs)}, ${seen.txHash},
        ${seen.ordinal}, ${seen.from}, ${seen.address}, ${seen.amount}, ${new Date(seenAtMs)})
      on conflict (network, block_hash, log_index) do update set orphaned_at = null, tx_hash = excluded.tx_hash,
        ordinal = excluded.ordinal, from_address = excluded.from_address, address = excluded.address, amount_usdt = excluded.amount_usdt`.execute(
      tx,
    );
  }
}

/**
 * Makes the deposits of these observations what the chain says now, found again by their crediting key wherever their block
 * is. One that is credited, or that the operator has dealt with, only learns its new place; another that goes to the same address keeps its
 * invoice. Gives the rows as they are then.
 */
export async function upsertDeposits(
  tx: Tx,
  network: NetworkId,
  seenAtMs: number,
  observations: readonly DepositObservation[],
): Promise<readonly DepositRow[]> {
  const changed: DepositRow[] = [];
  const done = sql`d.status in ('credited', 'returned')`;
  const keeps = sql`(d.status in ('credited', 'returned') or (d.address = excluded.address and d.amount_usdt = excluded.amount_usdt))`;
  for (const seen of observations) {
    const { rows } = await sql<DepositRow>`
      insert into deposits as d (account_id, id, network, tx_hash, ordinal, address, amount_usdt, status, block_number, block_hash, block_time, seen_at)
      values (${seen.accountId}, ${seen.depositId}, ${network}, ${seen.txHash}, ${seen.ordinal}, ${seen.address}, ${seen.amount},
        'seen', ${seen.blockNumber}, ${seen.blockHash}, ${new Date(seen.blockTimeMs)}, ${new Date(seenAtMs)})
      on conflict (network, tx_hash, ordinal) do update set
        account_id = case when ${done} then d.account_id else excluded.account_id end,
        address = case when ${done} then d.address else excluded.address end,
        amount_usdt = case when ${done} then d.amount_usdt else excluded.amount_usdt end,
        invoice_id = case when ${keeps} then d.invoice_id end,
        match = case when ${keeps} then d.match end,
        status = case when ${done} then d.status else 'seen' end,
        final_at = case when ${done} then d.final_at end,
        waits_until = null,
        unmatched_reason = case when ${keeps} and d.unmatched_reason <> 'vanished' then d.unmatched_reason end,
        unmatched_at = case when ${keeps} and d.unmatched_reason <> 'vanished' then d.unmatched_at end,
        block_number = excluded.block_number, block_hash = excluded.block_hash, block_time = excluded.block_time
      returning ${depositColumns}`.execute(tx);
    changed.push(...rows);
  }
  return changed;
}

/**
 * Takes back everything that was seen above a block. Gives the deposits that lost their place, also those that were credited: they stay
 * credited, and are on the operator's list until the chain holds them again.
 */
export async function orphanAbove(tx: Tx, network: NetworkId, forkNumber: number, nowMs: number): Promise<readonly DepositRow[]> {
  await sql`
    update observations set orphaned_at = ${new Date(nowMs)}
    where network = ${network} and block_number > ${forkNumber} and orphaned_at is null`.execute(tx);
  const { rows } = await sql<DepositRow>`
    update deposits set ${takenBack(nowMs)}
    where network = ${network} and block_number > ${forkNumber} and status <> 'orphaned' and unmatched_reason is distinct from 'vanished'
    returning ${depositColumns}`.execute(tx);
  return rows;
}

/** What was recorded of a transfer to us. */
export interface SeenTransfer {
  readonly block_hash: string;
  readonly block_number: bigint;
  readonly log_index: number;
  readonly tx_hash: string;
  readonly ordinal: number;
  readonly address: string;
  readonly amount_usdt: bigint;
}

/** The transfers to us that are recorded for these blocks and not taken back. */
export async function selectSeen(from: Sql, network: NetworkId, firstNumber: number, lastNumber: number): Promise<readonly SeenTransfer[]> {
  const { rows } = await sql<SeenTransfer>`
    select block_hash, block_number, log_index, tx_hash, ordinal, address, amount_usdt from observations
    where network = ${network} and block_number between ${firstNumber} and ${lastNumber} and orphaned_at is null`.execute(from);
  return rows;
}

/** Takes back transfers that were recorded and are not on the chain. A credited deposit keeps its credits. */
export async function orphanSeen(tx: Tx, network: NetworkId, seen: readonly SeenTransfer[], nowMs: number): Promise<readonly DepositRow[]> {
  const changed: DepositRow[] = [];
  for (const each of seen) {
    await sql`
      update observations set orphaned_at = ${new Date(nowMs)}
      where network = ${network} and block_hash = ${each.block_hash} and log_index = ${each.log_index}`.execute(tx);
    const { rows } = await sql<DepositRow>`
      update deposits set ${takenBack(nowMs)}
      where network = ${network} and tx_hash = ${each.tx_hash} and ordinal = ${each.ordinal}
      returning ${depositColumns}`.execute(tx);
    changed.push(...rows);
  }
  return changed;
}

/** What is credited stays credited, and is on the operator's list until the chain holds it again. */
function takenBack(nowMs: number): RawBuilder<unknown> {
  return sql`status = case when status in ('credited', 'returned') then status else 'orphaned' end,
      final_at = case when status in ('credited', 'returned') then final_at end,
      unmatched_reason = case when status = 'credited' then 'vanished' else unmatched_reason end,
      unmatched_at = case when status = 'credited' then ${new Date(nowMs)} else unmatched_at end`;
}

/** Whether a deposit, or the payment of a payout, lies in final blocks that are not checked yet. */
export async function hasUnfinishedBelow(from: Sql, network: NetworkId, aboveNumber: number, toNumber: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from deposits where network = ${network} and status in ('seen', 'confirming') and block_number > ${aboveNumber}
      and block_number <= ${toNumber}
    union all
    select 1 from payouts where network = ${network} and status = 'sent' and seen_block_number > ${aboveNumber}
      and seen_block_number <= ${toNumber}
    limit 1`.execute(from);
  return rows.length > 0;
}

/** Deposits that are neither final nor taken back, in a fixed order, so that two transactions never wait for each other. */
export async function lockUnfinishedDeposits(tx: Tx, network: NetworkId): Promise<readonly DepositRow[]> {
  const { rows } = await sql<DepositRow>`
    select ${depositColumns} from deposits where network = ${network} and status in ('seen', 'confirming')
    order by account_id, id for update`.execute(tx);
  return rows;
}

export async function setDepositStatus(tx: Tx, deposit: DepositRow, status: 'confirming' | 'final', nowMs: number): Promise<void> {
  await sql`
    update deposits set status = ${status}, final_at = ${status === 'final' ? new Date(nowMs) : null}
    where account_id = ${deposit.account_id} and id = ${deposit.id}`.execute(tx);
}

/** What of each of these accounts was called final here, or credited, above the last block that the chain itself calls final. */
export async function sumEarlyDeposits(
  tx: Tx,
  network: NetworkId,
  accountIds: readonly string[],
  finalNumber: number,
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ account_id: string; sum: bigint }>`
    select account_id, sum(amount_usdt)::bigint as sum from deposits
    where account_id = any(${accountIds}::text[]) and network = ${network} and block_number > ${finalNumber} and status in ('final', 'credited')
    group by account_id`.execute(tx);
  return new Map(rows.map((row) => [row.account_id, row.sum]));
}

/** Final deposits that wait for their credits, the oldest first. */
export async function selectDepositsToSettle(
  from: Sql,
  network: NetworkId,
  limit: number,
  nowMs: number,
): Promise<readonly { account_id: string; id: string }[]> {
  const { rows } = await sql<{ account_id: string; id: string }>`
    select account_id, id from deposits where network = ${network} and status = 'final' and unmatched_reason is distinct from 'dust'
      and (waits_until is null or waits_until <= ${new Date(nowMs)}) and (try_again_at is null or try_again_at <= ${new Date(nowMs)})
    order by final_at, id limit ${limit}`.execute(from);
  return rows;
}

export async function selectDeposit(from: Sql, accountId: string, depositId: string): Promise<DepositRow | undefined> {
  const { rows } =
    await sql<DepositRow>`select ${depositColumns} from deposits where account_id = ${accountId} and id = ${depositId}`.execute(from);
  return rows[0];
}

/** A part of a price waits for the rest. */
export async function letWait(tx: Tx, deposit: DepositRow, untilMs: number): Promise<void> {
  await sql`
    update deposits set waits_until = ${new Date(untilMs)}
    where account_id = ${deposit.account_id} and id = ${deposit.id} and status = 'final'`.execute(tx);
}

/** The price is complete: its parts wait no longer. */
export async function wakeDeposits(tx: Tx, invoice: { readonly account_id: string; readonly id: string }): Promise<void> {
  await sql`
    update deposits set waits_until = null
    where account_id = ${invoice.account_id} and invoice_id = ${invoice.id} and waits_until is not null`.execute(tx);
}

/** Gives whether the deposit was final, of this amount, of this invoice and not credited yet, and now is credited. */
export async function markCredited(
  tx: Tx,
  deposit: DepositRow,
  brought: { readonly credits: bigint; readonly lines: readonly JsonObject[] },
  nowMs: number,
): Promise<boolean> {
  const { rows } = await sql`
    update deposits set status = 'credited', credited_at = ${new Date(nowMs)}, credits = ${brought.credits},
      lines = ${JSON.stringify(brought.lines)}::jsonb, waits_until = null, try_again_at = null,
      unmatched_reason = null, unmatched_code = null, unmatched_detail = null, unmatched_at = null
    where account_id = ${deposit.account_id} and id = ${deposit.id} and status = 'final' and amount_usdt = ${deposit.amount_usdt}
      and invoice_id is not distinct from ${deposit.invoice_id}
    returning id`.execute(tx);
  return rows.length === 1;
}

/** Writes down that a deposit is credited without an entry of the ledger. */
export async function noteWithoutEntry(tx: Tx, deposit: DepositRow): Promise<void> {
  await sql`
    insert into credited_without_entry (account_id, deposit_id, invoice_id)
    values (${deposit.account_id}, ${deposit.id}, ${deposit.invoice_id}) on conflict (account_id, deposit_id) do nothing`.execute(tx);
}

/** Whether that is written down, and for which invoice. */
export async function selectWithoutEntry(
  from: Sql,
  { account_id: accountId, id }: Pick<DepositRow, 'account_id' | 'id'>,
): Promise<{ readonly invoice_id: string | null } | undefined> {
  const { rows } = await sql<{ invoice_id: string | null }>`
    select invoice_id from credited_without_entry where account_id = ${accountId} and deposit_id = ${id}`.execute(from);
  return rows[0];
}

/** Lets a deposit that is not settled belong to the invoice that it was booked for, or to none. Gives the row as it is then. */
export async function setInvoice(tx: Tx, deposit: DepositRow, invoiceId: string | null): Promise<DepositRow> {
  if (deposit.invoice_id === invoiceId) return deposit;
  const { rows } = await sql<DepositRow>`
    update deposits set invoice_id = ${invoiceId}, match = ${invoiceId === null ? null : 'address'}
    where account_id = ${deposit.account_id} and id = ${deposit.id} returning ${depositColumns}`.execute(tx);
  return rows[0] ?? deposit;
}

export interface Trouble {
  readonly reason: UnmatchedReason;
  readonly code: string | null;
  readonly detail: string | null;
  readonly tryAgainAtMs: number;
}

/** Puts a final deposit that could not be credited on the operator's list. Gives it, or `undefined` when it is not final any more. */
export async function putOnList(tx: Tx, deposit: DepositRow, trouble: Trouble, nowMs: number): Promise<DepositRow | undefined> {
  const { rows } = await sql<DepositRow>`
    update deposits set unmatched_reason = ${trouble.reason}, unmatched_code = ${trouble.code}, unmatched_detail = ${trouble.detail},
      unmatched_at = coalesce(unmatched_at, ${new Date(nowMs)}), settle_tries = settle_tries + 1, try_again_at = ${new Date(trouble.tryAgainAtMs)}
    where account_id = ${deposit.account_id} and id = ${deposit.id} and status = 'final' and settle_tries = ${deposit.settle_tries}
    returning ${depositColumns}`.execute(tx);
  return rows[0];
}

/** The deposit under a lock that lasts until the transaction ends. */
export async function lockDeposit(tx: Tx, accountId: string, depositId: string): Promise<DepositRow | undefined> {
  const { rows } = await sql<DepositRow>`
    select ${depositColumns} from deposits where account_id = ${accountId} and id = ${depositId} for update`.execute(tx);
  return rows[0];
}

/** Adds to what an invoice was credited, if it still stands where the caller saw it. Gives whether it did. */
export async function addCreditedUsdt(
  tx: Tx,
  invoice: { readonly account_id: string; readonly id: string; readonly credited_usdt: bigint; readonly once_granted_at: Date | null },
  amount: bigint,
  onceGrantedAtMs: number | null,
): Promise<boolean> {
  const { rows } = await sql`
    update invoices set credited_usdt = credited_usdt + ${amount},
      once_granted_at = coalesce(once_granted_at, ${onceGrantedAtMs === null ? null : new Date(onceGrantedAtMs)}::timestamptz)
    where account_id = ${invoice.account_id} and id = ${invoice.id} and credited_usdt = ${invoice.credited_usdt}
      and (once_granted_at is null) = ${invoice.once_granted_at === null}
    returning id`.execute(tx);
  return rows.length === 1;
}
