import type { UsdtUnits } from '../../kernel/index.ts';
import type { Balances } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { fieldsOf, readArray, readText, type NodeClient } from '../json-rpc/index.ts';
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
    const question = {
      owner_address: `41${address.slice(2)}`,
      contract_address: `41${token.slice(2)}`,
      function_selector: 'balanceOf(address)',
      parameter: address.slice(2).padStart(64, '0'),
    };
    amounts.push(await node.post('/walletsolidity/triggerconstantcontract', question, parseBalance));
  }
  const after = await readSolidNow(node);
  if (after.number < before.number) throw new ChainTrouble(`The node at ${node.name} went back behind a block that it called solidified.`);
  return { fromBlock: before.number, toBlock: after.number, amounts };
}

/** A call that has failed says so beside `result: true`: with a message, and in the transaction that it would have been. */
function parseBalance(answer: unknown): UsdtUnits {
  const { result, constant_result: words, transaction } = fieldsOf(answer, 'constant call');
  const outcome = fieldsOf(result, 'result of a constant call');
  const [state] = transaction === undefined ? [] : readArray(fieldsOf(transaction, 'transaction')['ret'] ?? [], 'states of a transaction');
  const failed = state !== undefined && fieldsOf(state, 'state of a transaction')['ret'] !== undefined;
  if (outcome['result'] !== true || outcome['message'] !== undefined || failed) {
    throw new ChainTrouble(`The Tron node could not ask the token for a balance: ${JSON.stringify(outcome).slice(0, 200)}.`);
  }
  const [word, ...more] = readArray(words, 'result of a constant call');
  if (more.length > 0) throw new ChainTrouble('The Tron node gave several results for one balance.');
  return BigInt(`0x${readText(word, /^[0-9a-f]{64}$/iu, 'balance')}`);
}
