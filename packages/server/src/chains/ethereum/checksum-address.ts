import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Writes an address with the checksum of EIP-55: the case of each letter is a bit of the hash of the lower-case text. */
export function checksumAddress(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  let text = '0x';
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charAt(at);
    text += Number.parseInt(hash.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit;
  }
  return text;
}
