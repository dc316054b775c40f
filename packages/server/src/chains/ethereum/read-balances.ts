import { encodeDeployData } from 'viem';
import type { UsdtUnits } from '../../kernel/index.ts';
import { readText, toHex, type NodeClient } from '../json-rpc/index.ts';
import { readBalancesAbi, readBalancesBytecode } from './read-balances.generated.ts';

/** Some three million gas, far below what nodes allow a call, and short enough for their limit on the code of a new contract. */
export const balancesAtOnce = 200;
const wordDigits = 64;

/**
 * What these addresses hold of the token at one final block, in their order. Many are read with one question: a contract that is never
 * deployed asks the token for each, and gives the answers in the place of its code.
 */
export async function readBalances(
  node: NodeClient,
  token: string,
  addresses: readonly string[],
  blockNumber: number,
): Promise<readonly UsdtUnits[]> {
  const amounts: UsdtUnits[] = [];
  for (let first = 0; first < addresses.length; first += balancesAtOnce) {
    const some = addresses.slice(first, first + balancesAtOnce);
    // Addresses come out of our own derivation and settings.
    const args = [token as `0x${string}`, some as readonly `0x${string}`[]] as const;
    const data = encodeDeployData({ abi: readBalancesAbi, bytecode: readBalancesBytecode, args });
    const form = new RegExp(`^0x[0-9a-f]{${String(wordDigits * some.length)}}$`, 'iu');
    const words = await node.ask('eth_call', [{ data }, toHex(blockNumber)], (answer) => readText(answer, form, 'balances').slice(2));
    amounts.push(...some.map((_, place) => BigInt(`0x${words.slice(place * wordDigits, (place + 1) * wordDigits)}`)));
  }
  return amounts;
}
