import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { HDKey } from '@scure/bip32';
import { assert, StartError } from '../kernel/index.ts';
import type { DepositKey, DerivedAddress } from '../payments/index.ts';

/** BIP44: m / purpose' / coin' / account' is where an account's extended public key lies. */
const accountDepth = 3;
const hardened = 0x8000_0000;
const rememberedMax = 10_000;

export interface AccountKeyForm {
  /** Where wallets keep this account, for messages: `m/44'/60'/0'`. */
  readonly path: string;
  /** Writes the 20 bytes of an address as its network shows it to people. */
  readonly show: (address: Uint8Array) => string;
  /** Reads such an address, as the chain's logs have it; `undefined` for anything else. */
  readonly read: (shown: string) => string | undefined;
}

/**
 * Takes the extended public key of a BIP44 account (text that begins with `xpub`) and derives the addresses of its children 0/i.
 * Refuses, with `StartError`, everything else, and above all anything private: a private key, a seed or its words must never come
 * near this server.
 */
export function openAccountKey(text: string, form: AccountKeyForm): DepositKey {
  const xpub = text.trim();
  refusePrivate(xpub);
  const account = parse(xpub);
  if (account.depth !== accountDepth || account.index < hardened) {
    throw new StartError(
      `The extended public key must be that of the account ${form.path} (depth 3), but this one has depth ${account.depth}: export the account's key.`,
    );
  }
  const receiving = account.deriveChild(0);
  refusePublished(onChainOf(publicKeyOf(receiving, 0)));
  const remembered = new Map<number, DerivedAddress>();
  return {
    fingerprint: bytesToHex(sha256(utf8ToBytes(xpub))).slice(0, 32),
    path: form.path,
    readAddress: form.read,
    showAddress: (onChain) => form.show(hexToBytes(onChain.slice(2))),
    addressAt(index) {
      const known = remembered.get(index);
      if (known !== undefined) return known;
      const address = addressOfPublicKey(publicKeyOf(receiving, index), form.show);
      if (remembered.size >= rememberedMax) remembered.clear();
      remembered.set(index, address);
      return address;
    },
  };
}

/** The address of a public key, as Ethereum and Tron derive it alike: the last 20 bytes of the hash of its point. */
export function addressOfPublicKey(publicKey: Uint8Array, show: AccountKeyForm['show']): DerivedAddress {
  const bytes = addressBytes(publicKey);
  return { shown: show(bytes), onChain: `0x${bytesToHex(bytes)}` };
}

function addressBytes(publicKey: Uint8Array): Uint8Array {
  const point = secp256k1.Point.fromBytes(publicKey).toBytes(false);
  return keccak_256(point.subarray(1)).subarray(12);
}

function onChainOf(publicKey: Uint8Array): string {
  return `0x${bytesToHex(addressBytes(publicKey))}`;
}

function publicKeyOf(receiving: HDKey, index: number): Uint8Array {
  assert(Number.isSafeInteger(index) && index >= 0 && index < hardened, 'a child index has 31 bits');
  const { publicKey } = receiving.deriveChild(index);
  assert(publicKey !== null, 'a child of a public key has a public key');
  return publicKey;
}

function refusePrivate(text: string): void {
  const words = text.split(/\s+/u).length;
  if (/^[a-z]prv/iu.test(text) || /^(?:0x)?[0-9a-f]{64}$/iu.test(text) || words >= 12 || /^[5KL][1-9A-HJ-NP-Za-km-z]{50,51}$/u.test(text)) {
    throw new StartError(
      'The setting for the extended public key holds something private: remove it at once, move the funds of that key, and give the public key that begins with xpub.',
    );
  }
}

/** The first address of each account whose words stand in documentation of tools: whoever knows them can take what arrives. */
const publishedAddresses: ReadonlySet<string> = new Set([
  // "test … junk" of anvil and hardhat, coins 60 and 195
  '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
  '0xe2e1a54926527fbb4e4420de4c6bab82beaee24d',
  // "abandon … about" of BIP39, coins 60 and 195
  '0x9858effd232b4033e47d90003d41ec34ecaeda94',
  '0xc8599111f29c1e1e061265b4af93ea1f274ad78a',
]);

function refusePublished(address: string): void {
  if (publishedAddresses.has(address)) {
    throw new StartError(
      'The extended public key belongs to words that are published for tests: anyone could take what arrives. Make a key of your own.',
    );
  }
}

function parse(xpub: string): HDKey {
  if (/^[tuv]pub/u.test(xpub)) {
    throw new StartError('The extended public key is one of a test network: give the key of the main network, which begins with xpub.');
  }
  let key: HDKey;
  try {
    key = HDKey.fromExtendedKey(xpub);
  } catch (error) {
    // The error's own text may repeat the setting, so it is not passed on.
    throw new StartError('The extended public key cannot be read: copy it again, whole; it begins with xpub.', {
      cause: error instanceof Error ? error.name : undefined,
    });
  }
  if (key.privateKey !== null)
    throw new StartError('The setting for the extended public key holds a private key: give the key that begins with xpub.');
  return key;
}
