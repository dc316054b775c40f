import type { UsdtUnits } from '../../kernel/index.ts';
import type { Balances } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import type { NodeClient } from '../json-rpc/index.ts';
import { constantCall } from './constant-call.ts';
import { readSolidNow } from './read-solid.ts';

/** Each is a question of its own, and few blocks pass meanwhile. */
export const balancesAtOnce = 20;

/**
 * What these addresses hold of the token, as it is solidified. java-tron tells the state of the newest solidified block alone, and of
 * one address at a time, so the blocks are those between the one before the first question and the one after the last.
 */
export async function readBalances(node: NodeClient, token: string, addresses: readonly string[]): Promise<Balances> {
  const before = await readSolidNow(node);
  const amounts: UsdtUnits[] = [];
  for (const address of addresses) {
    const parameter = address.slice(2).padStart(64, '0');
    const call = await constantCall(node, '/walletsolidity', { from: address, contract: token, selector: 'balanceOf(address)', parameter });
    if ('refused' in call) throw new ChainTrouble(call.refused);
    if (call.words.length !== 64) throw new ChainTrouble(`The node at ${node.name} gave a balance that is no number.`);
    amounts.push(BigInt(`0x${call.words}`));
  }
  const after = await readSolidNow(node);
  if (after.number < before.number) throw new ChainTrouble(`The node at ${node.name} went back behind a block that it called solidified.`);
  return { fromBlock: before.number, toBlock: after.number, amounts };
}
