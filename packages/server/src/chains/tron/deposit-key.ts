import type { DepositKey } from '../../payments/index.ts';
import { openAccountKey } from '../account-key.ts';
import { addressToHex, encodeAddress } from './address.ts';

/** Takes the extended public key of the account `m/44'/195'/0'`; refuses everything else with `StartError`. */
export function openDepositKey(text: string): DepositKey {
  return openAccountKey(text, { path: `m/44'/195'/0'`, show: encodeAddress, read: addressToHex });
}
