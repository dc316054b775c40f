import { HDKey } from '@scure/bip32';
import { keccak256, type Hex } from 'viem';
import { mnemonicToAccount, privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts';
import { entropyToMnemonic, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';

export const chainId = 31_337;
/** The first account of anvil's public mnemonic. It is worth nothing, here or elsewhere. */
export const owner: PrivateKeyAccount = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80');
export const payers: readonly PrivateKeyAccount[] = Array.from({ length: 4 }, (_, index) =>
  privateKeyToAccount(`0x${'00'.repeat(30)}aa${String(index + 10)}`),
);

const treasuryWords = entropyToMnemonic(new Uint8Array(16).fill(7), wordlist);
/** What the servers are given. */
export const treasuryXpub: string = HDKey.fromMasterSeed(mnemonicToSeedSync(treasuryWords)).derive(`m/44'/60'/0'`).publicExtendedKey;

const derived: string[] = [];

/** The address of child 0/index of the treasury, in lower case, by another way than the server's. */
export function treasuryAddress(index: number): string {
  derived[index] ??= mnemonicToAccount(treasuryWords, { addressIndex: index }).address.toLowerCase();
  return derived[index];
}

export interface Signed {
  readonly raw: Hex;
  readonly hash: Hex;
}

/** A signed transaction; the same each time. `tip` decides its place in a block. */
export async function transactionOf(
  from: PrivateKeyAccount,
  nonce: number,
  call: { readonly to?: Hex; readonly data: Hex },
  tip = 1n,
): Promise<Signed> {
  const gas = call.to === undefined ? 5_000_000n : 400_000n;
  const raw = await from.signTransaction({
    type: 'eip1559',
    chainId,
    nonce,
    gas,
    maxFeePerGas: 100_000_000_000n,
    maxPriorityFeePerGas: tip,
    ...call,
  });
  return { raw, hash: keccak256(raw) };
}
