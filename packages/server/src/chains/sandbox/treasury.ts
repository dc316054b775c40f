import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { HDKey } from '@scure/bip32';
import { generateMnemonic, mnemonicToSeed } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { replaceFile } from './replace-file.ts';

const seedFile = 'throw-away-treasury-seed.txt';
const xpubFile = 'treasury-xpub.txt';
const walletFile = 'throw-away-test-wallet-key.txt';

/**
 * The extended public key of the sandbox's own treasury. The first call makes a throw-away seed and leaves it in a file for the
 * curious (test money only); later calls read the public key and never open the seed again.
 */
export async function treasuryXpub(folder: string, accountPath: string): Promise<string> {
  const known = await knownTreasuryXpub(folder);
  if (known !== undefined) return known;
  const words = (await readIfThere(join(folder, seedFile))) ?? generateMnemonic(wordlist, 128);
  await replaceFile(join(folder, seedFile), `${words}\n`);
  const account = HDKey.fromMasterSeed(await mnemonicToSeed(words)).derive(accountPath);
  await replaceFile(join(folder, xpubFile), `${account.publicExtendedKey}\n`);
  return account.publicExtendedKey;
}

/** The same, if a sandbox was opened in this folder before. */
export async function knownTreasuryXpub(folder: string): Promise<string | undefined> {
  return readIfThere(join(folder, xpubFile));
}

/** The private key of the wallet that plays the customer's. It is no part of the treasury. */
export async function testWalletKey(folder: string): Promise<`0x${string}`> {
  const path = join(folder, walletFile);
  const known = await readIfThere(path);
  const key = known === undefined ? crypto.getRandomValues(new Uint8Array(32)) : hexToBytes(known);
  if (known === undefined) await replaceFile(path, `${bytesToHex(key)}\n`);
  return `0x${bytesToHex(key)}`;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    // Node's file functions throw errors of this kind.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
