import { sql } from 'kysely';
import type { Sql } from '../../packages/server/src/database/index.ts';
import type { NetworkId } from './networks.ts';

/** What the database says, read past all servers in plain SQL. */
export interface StoredDeposit {
  readonly account_id: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly tx_hash: string;
  readonly ordinal: number;
  readonly address: string;
  readonly invoice_id: string | null;
  readonly amount_usdt: bigint;
  readonly status: string;
  readonly block_number: bigint;
  readonly block_hash: string;
  readonly block_time: Date;
  readonly seen_at: Date;
  readonly credits: bigint | null;
  readonly unmatched_reason: string | null;
}

export interface StoredInvoice {
  readonly account_id: string;
  readonly id: string;
  readonly network: NetworkId;
  readonly status: string;
  readonly received_usdt: bigint;
  readonly credited_usdt: bigint;
  readonly expires_at: Date;
}

export interface StoredAddress {
  readonly network: NetworkId;
  readonly address: string;
  readonly account_id: string;
  /** Without one the address is the account's. */
  readonly invoice_id: string | null;
}

/** A transfer away from an address of ours that was recorded and not taken back. */
export interface StoredSweep {
  readonly network: NetworkId;
  readonly block_hash: string;
  readonly log_index: number;
  readonly block_number: bigint;
  readonly tx_hash: string;
  readonly from_address: string;
  readonly to_address: string;
  readonly amount_usdt: bigint;
}

export interface StoredPayout {
  readonly id: string;
  readonly account_id: string;
  readonly deposit_id: string;
  readonly refund_command_id: string;
  readonly replaces: string | null;
  readonly network: NetworkId;
  readonly address: string;
  readonly amount_usdt: bigint;
  readonly credits: bigint;
  readonly status: string;
  readonly export_id: string | null;
  readonly seen_tx_hash: string | null;
  readonly seen_block_hash: string | null;
  readonly seen_block_number: bigint | null;
  readonly seen_log_index: number | null;
}

export interface StoredCursor {
  readonly number: number;
  readonly hash: string;
}

export class Look {
  private readonly sql: Sql;

  constructor(from: Sql) {
    this.sql = from;
  }

  async deposits(): Promise<readonly StoredDeposit[]> {
    const { rows } = await sql<StoredDeposit>`
      select account_id, id, network, tx_hash, ordinal, address, invoice_id, amount_usdt, status, block_number, block_hash, block_time,
        seen_at, credits, unmatched_reason
      from deposits order by network, tx_hash, ordinal`.execute(this.sql);
    return rows;
  }

  async invoices(): Promise<readonly StoredInvoice[]> {
    const { rows } = await sql<StoredInvoice>`
      select account_id, id, network, status, received_usdt, credited_usdt, expires_at from invoices order by id`.execute(this.sql);
    return rows;
  }

  async addresses(): Promise<readonly StoredAddress[]> {
    const { rows } = await sql<StoredAddress>`select network, address, account_id, invoice_id from deposit_addresses`.execute(this.sql);
    return rows;
  }

  async sweeps(): Promise<readonly StoredSweep[]> {
    const { rows } = await sql<StoredSweep>`
      select network, block_hash, log_index, block_number, tx_hash, from_address, to_address, amount_usdt from sweeps
      where orphaned_at is null order by network, block_number, log_index`.execute(this.sql);
    return rows;
  }

  async payouts(): Promise<readonly StoredPayout[]> {
    const { rows } = await sql<StoredPayout>`
      select id, account_id, deposit_id, refund_command_id, replaces, network, address, amount_usdt, credits, status, export_id,
        seen_tx_hash, seen_block_hash, seen_block_number, seen_log_index
      from payouts order by id`.execute(this.sql);
    return rows;
  }

  /** The transfers to us that stand, by the blocks that hold them. */
  async observations(): Promise<readonly unknown[]> {
    const { rows } = await sql`
      select network, block_hash, log_index, tx_hash, ordinal, amount_usdt from observations
      where orphaned_at is null order by network, block_number, log_index`.execute(this.sql);
    return rows;
  }

  /** What was refunded, by the id of the command. */
  async refunds(): Promise<ReadonlyMap<string, bigint>> {
    const { rows } = await sql<{ command_id: string; amount: bigint }>`
      select command_id, -available as amount from ledger.entries where kind = 'refund'`.execute(this.sql);
    return new Map(rows.map(({ command_id, amount }) => [command_id, amount]));
  }

  async cursor(network: NetworkId): Promise<StoredCursor | undefined> {
    const { rows } = await sql<{ block_number: bigint; block_hash: string }>`
      select block_number, block_hash from chain_cursors where network = ${network}`.execute(this.sql);
    return rows[0] && { number: Number(rows[0].block_number), hash: rows[0].block_hash };
  }

  /** All that must stay as it is when everything is at rest, as text. */
  async everything(networks: readonly NetworkId[]): Promise<string> {
    const cursors = await Promise.all(networks.map((network) => this.cursor(network)));
    const moved = [await this.observations(), await this.sweeps(), await this.payouts()];
    const seen = [await this.deposits(), await this.invoices(), cursors, [...(await this.granted())], moved];
    return JSON.stringify(seen, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  }

  /** The last thing that was told of each deposit, invoice and payout, and how often a deposit was said to be credited. */
  async told(): Promise<ReadonlyMap<string, { readonly last: string; readonly credited: number }>> {
    const { rows } = await sql<{ topic: string; payload: Readonly<Record<string, unknown>> }>`
      select topic, payload from outbox where topic in ('deposit.changed', 'invoice.changed', 'payout.changed') order by id`.execute(
      this.sql,
    );
    const told = new Map<string, { last: string; credited: number }>();
    for (const { topic, payload } of rows) {
      const id = String(payload[topic.replace('.changed', 'Id')]);
      const last = String(payload['status']);
      told.set(id, { last, credited: (told.get(id)?.credited ?? 0) + (last === 'credited' ? 1 : 0) });
    }
    return told;
  }

  /** Whether nothing is on its way any more: what is too small stays on the operator's list. */
  async isAtRest(): Promise<boolean> {
    const { rows } = await sql`
      select from deposits where status in ('seen', 'confirming') or (status = 'final' and unmatched_reason is null)
      union all select from payouts where status = 'sent' and seen_block_hash is not null limit 1`.execute(this.sql);
    return rows.length === 0;
  }

  /** How many grants each deposit has brought, by the ids of their commands, and what they sum to. */
  async granted(): Promise<ReadonlyMap<string, bigint>> {
    const { rows } = await sql<{ command_id: string; amount: bigint }>`
      select command_id, coalesce(available, 0) as amount from ledger.entries where command_id like 'settle:%'`.execute(this.sql);
    const sums = new Map<string, bigint>();
    for (const { command_id, amount } of rows) {
      const id = command_id.split(':')[1] ?? '';
      sums.set(id, (sums.get(id) ?? 0n) + amount);
    }
    return sums;
  }
}
