import { encodeFunctionData, keccak256, parseAbi, serializeTransaction } from 'viem';
import type { PlannedTransfer, TransferPlan, TransferWish } from '../../payments/index.ts';
import { fieldsOf, NodeRefusal, readText, type NodeClient } from '../json-rpc/index.ts';

const abi = parseAbi(['function transfer(address to, uint256 value)']);
const quantity = /^0x[0-9a-f]{1,64}$/iu;

/** What the gas of these transactions may cost, in wei. */
interface GasPrice {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/**
 * Writes transfers of the token for their owners to sign: EIP-1559, each with the next number of its sender. The price leaves room for
 * the base fee to double, because some time passes until they are sent; what is not needed is not paid.
 */
export async function planTransfers(
  node: NodeClient,
  token: { readonly chainId: number; readonly tokenContract: string },
  wishes: readonly TransferWish[],
): Promise<TransferPlan> {
  const price = await readGasPrice(node);
  const transfers: PlannedTransfer[] = [];
  for (const wish of wishes) transfers.push(await planTransfer(node, token, wish, price));
  return { coin: 'ETH', coinDecimals: 18, expiresAtMs: null, transfers };
}

async function planTransfer(
  node: NodeClient,
  token: { readonly chainId: number; readonly tokenContract: string },
  { from, to, amount }: TransferWish,
  price: GasPrice,
): Promise<PlannedTransfer> {
  // Addresses come out of our own derivation and were read letter by letter.
  const data = encodeFunctionData({ abi, functionName: 'transfer', args: [to as `0x${string}`, amount] });
  let estimate: bigint;
  try {
    estimate = await askQuantity(node, 'eth_estimateGas', [{ from, to: token.tokenContract, data }]);
  } catch (error) {
    if (error instanceof NodeRefusal && error.kind === 'refused') return { refused: error.message };
    throw error;
  }
  const nonce = Number(await askQuantity(node, 'eth_getTransactionCount', [from, 'latest']));
  const balance = await askQuantity(node, 'eth_getBalance', [from, 'latest']);
  // The way of a transfer through the contract may change a little until it is sent.
  const gas = (estimate * 6n) / 5n;
  const unsigned = serializeTransaction({
    type: 'eip1559',
    chainId: token.chainId,
    nonce,
    gas,
    ...price,
    // As above.
    to: token.tokenContract as `0x${string}`,
    value: 0n,
    data,
  });
  return { nonce, unsigned, digest: keccak256(unsigned), fee: gas * price.maxFeePerGas, balance };
}

async function readGasPrice(node: NodeClient): Promise<GasPrice> {
  const block = await node.ask('eth_getBlockByNumber', ['latest', false], (answer) => fieldsOf(answer, 'block'));
  const base = BigInt(readText(block['baseFeePerGas'], quantity, 'base fee'));
  const usual = await askQuantity(node, 'eth_gasPrice', []);
  // What is usually paid beyond the base fee; a little at least, or nobody takes the transaction.
  const maxPriorityFeePerGas = usual > base ? usual - base : 1_000_000n;
  return { maxFeePerGas: 2n * base + maxPriorityFeePerGas, maxPriorityFeePerGas };
}

function askQuantity(node: NodeClient, method: string, params: readonly unknown[]): Promise<bigint> {
  return node.ask(method, params, (answer) => BigInt(readText(answer, quantity, method)));
}
