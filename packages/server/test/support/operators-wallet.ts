import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFunctionData } from 'viem';
import { testUsdtAbi } from '../../src/chains/sandbox/contracts/test-usdt.generated.ts';

const gas = '0x4c4b40';

/**
 * Plays the wallet of an operator on the local Ethereum of an instance: sends the calls of a file of payouts as they are. Gives the hash of
 * the last transaction.
 */
export async function sendPayouts(
  dataFolder: string,
  file: { readonly tokenContract: string; readonly payouts: readonly { readonly data: string }[] },
): Promise<string> {
  const note = JSON.parse(await readFile(join(dataFolder, 'sandbox/ethereum/anvil.json'), 'utf8')) as { port: number };
  const ask = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${String(note.port)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    return ((await answer.json()) as { result: unknown }).result;
  };
  const [from] = (await ask('eth_accounts', [])) as string[];
  const issue = encodeFunctionData({ abi: testUsdtAbi, functionName: 'issue', args: [1_000_000_000n] });
  await ask('eth_sendTransaction', [{ from, to: file.tokenContract, data: issue, gas }]);
  let last: unknown = '';
  for (const { data } of file.payouts) last = await ask('eth_sendTransaction', [{ from, to: file.tokenContract, data, gas }]);
  return String(last);
}
