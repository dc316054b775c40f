import { fieldsOf, readQuantity, type NodeClient } from '../json-rpc/index.ts';

/** The number of the block that holds a transaction; `undefined` when the node knows of none. */
export function findTransaction(client: NodeClient, txHash: string): Promise<number | undefined> {
  return client.ask('eth_getTransactionReceipt', [txHash], (answer) =>
    answer === null || answer === undefined
      ? undefined
      : readQuantity(fieldsOf(answer, 'a receipt')['blockNumber'], 'the number of its block'),
  );
}
