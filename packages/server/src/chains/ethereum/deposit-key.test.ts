import { HDKey } from '@scure/bip32';
import { generateMnemonic, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { mnemonicToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { openDepositKey } from './index.ts';

const words = generateMnemonic(wordlist, 128);
const master = HDKey.fromMasterSeed(mnemonicToSeedSync(words));
const account = master.derive(`m/44'/60'/0'`);

test('addresses are those that a wallet with the same words has', () => {
  const key = openDepositKey(` ${account.publicExtendedKey}\n`);
  for (const index of [0, 1, 2, 19, 20, 1_000, 0x7fff_ffff]) {
    const { address } = mnemonicToAccount(words, { addressIndex: index });
    expect(key.addressAt(index)).toEqual({ shown: address, onChain: address.toLowerCase() });
  }
  expect(() => key.addressAt(0x8000_0000)).toThrow(/31 bits/u);
  expect(() => key.addressAt(-1)).toThrow(/31 bits/u);
});

const secrets = [
  ['an extended private key', account.privateExtendedKey],
  ['words', words],
  ['a private key', `0x${Buffer.from(account.privateKey ?? []).toString('hex')}`],
  ['a private key without 0x', Buffer.from(account.privateKey ?? []).toString('hex')],
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

test.each([
  ['the key of another depth', master.publicExtendedKey],
  ['a key with a wrong letter', `${account.publicExtendedKey.slice(0, -1)}${account.publicExtendedKey.endsWith('1') ? '2' : '1'}`],
  ['nothing', ''],
  ['a bare address', '0xdAC17F958D2ee523a2206206994597C13D831ec7'],
])('%s is refused', (_name, text) => {
  expect(() => openDepositKey(text)).toThrow(/extended public key/u);
});
