/**
 * Addresses of random keys against the libraries that wallets are built with. All 10 000 keys go the way from public key to address,
 * which is the whole of the encoding; the slower way from private keys, and from words, is compared for fewer, here and in the tests
 * of each network.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { TronWeb } from 'tronweb';
import { privateKeyToAddress, publicKeyToAddress } from 'viem/accounts';
import { expect, test } from 'vitest';
import { addressOfPublicKey } from './account-key.ts';
import { checksumAddress } from './ethereum/checksum-address.ts';
import { addressToHex, encodeAddress } from './tron/address.ts';

const keys = 10_000;
const slowEvery = 100;

test(`${String(keys)} random keys have the addresses that viem and tronweb give them`, () => {
  const wrong: string[] = [];
  for (let count = 0; count < keys; count += 1) {
    const secret = secp256k1.utils.randomSecretKey();
    const uncompressed = secp256k1.getPublicKey(secret, false);
    const ethereum = addressOfPublicKey(uncompressed, (bytes) => checksumAddress(`0x${bytesToHex(bytes)}`));
    const tron = addressOfPublicKey(secp256k1.Point.fromBytes(uncompressed).toBytes(true), encodeAddress);
    const agree =
      ethereum.shown === publicKeyToAddress(`0x${bytesToHex(uncompressed)}`) &&
      ethereum.onChain === tron.onChain &&
      TronWeb.address.toHex(tron.shown) === `41${tron.onChain.slice(2)}` &&
      addressToHex(TronWeb.address.fromHex(`41${tron.onChain.slice(2)}`)) === tron.onChain &&
      (count % slowEvery > 0 ||
        (privateKeyToAddress(`0x${bytesToHex(secret)}`) === ethereum.shown &&
          TronWeb.address.fromPrivateKey(bytesToHex(secret)) === tron.shown));
    if (!agree) wrong.push(bytesToHex(uncompressed));
  }
  expect(wrong).toEqual([]);
}, 60_000);
