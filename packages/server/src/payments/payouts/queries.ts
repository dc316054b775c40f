import { sql } from 'kysely';
import { appendEvents, type OutboxEvent, type Sql, type Tx } from '../../database/index.ts';
import type { ListPlace } from '../../kernel/index.ts';
import { operatorsFeed } from '../../notices/index.ts';
import type { NetworkId } from '../chain.ts';
import type { PayoutObservation } from '../deposits/deposit-queries.ts';

export type PayoutStatus = 'requested' | 'exported' | 'sent' | 'confirmed' | 'canceled';

export interface PayoutRow {
  readonly id: string;
  readonly account_id: string;
  readonly deposit_id: string;
  readonly refund_command_id: string;
  readonly replaces: string | null;
  readonly network: NetworkId;
  readonly address: string;
  readonly shown_address: string;
  readonly amount_usdt: bigint;
  readonly credits: bigint;
  readonly status: PayoutStatus;
  readonly created_at: Date;
  readonly export_id: string | null;
  readonly exported_at: Date | null;
  readonly sent_tx_hash: string | null;
  readonly seen_tx_hash: string | null;
  readonly seen_block_hash: string | null;
  readonly seen_block_number: bigint | null;
  readonly confirmed_at: Date | null;
  readonly canceled_at: Date | null;
  readonly replaced_by: string | null;
}

const columns = sql`id, account_id, deposit_id, refund_command_id, replaces, network, address, shown_address, amount_usdt, credits, status, created_at,
  export_id, exported_at, sent_tx_hash, seen_tx_hash, seen_block_hash, seen_block_number, confirmed_at, canceled_at,
  (select r.id from payouts r where r.replaces = payouts.id) as replaced_by`;

export interface RefundAddressRow {
  readonly network: NetworkId;
  readonly address: string;
  readonly shown_address: string;
  readonly confirmed_at: Date;
}

export async function selectRefundAddress(from: Sql, accountId: string, network: string): Promise<RefundAddressRow | undefined> {
  const { rows } = await sql<RefundAddressRow>`
    select network, address, shown_address, confirmed_at from refund_addresses
    where account_id = ${accountId} and network = ${network}`.execute(from);
  return rows[0];
}

/** Those of an account, by network. */
export async function selectRefundAddresses(from: Sql, accountId: string): Promise<readonly RefundAddressRow[]> {
  const { rows } = await sql<RefundAddressRow>`
    select network, address, shown_address, confirmed_at from refund_addresses where account_id = ${accountId} order by network`.execute(
    from,
  );
  return rows;
}

/** The same address again keeps the time when it was confirmed first. */
export async function upsertRefundAddress(
  tx: Tx,
  row: {
    readonly accountId: string;
    readonly network: NetworkId;
    readonly address: string;
    readonly shown: string;
    readonly nowMs: number;
  },
): Promise<void> {
  await sql`
    insert into refund_addresses as r (account_id, network, address, shown_address, confirmed_at)
    values (${row.accountId}, ${row.network}, ${row.address}, ${row.shown}, ${new Date(row.nowMs)})
    on conflict (account_id, network) do update set address = excluded.address, shown_address = excluded.shown_address,
      confirmed_at = case when r.address = excluded.address then r.confirmed_at else excluded.confirmed_at end`.execute(tx);
}

/** What of a deposit is to be paid back, or was. */
export async function sumPayouts(from: Sql, accountId: string, depositId: string): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(amount_usdt), 0)::bigint as sum from payouts
    where account_id = ${accountId} and deposit_id = ${depositId} and status <> 'canceled'`.execute(from);
  return rows[0]?.sum ?? 0n;
}

export interface NewPayout {
  readonly id: string;
  readonly accountId: string;
  readonly depositId: string;
  readonly refundCommandId: string;
  readonly replaces: string | null;
  readonly to: RefundAddressRow;
  readonly amountUsdt: bigint;
  readonly credits: bigint;
  readonly nowMs: number;
}

export async function insertPayout(tx: Tx, payout: NewPayout): Promise<void> {
  const { to } = payout;
  await sql`
    insert into payouts (id, account_id, deposit_id, refund_command_id, replaces, network, address, shown_address, amount_usdt, credits, created_at)
    values (${payout.id}, ${payout.accountId}, ${payout.depositId}, ${payout.refundCommandId}, ${payout.replaces}, ${to.network}, ${to.address},
      ${to.shown_address}, ${payout.amountUsdt}, ${payout.credits}, ${new Date(payout.nowMs)})`.execute(tx);
  await appendEvents(tx, payoutEvents(payout.accountId, payout.id, 'requested'));
}

export async function selectPayout(from: Sql, id: string): Promise<PayoutRow | undefined> {
  const { rows } = await sql<PayoutRow>`select ${columns} from payouts where id = ${id}`.execute(from);
  return rows[0];
}

export async function lockPayout(tx: Tx, id: string): Promise<PayoutRow | undefined> {
  const { rows } = await sql<PayoutRow>`select ${columns} from payouts where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function selectReplacement(from: Sql, id: string): Promise<PayoutRow | undefined> {
  const { rows } = await sql<PayoutRow>`select ${columns} from payouts where replaces = ${id}`.execute(from);
  return rows[0];
}

export interface PayoutsAsked {
  /** Of this account alone. */
  readonly accountId?: string | undefined;
  readonly status?: PayoutStatus | undefined;
}

/** The newest first; `before` is the last one of the page before. */
export async function selectPayouts(
  from: Sql,
  { accountId, status }: PayoutsAsked,
  page: { readonly before: ListPlace | undefined; readonly limit: number },
): Promise<readonly PayoutRow[]> {
  const conditions = [
    ...(accountId === undefined ? [] : [sql`account_id = ${accountId}`]),
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(page.before === undefined ? [] : [sql`(created_at, id) < (${new Date(page.before.atMs)}, ${page.before.id})`]),
  ];
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const { rows } = await sql<PayoutRow>`
    select ${columns} from payouts ${where} order by created_at desc, id desc limit ${page.limit}`.execute(from);
  return rows;
}

export interface PayoutExportRow {
  readonly id: string;
  readonly network: NetworkId;
  readonly created_at: Date;
}

export async function selectExport(from: Sql, id: string): Promise<PayoutExportRow | undefined> {
  const { rows } = await sql<PayoutExportRow>`select id, network, created_at from payout_exports where id = ${id}`.execute(from);
  return rows[0];
}

/** The payouts of an export, always in the same order. Those that were canceled since are no longer among them. */
export async function selectExported(from: Sql, exportId: string): Promise<readonly PayoutRow[]> {
  const { rows } = await sql<PayoutRow>`
    select ${columns} from payouts where export_id = ${exportId} and status <> 'canceled' order by created_at, id`.execute(from);
  return rows;
}

/**
 * Writes an export unless it exists, and takes every payout into it that is requested on its network. The cursor stands still meanwhile, so
 * that no block in which they are paid can have been read before. Gives whether it was written.
 */
export async function insertExport(
  tx: Tx,
  row: { readonly id: string; readonly network: NetworkId; readonly nowMs: number },
): Promise<boolean> {
  const at = new Date(row.nowMs);
  const { rows } = await sql<{ block_number: bigint }>`
    insert into payout_exports (id, network, block_number, created_at)
    select ${row.id}, network, block_number, ${at} from chain_cursors where network = ${row.network} for update
    on conflict (id) do nothing returning block_number`.execute(tx);
  const [written] = rows;
  if (written === undefined) return false;
  const taken = await sql<{ id: string; account_id: string }>`
    update payouts set status = 'exported', export_id = ${row.id}, exported_at = ${at}, after_block = ${written.block_number}
    where network = ${row.network} and status = 'requested' returning id, account_id`.execute(tx);
  await appendEvents(
    tx,
    taken.rows.flatMap(({ id, account_id }) => payoutEvents(account_id, id, 'exported')),
  );
  return true;
}

export async function setSent(tx: Tx, payout: PayoutRow, txHash: string): Promise<void> {
  await sql`update payouts set status = 'sent', sent_tx_hash = ${txHash} where id = ${payout.id}`.execute(tx);
  await appendEvents(tx, payoutEvents(payout.account_id, payout.id, 'sent'));
}

export async function setCanceled(tx: Tx, payout: PayoutRow, nowMs: number): Promise<void> {
  await sql`update payouts set status = 'canceled', canceled_at = ${new Date(nowMs)} where id = ${payout.id}`.execute(tx);
  await appendEvents(tx, payoutEvents(payout.account_id, payout.id, 'canceled'));
}

/** Those of these addresses to which a payout is on its way. */
export async function selectPayoutAddresses(from: Sql, network: NetworkId, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set();
  const { rows } = await sql<{ address: string }>`
    select distinct address from payouts
    where network = ${network} and address = any(${addresses}::text[]) and status in ('exported', 'sent')`.execute(from);
  return new Set(rows.map(({ address }) => address));
}

/**
 * Lets each transfer pay one payout that was exported before it, is not paid yet, and goes to exactly this address with exactly this
 * amount: the one that the operator has marked with this transaction, or else the oldest. A transfer that pays one already pays no other.
 * Only the chain says what came before what: a clock of ours that was set wrong must not hide a payment that would then be made twice.
 */
export async function recordPayments(tx: Tx, network: NetworkId, transfers: readonly PayoutObservation[]): Promise<void> {
  for (const seen of transfers) {
    const { rows } = await sql<{ id: string; account_id: string }>`
      update payouts set status = 'sent', seen_tx_hash = ${seen.txHash}, seen_block_hash = ${seen.blockHash},
        seen_block_number = ${seen.blockNumber}, seen_log_index = ${seen.logIndex}
      where id = (
        select id from payouts
        where network = ${network} and address = ${seen.address} and amount_usdt = ${seen.amount} and status in ('exported', 'sent')
          and seen_block_hash is null and after_block < ${seen.blockNumber}
        order by coalesce(sent_tx_hash = ${seen.txHash}, false) desc, (sent_tx_hash is null) desc, exported_at, created_at, id
        limit 1 for update
      ) and not exists (
        select 1 from payouts where network = ${network} and seen_block_hash = ${seen.blockHash} and seen_log_index = ${seen.logIndex}
      ) returning id, account_id`.execute(tx);
    await appendEvents(
      tx,
      rows.flatMap(({ id, account_id }) => payoutEvents(account_id, id, 'sent')),
    );
  }
}

export interface SeenPayout {
  readonly id: string;
  readonly account_id: string;
  readonly seen_block_hash: string;
  readonly seen_log_index: number;
}

/** The payouts that transfers in these blocks pay. */
export async function selectSeenPayouts(
  from: Sql,
  network: NetworkId,
  firstNumber: number,
  lastNumber: number,
): Promise<readonly SeenPayout[]> {
  const { rows } = await sql<SeenPayout>`
    select id, account_id, seen_block_hash, seen_log_index from payouts
    where network = ${network} and seen_block_number between ${firstNumber} and ${lastNumber}`.execute(from);
  return rows;
}

/** Takes back what the chain no longer holds. They stay sent: the transaction may come back, and must not be made twice. */
export async function unsee(tx: Tx, payouts: readonly SeenPayout[]): Promise<void> {
  for (const { id, account_id } of payouts) {
    await sql`
      update payouts set status = 'sent', confirmed_at = null, seen_tx_hash = null, seen_block_hash = null, seen_block_number = null,
        seen_log_index = null
      where id = ${id}`.execute(tx);
    await appendEvents(tx, payoutEvents(account_id, id, 'sent'));
  }
}

/** The same for all above a block. What was exported above it may be paid from that block on. */
export async function unseeAbove(tx: Tx, network: NetworkId, forkNumber: number): Promise<void> {
  const { rows } = await sql<SeenPayout>`
    select id, account_id, seen_block_hash, seen_log_index from payouts where network = ${network} and seen_block_number > ${forkNumber}
    order by id for update`.execute(tx);
  await unsee(tx, rows);
  await sql`
    update payouts set after_block = ${forkNumber}
    where network = ${network} and after_block > ${forkNumber} and status in ('exported', 'sent')`.execute(tx);
}

/** Makes those final that are paid in blocks up to this one. */
export async function confirmPayouts(tx: Tx, network: NetworkId, finalNumber: number, nowMs: number): Promise<void> {
  const { rows } = await sql<{ id: string; account_id: string }>`
    update payouts set status = 'confirmed', confirmed_at = ${new Date(nowMs)}
    where network = ${network} and status = 'sent' and seen_block_number <= ${finalNumber} returning id, account_id`.execute(tx);
  await appendEvents(
    tx,
    rows.flatMap(({ id, account_id }) => payoutEvents(account_id, id, 'confirmed')),
  );
}

/** Its owner is told, and whoever sits at the desk. */
function payoutEvents(accountId: string, payoutId: string, status: PayoutStatus): readonly OutboxEvent[] {
  return [
    { accountId, topic: 'payout.changed', payload: { payoutId, status } },
    { accountId: operatorsFeed, topic: 'desk.changed', payload: { about: 'payout', id: payoutId } },
  ];
}
