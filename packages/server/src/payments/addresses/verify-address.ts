import type { OfferedNetwork, PaymentsContext } from '../context.ts';
import type { NetworkId } from '../chain.ts';
import { findAddress, offeredNetwork, pathOf } from './find-address.ts';
import { selectSignedPrice, type AddressRow } from './queries.ts';

export interface AskedAddress {
  readonly network: string;
  /** As people write it. */
  readonly address: string;
  /** The invoice that showed it, with the signature that stood beside it. */
  readonly shown?: { readonly invoiceId: string; readonly signature: string } | undefined;
}

/** What is known of an address of ours. */
export interface AddressCheck {
  readonly network: NetworkId;
  /** With checksum. */
  readonly address: string;
  /** Whether the key of the settings derives it at its index. */
  readonly verified: boolean;
  /** What was found, in a sentence. */
  readonly detail: string;
  readonly keyFingerprint: string;
  readonly keyIndex: number;
  /** Where wallets keep it; `null` for one of an earlier key. */
  readonly path: string | null;
  readonly accountId: string;
  readonly invoiceId: string | null;
  readonly givenOutAtMs: number;
  /** Whether this server has signed it for the invoice that was named; `null` when none was. */
  readonly signature: 'valid' | 'invalid' | null;
}

/**
 * Whether an address is ours: derives it again from the extended public key at the index that the database has for it, and checks the
 * signature that a payer was shown. Refuses `unknown_network`, and `address_not_found` for one that was never given out.
 */
export async function verifyAddress(context: PaymentsContext, asked: AskedAddress): Promise<AddressCheck> {
  const offered = offeredNetwork(context, asked.network);
  const { depositKey, chain } = offered;
  const network = chain.facts.id;
  const row = await findAddress(context, offered, asked.address);
  const onChain = row.address;
  const keyIndex = Number(row.key_index);
  const ofTodaysKey = row.key_fingerprint === depositKey.fingerprint;
  const verified = ofTodaysKey && depositKey.addressAt(keyIndex).onChain === onChain;
  const path = pathOf(offered, row);
  return {
    network,
    address: depositKey.showAddress(onChain),
    verified,
    detail: describe(ofTodaysKey, verified, path),
    keyFingerprint: row.key_fingerprint,
    keyIndex,
    path,
    accountId: row.account_id,
    invoiceId: row.invoice_id,
    givenOutAtMs: row.created_at.getTime(),
    signature: asked.shown === undefined ? null : await checkSignature(context, offered, row, asked.shown),
  };
}

function describe(ofTodaysKey: boolean, verified: boolean, path: string | null): string {
  if (verified) return `The extended public key of the settings derives this address at ${path ?? ''}.`;
  return ofTodaysKey
    ? 'The extended public key of the settings derives another address at this index: somebody has changed the database. Do not pay to it.'
    : 'It was given out under an earlier extended public key, which the settings no longer hold, so it cannot be derived. It is watched all the same.';
}

async function checkSignature(
  context: PaymentsContext,
  { depositKey, chain }: OfferedNetwork,
  row: AddressRow,
  shown: { readonly invoiceId: string; readonly signature: string },
): Promise<'valid' | 'invalid'> {
  const network = chain.facts.id;
  const { invoiceId, signature } = shown;
  const asked = { accountId: row.account_id, invoiceId, network, address: row.address };
  const amountUsdt = await selectSignedPrice(context.database.sql, asked);
  if (amountUsdt === undefined) return 'invalid';
  const derived = depositKey.addressAt(Number(row.key_index));
  if (derived.onChain !== row.address) return 'invalid';
  return context.signer.verify({ invoiceId, network, address: derived.shown, amountUsdt }, signature) ? 'valid' : 'invalid';
}
