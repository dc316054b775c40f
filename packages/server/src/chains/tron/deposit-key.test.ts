import { HDKey } from '@scure/bip32';
import { generateMnemonic, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { TronWeb } from 'tronweb';
import { expect, test } from 'vitest';
import { addressToHex } from './address.ts';
import { openDepositKey } from './index.ts';

const words = generateMnemonic(wordlist, 128);
const master = HDKey.fromMasterSeed(mnemonicToSeedSync(words));
const account = master.derive(`m/44'/195'/0'`);

test('addresses are those that a wallet with the same words has', () => {
  const key = openDepositKey(` ${account.publicExtendedKey}\n`);
  for (const index of [0, 1, 2, 19, 20, 1_000, 0x7fff_ffff]) {
    const { address } = TronWeb.fromMnemonic(words, `m/44'/195'/0'/0/${String(index)}`);
    const derived = key.addressAt(index);
    expect(derived).toEqual({ shown: address, onChain: `0x${TronWeb.address.toHex(address).slice(2).toLowerCase()}` });
    expect(addressToHex(derived.shown)).toBe(derived.onChain);
  }
  expect(() => key.addressAt(0x8000_0000)).toThrow(/31 bits/u);
});

const secrets = [
  ['an extended private key', account.privateExtendedKey],
  ['words', words],
  ['a private key', Buffer.from(account.privateKey ?? []).toString('hex')],
] as const;

test.each(secrets)('%s is refused in one line that does not repeat it', (_name, secret) => {
  let message = '';
  try {
    openDepositKey(secret);
  } catch (error) {
    message = String(error);
  }
  expect(message).toMatch(/^StartError: .+private.+\.$/u);
  expect(message).not.toContain(secret.slice(2, 12));
});

const published = HDKey.fromMasterSeed(mnemonicToSeedSync('test test test test test test test test test test test junk'));

test.each([
  ['the key of another depth', master.publicExtendedKey],
  ['a key with a wrong letter', `${account.publicExtendedKey.slice(0, -1)}${account.publicExtendedKey.endsWith('1') ? '2' : '1'}`],
  ['a key below the account', account.deriveChild(0).publicExtendedKey],
  ['nothing', ''],
  ['an address', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
  ['the key of a test network', `tpub${account.publicExtendedKey.slice(4)}`],
  ['the key of words that everybody knows', published.derive(`m/44'/195'/0'`).publicExtendedKey],
  ['the same words on Ethereum', published.derive(`m/44'/60'/0'`).publicExtendedKey],
])('%s is refused', (_name, text) => {
  expect(() => openDepositKey(text)).toThrow(/extended public key/u);
});

test('one wrong letter in an address is noticed', () => {
  const address = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
  expect(addressToHex(address)).toBe('0xa614f803b6fd780986a42c78ec9c7f77e6ded13c');
  for (let at = 0; at < address.length; at += 1) {
    const other = address.charAt(at) === '2' ? '3' : '2';
    expect(addressToHex(`${address.slice(0, at)}${other}${address.slice(at + 1)}`)).toBeUndefined();
  }
  // An address of Bitcoin has the same form and another prefix.
  expect(addressToHex('1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2')).toBeUndefined();
});
