import { decodeFunctionResult, encodeFunctionData, keccak256, parseAbi } from 'viem';
import type { TokenState } from '../../payments/index.ts';
import { ChainUnfit } from '../chain-errors.ts';
import { NodeRefusal, readQuantity, readText, type NodeClient } from '../json-rpc/index.ts';

const tokenAbi = parseAbi([
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function paused() view returns (bool)',
  'function deprecated() view returns (bool)',
  'function basisPointsRate() view returns (uint256)',
]);

/** Of the base unit, 1 USDT is 10^6 on Ethereum. Other networks' USDT differ, so it is asked and never assumed. */
const decimals = 6;

export interface ExpectedToken {
  readonly chainId: number;
  readonly tokenContract: string;
  /** The contract as people write it, where that is something else. */
  readonly shownContract?: string | undefined;
  /** Its symbol. */
  readonly token: string;
}

/** Refuses, with `ChainUnfit`, a node of another chain and a contract that is not USDT; gives how the contract is. */
export async function readToken(node: NodeClient, expected: ExpectedToken): Promise<TokenState> {
  const { chainId, tokenContract, token } = expected;
  const shown = expected.shownContract ?? tokenContract;
  const actualChain = await node.ask('eth_chainId', [], (answer) => readQuantity(answer, 'chain id'));
  if (actualChain !== chainId) {
    throw new ChainUnfit(
      `The node at ${node.name} is of chain ${actualChain}, but chain ${chainId} is expected: correct the node's address in the settings.`,
    );
  }
  const code = readText(await node.ask('eth_getCode', [tokenContract, 'latest']), /^0x(?:[0-9a-f]{2})*$/iu, 'contract code');
  if (code === '0x') {
    throw new ChainUnfit(`There is no contract at ${shown} on chain ${chainId}: correct the token's address in the settings.`);
  }
  const symbol = await call(node, tokenContract, 'symbol');
  if (symbol !== token)
    throw new ChainUnfit(`The contract ${shown} is ${JSON.stringify(symbol)}, not ${token}: correct it in the settings.`);
  const actualDecimals = await call(node, tokenContract, 'decimals');
  if (actualDecimals !== decimals) {
    throw new ChainUnfit(`The contract ${shown} has ${String(actualDecimals)} decimals; USDT has ${decimals}: correct it in the settings.`);
  }
  return {
    contract: tokenContract,
    // The form was checked by the pattern.
    codeHash: keccak256(code as `0x${string}`),
    paused: (await call(node, tokenContract, 'paused')) === true,
    deprecated: (await call(node, tokenContract, 'deprecated')) === true,
    feeBasisPoints: Number(await call(node, tokenContract, 'basisPointsRate')),
  };
}

async function call(
  node: NodeClient,
  contract: string,
  functionName: 'symbol' | 'decimals' | 'paused' | 'deprecated' | 'basisPointsRate',
): Promise<string | number | bigint | boolean> {
  const question = { to: contract, data: encodeFunctionData({ abi: tokenAbi, functionName }) };
  try {
    const data = readText(await node.ask('eth_call', [question, 'latest']), /^0x(?:[0-9a-f]{2})*$/iu, functionName);
    // The form was checked by the pattern.
    return decodeFunctionResult({ abi: tokenAbi, functionName, data: data as `0x${string}` });
  } catch (error) {
    // Without a code the node was not reached; with one, or without data, the contract does not have the function.
    if (error instanceof NodeRefusal && error.kind !== 'refused') throw error;
    throw new ChainUnfit(`The contract ${contract} does not answer ${functionName}() as USDT does: correct its address in the settings.`, {
      cause: error,
    });
  }
}
