import type { FoundTransaction, OtherTransfer } from '../../payments/index.ts';
import { fieldsOf, NodeRefusal, readArray, readQuantity, readText, type NodeClient } from '../json-rpc/index.ts';
import { transferTopic } from './parse-answers.ts';

const anyAddress = /^0x[0-9a-f]{40}$/iu;
const addressWord = /^0x0{24}[0-9a-f]{40}$/iu;
const word = /^0x[0-9a-f]{64}$/iu;
const amountForm = /^0x[0-9a-f]{1,64}$/iu;

/** The block that holds a transaction, and what other than the token it moved; `undefined` when the node knows of none. */
export async function findTransaction(client: NodeClient, token: string, txHash: string): Promise<FoundTransaction | undefined> {
  const receipt = await client.ask('eth_getTransactionReceipt', [txHash], (answer) =>
    answer === null || answer === undefined ? undefined : fieldsOf(answer, 'a receipt'),
  );
  if (receipt === undefined) return undefined;
  const blockNumber = readQuantity(receipt['blockNumber'], 'the number of its block');
  if (receipt['status'] !== '0x1') return { blockNumber, others: [] };
  const ofTokens = readArray(receipt['logs'], 'logs of a receipt').flatMap((log) => otherToken(log, token));
  return { blockNumber, others: [...(await coinOf(client, txHash)), ...ofTokens] };
}

/** A transfer of another token. Anybody may write a log of any form, so what has not the right one is none. */
function otherToken(log: unknown, token: string): readonly OtherTransfer[] {
  const { address, topics, data } = fieldsOf(log, 'log');
  const [topic, , to, more] = readArray(topics, 'log topics').map(String);
  if (topic?.toLowerCase() !== transferTopic || more !== undefined || to === undefined || !addressWord.test(to)) return [];
  const contract = readText(address, anyAddress, 'log address');
  if (contract === token || typeof data !== 'string' || !word.test(data)) return [];
  return [{ contract, to: `0x${to.slice(26).toLowerCase()}`, amount: BigInt(data) }];
}

/** What the transaction itself carries of the network's coin. What contracts pass on within it stands in no log. */
async function coinOf(client: NodeClient, txHash: string): Promise<readonly OtherTransfer[]> {
  try {
    return await client.ask('eth_getTransactionByHash', [txHash], (answer) => {
      const { to, value } = fieldsOf(answer, 'transaction');
      const amount = BigInt(readText(value, amountForm, 'value of a transaction'));
      return amount === 0n || to === null ? [] : [{ contract: null, to: readText(to, anyAddress, 'receiver'), amount }];
    });
  } catch (error) {
    // Nothing depends on it but what the operator is told.
    if (error instanceof NodeRefusal && error.kind === 'refused') return [];
    throw error;
  }
}
