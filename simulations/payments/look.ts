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

  async cursor(network: NetworkId): Promise<StoredCursor | undefined> {
    const { rows } = await sql<{ block_number: bigint; block_hash: string }>`
      select block_number, block_hash from chain_cursors where network = ${network}`.execute(this.sql);
    return rows[0] && { number: Number(rows[0].block_number), hash: rows[0].block_hash };
  }

  /** The last thing that was told of each deposit and of each invoice, and how often a deposit was said to be credited. */
  async told(): Promise<ReadonlyMap<string, { readonly last: string; readonly credited: number }>> {
    const { rows } = await sql<{ topic: string; payload: Readonly<Record<string, unknown>> }>`
      select topic, payload from outbox where topic in ('deposit.changed', 'invoice.changed') order by id`.execute(this.sql);
    const told = new Map<string, { last: string; credited: number }>();
    for (const { topic, payload } of rows) {
      const id = String(topic === 'deposit.changed' ? payload['depositId'] : payload['invoiceId']);
      const last = String(payload['status']);
      told.set(id, { last, credited: (told.get(id)?.credited ?? 0) + (last === 'credited' ? 1 : 0) });
    }
    return told;
  }

  /** Whether nothing is on its way any more: what is too small stays on the operator's list. */
  async isAtRest(): Promise<boolean> {
    const { rows } = await sql`
      select from deposits where status in ('seen', 'confirming') or (status = 'final' and unmatched_reason is null) limit 1`.execute(
      this.sql,
    );
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
