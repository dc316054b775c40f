import { HDKey } from '@scure/bip32';
import { keccak256, toHex, type Hex } from 'viem';
import { privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts';
import { entropyToMnemonic, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { NetworkId } from './networks.ts';

export const chainId = 31_337;
/** The first account of anvil's public mnemonic. It is worth nothing, here or elsewhere. */
export const owner: PrivateKeyAccount = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80');
export const payers: readonly PrivateKeyAccount[] = Array.from({ length: 4 }, (_, index) =>
  privateKeyToAccount(`0x${'00'.repeat(30)}aa${String(index + 10)}`),
);

/** The operator's own wallet, from which refunds are paid out. */
export const operatorsWallet: PrivateKeyAccount = privateKeyToAccount(`0x${'00'.repeat(30)}bb10`);
/** Where the operator keeps what lay at our addresses; nobody here has its key. */
export const coldWallet: Hex = `0x${'c01d'.repeat(10)}`;

const treasuryWords = entropyToMnemonic(new Uint8Array(16).fill(7), wordlist);
const master = HDKey.fromMasterSeed(mnemonicToSeedSync(treasuryWords));
/** What the servers are given. */
export const treasuryXpubs: Readonly<Record<NetworkId, string>> = {
  ethereum: master.derive(`m/44'/60'/0'`).publicExtendedKey,
  tron: master.derive(`m/44'/195'/0'`).publicExtendedKey,
};

const derived: Readonly<Record<NetworkId, PrivateKeyAccount[]>> = { ethereum: [], tron: [] };
/** More addresses than this no scenario gives out. */
export const treasuryAddressesMax = 25;

/** The address of child 0/index of the treasury, as the chain has it and in lower case, by another way than the server's. */
export function treasuryAddress(network: NetworkId, index: number): Hex {
  return lowerCase(treasuryAccount(network, index).address);
}

/** Whoever has the treasury's key can move what lies at this address of it; the servers cannot. */
export function keyOfAddress(network: NetworkId, address: string): PrivateKeyAccount {
  for (let index = 0; index < treasuryAddressesMax; index += 1) {
    if (treasuryAddress(network, index) === address) return treasuryAccount(network, index);
  }
  throw new Error(`the address ${address} is none of the treasury's`);
}

function treasuryAccount(network: NetworkId, index: number): PrivateKeyAccount {
  const known = derived[network];
  known[index] ??= accountOf(master.derive(`m/44'/${network === 'tron' ? '195' : '60'}'/0'/0/${String(index)}`));
  return known[index];
}

function accountOf({ privateKey }: HDKey): PrivateKeyAccount {
  return privateKeyToAccount(toHex(privateKey ?? new Uint8Array()));
}

function lowerCase(address: Hex): Hex {
  // Lower case is hexadecimal, too.
  return address.toLowerCase() as Hex;
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
