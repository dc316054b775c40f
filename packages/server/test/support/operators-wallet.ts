import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SweepPlan } from '@imprest/sdk';
import { encodeFunctionData, keccak256, parseEther, parseTransaction, type Hex, type TransactionSerializableEIP1559 } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { testUsdtAbi } from '../../src/chains/sandbox/contracts/test-usdt.generated.ts';

const gas = '0x4c4b40';

type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** The local Ethereum of an instance. */
async function nodeOf(dataFolder: string): Promise<Ask> {
  const note = JSON.parse(await readFile(join(dataFolder, 'sandbox/ethereum/anvil.json'), 'utf8')) as { port: number };
  return async (method, params) => {
    const answer = await fetch(`http://127.0.0.1:${String(note.port)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = (await answer.json()) as { result?: unknown; error?: { message: string } };
    if (error !== undefined) throw new Error(error.message);
    return result;
  };
}

/**
 * Plays the wallet of an operator on the local Ethereum of an instance: sends the calls of a file of payouts as they are. Gives the hash of
 * the last transaction.
 */
export async function sendPayouts(
  dataFolder: string,
  file: { readonly tokenContract: string; readonly payouts: readonly { readonly data: string }[] },
): Promise<string> {
  const ask = await nodeOf(dataFolder);
  const [from] = (await ask('eth_accounts', [])) as string[];
  const issue = encodeFunctionData({ abi: testUsdtAbi, functionName: 'issue', args: [1_000_000_000n] });
  await ask('eth_sendTransaction', [{ from, to: file.tokenContract, data: issue, gas }]);
  let last: unknown = '';
  for (const { data } of file.payouts) last = await ask('eth_sendTransaction', [{ from, to: file.tokenContract, data, gas }]);
  return String(last);
}

/**
 * Plays the device with the operator's words: gives each address what it lacks, signs the transactions of a plan for Ethereum with the keys
 * at their paths, sends them, and
 * lets the chain go on until that is final. Gives their hashes.
 */
export async function carryOut(dataFolder: string, plan: SweepPlan): Promise<string[]> {
  const ask = await nodeOf(dataFolder);
  const words = (await readFile(join(dataFolder, 'sandbox/ethereum/throw-away-treasury-seed.txt'), 'utf8')).trim();
  const hashes: string[] = [];
  for (const { address, path, unsigned, digest, missing } of plan.transfers) {
    // The path of a wallet, and what a chain writes in hexadecimal.
    const account = mnemonicToAccount(words, { path: path as `m/44'/60'/${string}` });
    if (account.address !== address || keccak256(unsigned as Hex) !== digest) throw new Error('the plan names another key or digest');
    await ask('anvil_setBalance', [address, `0x${parseEther(missing).toString(16)}`]);
    const signed = await account.signTransaction(parseTransaction(unsigned as Hex) as TransactionSerializableEIP1559);
    hashes.push(String(await ask('eth_sendRawTransaction', [signed])));
  }
  await ask('anvil_mine', ['0x28']);
  return hashes;
}
