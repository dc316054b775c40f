import { bytesToHex } from '@noble/hashes/utils.js';
import type { DepositKey } from '../../payments/index.ts';
import { openAccountKey } from '../account-key.ts';
import { checksumAddress } from './checksum-address.ts';

/** Takes the extended public key of the account `m/44'/60'/0'`; refuses everything else with `StartError`. */
export function openDepositKey(text: string): DepositKey {
  return openAccountKey(text, {
    path: `m/44'/60'/0'`,
    show: (bytes) => checksumAddress(`0x${bytesToHex(bytes)}`),
    read: readAddress,
  });
}

/** Addresses without capital letters carry no checksum; with some, it must be right. */
function readAddress(shown: string): string | undefined {
  if (!/^0x[0-9a-fA-F]{40}$/u.test(shown)) return undefined;
  const lower = shown.toLowerCase();
  return shown === lower || shown === checksumAddress(lower) ? lower : undefined;
}
