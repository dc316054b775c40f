import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import { addressNotFound, unknownNetwork } from '../problems.ts';
import { selectAddress, type AddressRow } from './queries.ts';

/** The network of this name. Refuses `unknown_network`. */
export function offeredNetwork(context: PaymentsContext, network: string): OfferedNetwork {
  const offered = [...context.networks.values()].find(({ chain }) => chain.facts.id === network);
  if (offered === undefined) throw unknownNetwork(`${network} is not offered here: see the list of networks.`);
  return offered;
}

/** Where wallets keep an address of ours; `null` for one of an earlier key, which the settings no longer hold. */
export function pathOf({ depositKey }: OfferedNetwork, row: AddressRow): string | null {
  return row.key_fingerprint === depositKey.fingerprint ? `${depositKey.path}/0/${String(row.key_index)}` : null;
}

/** The address of ours that people write so. Refuses `address_not_found` for one that was never given out, or whose letters are wrong. */
export async function findAddress(context: PaymentsContext, { depositKey, chain }: OfferedNetwork, shown: string): Promise<AddressRow> {
  const { id, title } = chain.facts;
  const onChain = depositKey.readAddress(shown);
  if (onChain === undefined) throw addressNotFound(`This is no address on ${title}: a letter is wrong, or it is of another network.`);
  const row = await selectAddress(context.database.sql, id, onChain);
  if (row === undefined) throw addressNotFound(`This server has never given out this address on ${title}: do not pay to it.`);
  return row;
}
