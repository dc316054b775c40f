import { sql } from 'kysely';
import type { Tx } from '../../database/index.ts';
import type { NetworkId } from '../chain.ts';
import type { OfferedNetwork } from '../context.ts';

interface Asking {
  readonly accountId: string;
  readonly invoiceId: string;
  readonly nowMs: number;
}

/**
 * The address to which an invoice is to be paid on this network: by the policy of the network that of its account, which is made when there
 * is none, or one for the invoice alone. Gives the address as the chain's logs have it. Addresses are never taken away, so that whoever still
 * pays to an old one is found.
 */
export async function giveAddress(tx: Tx, { chain, depositKey, addresses = 'account' }: OfferedNetwork, asking: Asking): Promise<string> {
  const { fingerprint } = depositKey;
  const network = chain.facts.id;
  const invoiceId = addresses === 'account' ? null : asking.invoiceId;
  const { accountId } = asking;
  const given = await selectGiven(tx, { network, fingerprint, accountId, invoiceId });
  if (given !== undefined) return given;
  // Whoever asks for the same account at the same moment waits here, and finds the address that the first has made.
  const keyIndex = await lockKey(tx, network, fingerprint);
  const meanwhile = await selectGiven(tx, { network, fingerprint, accountId, invoiceId });
  if (meanwhile !== undefined) return meanwhile;
  await sql`update deposit_keys set next_index = ${keyIndex + 1} where network = ${network} and fingerprint = ${fingerprint}`.execute(tx);
  const { onChain } = depositKey.addressAt(keyIndex);
  await sql`
    insert into deposit_addresses (network, address, account_id, invoice_id, key_fingerprint, key_index, created_at)
    values (${network}, ${onChain}, ${accountId}, ${invoiceId}, ${fingerprint}, ${keyIndex}, ${new Date(asking.nowMs)})`.execute(tx);
  return onChain;
}

interface Wanted {
  readonly network: NetworkId;
  readonly fingerprint: string;
  readonly accountId: string;
  readonly invoiceId: string | null;
}

async function selectGiven(tx: Tx, { network, fingerprint, accountId, invoiceId }: Wanted): Promise<string | undefined> {
  const { rows } = await sql<{ address: string }>`
    select address from deposit_addresses
    where account_id = ${accountId} and network = ${network} and key_fingerprint = ${fingerprint}
      and invoice_id is not distinct from ${invoiceId}`.execute(tx);
  return rows[0]?.address;
}

/** Holds the counter of a key until the transaction ends, and gives the next child index. No index is ever given out twice. */
async function lockKey(tx: Tx, network: NetworkId, fingerprint: string): Promise<number> {
  await sql`
    insert into deposit_keys (network, fingerprint) values (${network}, ${fingerprint})
    on conflict (network, fingerprint) do nothing`.execute(tx);
  const { rows } = await sql<{ next_index: bigint }>`
    select next_index from deposit_keys where network = ${network} and fingerprint = ${fingerprint} for update`.execute(tx);
  return Number(rows[0]?.next_index);
}
