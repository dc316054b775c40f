import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { createBase58check } from '@scure/base';

/** What stands before the 20 bytes of every address of Tron; because of it they begin with T. */
const prefix = 0x41;
const base58check = createBase58check(sha256);

/** Writes 20 bytes, such as the chain's logs hold, as people know an address of Tron: base58 with a checksum. */
export function encodeAddress(bytes: Uint8Array): string {
  return base58check.encode(Uint8Array.of(prefix, ...bytes));
}

/** The same for what the chain's logs hold: hexadecimal with 0x. */
export function encodeHexAddress(onChain: string): string {
  return encodeAddress(hexToBytes(onChain.slice(2)));
}

/**
 * Reads an address that begins with T into what the chain's logs hold, lower-case hexadecimal with 0x; `undefined` when a letter is
 * wrong or it is of another network.
 */
export function addressToHex(shown: string): string | undefined {
  let bytes: Uint8Array;
  try {
    bytes = base58check.decode(shown);
  } catch {
    return undefined;
  }
  return bytes.length === 21 && bytes[0] === prefix ? `0x${bytesToHex(bytes.subarray(1))}` : undefined;
}

/** Whether every letter of an address of Tron is right. */
export function isTronAddress(shown: string): boolean {
  return addressToHex(shown) !== undefined;
}
