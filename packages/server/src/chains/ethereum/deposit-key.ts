import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { HDKey } from '@scure/bip32';
import { assert } from '../../kernel/index.ts';
import type { DepositKey, DerivedAddress } from '../../payments/index.ts';
import { StartRefusal } from '../chain-errors.ts';
import { checksumAddress } from './checksum-address.ts';

/** BIP44: m / purpose' / coin' / account' is where an account's extended public key lies. */
const accountDepth = 3;
const rememberedMax = 10_000;

/**
 * Takes the extended public key of a BIP44 account (`m/44'/60'/0'`, text that begins with `xpub`) and derives the addresses of its
 * children 0/i. Refuses, with `StartRefusal`, everything else, and above all anything private: a private key, a seed or its words
 * must never come near this server.
 */
export function openDepositKey(text: string): DepositKey {
  const xpub = text.trim();
  refusePrivate(xpub);
  const account = parse(xpub);
  if (account.depth !== accountDepth) {
    throw new StartRefusal(
      `The extended public key must be that of the account m/44'/60'/0' (depth 3), but this one has depth ${account.depth}: export the account's key.`,
    );
  }
  const receiving = account.deriveChild(0);
  const remembered = new Map<number, DerivedAddress>();
  return {
    fingerprint: bytesToHex(sha256(utf8ToBytes(xpub))).slice(0, 32),
    addressAt(index) {
      const known = remembered.get(index);
      if (known !== undefined) return known;
      const address = addressOf(receiving, index);
      if (remembered.size >= rememberedMax) remembered.clear();
      remembered.set(index, address);
      return address;
    },
  };
}

function refusePrivate(text: string): void {
  const words = text.split(/\s+/u).length;
  if (/^[a-z]prv/iu.test(text) || /^(?:0x)?[0-9a-f]{64}$/iu.test(text) || words >= 12 || /^[5KL][1-9A-HJ-NP-Za-km-z]{50,51}$/u.test(text)) {
    throw new StartRefusal(
      'The setting for the extended public key holds something private: remove it at once, move the funds of that key, and give the public key that begins with xpub.',
    );
  }
}

function parse(xpub: string): HDKey {
  let key: HDKey;
  try {
    key = HDKey.fromExtendedKey(xpub);
  } catch (error) {
    // The error's own text may repeat the setting, so it is not passed on.
    throw new StartRefusal('The extended public key cannot be read: copy it again, whole; it begins with xpub.', {
      cause: error instanceof Error ? error.name : undefined,
    });
  }
  if (key.privateKey !== null)
    throw new StartRefusal('The setting for the extended public key holds a private key: give the key that begins with xpub.');
  return key;
}

function addressOf(receiving: HDKey, index: number): DerivedAddress {
  assert(Number.isSafeInteger(index) && index >= 0 && index < 0x8000_0000, 'a child index has 31 bits');
  const { publicKey } = receiving.deriveChild(index);
  assert(publicKey !== null, 'a child of a public key has a public key');
  const point = secp256k1.Point.fromBytes(publicKey).toBytes(false);
  const onChain = `0x${bytesToHex(keccak_256(point.subarray(1)).subarray(12))}`;
  return { shown: checksumAddress(onChain), onChain };
}
