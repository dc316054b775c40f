import { concatHex, sha256, sliceHex, type Hex } from 'viem';
import { contracts } from './chain-process.ts';

/** The networks that are played. One chain is behind both: each has its own token on it, and Tron its own form of what a node says. */
export const networkIds = ['ethereum', 'tron'] as const;
export type NetworkId = (typeof networkIds)[number];

export const tokenOf: Readonly<Record<NetworkId, Hex>> = { ethereum: contracts.token, tron: contracts.tronToken };

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** How a network shows people an address that the chain has in hexadecimal; on Ethereum the case of its letters is left to the reader. */
export function shownAddress(network: NetworkId, onChain: Hex): string {
  if (network === 'ethereum') return onChain;
  const payload = concatHex(['0x41', onChain]);
  let left = BigInt(concatHex([payload, sliceHex(sha256(sha256(payload)), 0, 4)]));
  let shown = '';
  for (; left > 0n; left /= 58n) shown = base58.charAt(Number(left % 58n)) + shown;
  return shown;
}

/** How a network names the block that has this hash on the chain: on Tron its height stands in front, in 16 digits. */
export function blockIdOn(network: NetworkId, number: number, hash: string): string {
  return network === 'tron' ? `0x${number.toString(16).padStart(16, '0')}${hash.slice(-48)}` : hash;
}
