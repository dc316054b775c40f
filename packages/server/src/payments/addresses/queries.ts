import { sql } from 'kysely';
import type { Sql } from '../../database/index.ts';
import type { UsdtUnits } from '../../kernel/index.ts';
import type { NetworkId } from '../chain.ts';

export interface AddressRow {
  readonly address: string;
  readonly account_id: string;
  readonly invoice_id: string | null;
  readonly key_fingerprint: string;
  readonly key_index: bigint;
  readonly created_at: Date;
}

/** The address of ours that the chain's logs have so. */
export async function selectAddress(db: Sql, network: NetworkId, address: string): Promise<AddressRow | undefined> {
  const { rows } = await sql<AddressRow>`
    select address, account_id, invoice_id, key_fingerprint, key_index, created_at from deposit_addresses
    where network = ${network} and address = ${address}`.execute(db);
  return rows[0];
}

/** Those of these addresses, as the chain's logs have them, that are ours. */
export async function selectAddresses(db: Sql, network: NetworkId, addresses: readonly string[]): Promise<readonly AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    select address, account_id, invoice_id, key_fingerprint, key_index, created_at from deposit_addresses
    where network = ${network} and address = any(${addresses}::text[])`.execute(db);
  return rows;
}

/** What an invoice of this account asks for, which is what its address was signed with. */
export async function selectSignedPrice(
  db: Sql,
  invoice: { readonly accountId: string; readonly invoiceId: string; readonly network: NetworkId; readonly address: string },
): Promise<UsdtUnits | undefined> {
  const { rows } = await sql<{ price_usdt: bigint }>`
    select price_usdt from invoices
    where account_id = ${invoice.accountId} and id = ${invoice.invoiceId}
      and network = ${invoice.network} and address = ${invoice.address}`.execute(db);
  return rows[0]?.price_usdt;
}

export interface UsedAddressRow extends AddressRow {
  readonly first_used_at: Date | null;
  readonly last_used_at: Date | null;
  readonly received_usdt: bigint;
  readonly swept_usdt: bigint;
}

/** The next addresses by key and index, with what has reached them on the chain as it is now. */
export async function selectUsedAddresses(
  db: Sql,
  network: NetworkId,
  page: { readonly after: Pick<AddressRow, 'key_fingerprint' | 'key_index'> | undefined; readonly limit: number },
): Promise<readonly UsedAddressRow[]> {
  const fingerprint = page.after?.key_fingerprint ?? '';
  const index = page.after?.key_index ?? -1n;
  const { rows } = await sql<UsedAddressRow>`
    select given.address, given.account_id, given.invoice_id, given.key_fingerprint, given.key_index, given.created_at,
      seen.first_used_at, seen.last_used_at, seen.received_usdt,
      (select coalesce(sum(amount_usdt), 0)::bigint from sweeps
        where network = ${network} and from_address = given.address and orphaned_at is null) as swept_usdt
    from (
      select * from deposit_addresses
      where network = ${network} and (key_fingerprint, key_index) > (${fingerprint}, ${index}::bigint)
      order by key_fingerprint, key_index limit ${page.limit}
    ) as given
    cross join lateral (
      select min(block_time) as first_used_at, max(block_time) as last_used_at, coalesce(sum(amount_usdt), 0)::bigint as received_usdt
      from observations
      where network = given.network and address = given.address and orphaned_at is null
    ) as seen
    order by given.key_fingerprint, given.key_index`.execute(db);
  return rows;
}
