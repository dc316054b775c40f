import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem';
import { ChainUnfit } from '../chain-errors.ts';
import { NodeRefusal, readQuantity, readText, type NodeClient } from '../json-rpc/index.ts';

const tokenAbi = parseAbi([
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function paused() view returns (bool)',
  'function deprecated() view returns (bool)',
]);

/** Of the base unit, 1 USDT is 10^6 on Ethereum. Other networks' USDT differ, so it is asked and never assumed. */
const decimals = 6;

/** Refuses, with `ChainUnfit`, a node of another chain and a contract that is not USDT in working order. */
export async function verifyToken(node: NodeClient, expected: { chainId: number; tokenContract: string; token: string }): Promise<void> {
  const { chainId, tokenContract, token } = expected;
  const actualChain = await node.ask('eth_chainId', [], (answer) => readQuantity(answer, 'chain id'));
  if (actualChain !== chainId) {
    throw new ChainUnfit(
      `The node is of chain ${actualChain}, but chain ${chainId} is expected: correct the node's address in the settings.`,
    );
  }
  const code = readText(await node.ask('eth_getCode', [tokenContract, 'latest']), /^0x(?:[0-9a-f]{2})*$/iu, 'contract code');
  if (code === '0x') {
    throw new ChainUnfit(`There is no contract at ${tokenContract} on chain ${chainId}: correct the token's address in the settings.`);
  }
  const symbol = await readToken(node, tokenContract, 'symbol');
  if (symbol !== token)
    throw new ChainUnfit(`The contract ${tokenContract} is ${JSON.stringify(symbol)}, not ${token}: correct it in the settings.`);
  const actualDecimals = await readToken(node, tokenContract, 'decimals');
  if (actualDecimals !== decimals) {
    throw new ChainUnfit(
      `The contract ${tokenContract} has ${String(actualDecimals)} decimals; USDT has ${decimals}: correct it in the settings.`,
    );
  }
  if ((await readToken(node, tokenContract, 'deprecated')) !== false) {
    throw new ChainUnfit(`The contract ${tokenContract} was replaced by its issuer: set the address of its successor in the settings.`);
  }
  if ((await readToken(node, tokenContract, 'paused')) !== false) {
    throw new ChainUnfit(`The issuer has paused all transfers of ${token} on this network: payments go on when that ends.`);
  }
}

async function readToken(
  node: NodeClient,
  contract: string,
  functionName: 'symbol' | 'decimals' | 'paused' | 'deprecated',
): Promise<string | number | boolean> {
  const call = { to: contract, data: encodeFunctionData({ abi: tokenAbi, functionName }) };
  try {
    const data = readText(await node.ask('eth_call', [call, 'latest']), /^0x(?:[0-9a-f]{2})*$/iu, functionName);
    // The form was checked by the pattern.
    return decodeFunctionResult({ abi: tokenAbi, functionName, data: data as `0x${string}` });
  } catch (error) {
    // Without a code the node was not reached; with one, or without data, the contract does not have the function.
    if (error instanceof NodeRefusal && error.code === undefined) throw error;
    throw new ChainUnfit(`The contract ${contract} does not answer ${functionName}() as USDT does: correct its address in the settings.`, {
      cause: error,
    });
  }
}
