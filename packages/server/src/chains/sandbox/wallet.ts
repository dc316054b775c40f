import { encodeFunctionData, keccak256 } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import type { NetworkId, TestPayer } from '../../payments/index.ts';
import { NodeRefusal, readQuantity } from '../json-rpc/index.ts';
import { testUsdtAbi } from './contracts/test-usdt.generated.ts';
import { testUsdtAddress, type LocalChain } from './local-chain.ts';
import { sandboxForms } from './sandbox-form.ts';

const gasLimit = 200_000n;
const gasPriceMax = 100_000_000_000n;

/**
 * The sandbox's wallet on the local chain. Its transactions are those of that chain on Tron too, where real ones have another form; its
 * addresses are those of the network.
 */
export class SandboxWallet implements TestPayer {
  readonly network: NetworkId;
  private readonly account: PrivateKeyAccount;
  private readonly chain: LocalChain;

  constructor(account: PrivateKeyAccount, chain: LocalChain, network: NetworkId) {
    this.network = network;
    this.account = account;
    this.chain = chain;
  }

  get address(): string {
    return sandboxForms[this.network].show(this.account.address);
  }

  async nextNonce(): Promise<number> {
    return readQuantity(await this.chain.ask('eth_getTransactionCount', [this.account.address, 'latest']), 'transaction count');
  }

  async sign(nonce: number, to: string, amount: bigint): Promise<{ transaction: string; txHash: string }> {
    const { chainId, read } = sandboxForms[this.network];
    const recipient = read(to);
    if (recipient === undefined) throw new RangeError(`${to} is no address of ${this.network}`);
    const transaction = await this.account.signTransaction({
      type: 'eip1559',
      chainId,
      nonce,
      gas: gasLimit,
      maxFeePerGas: gasPriceMax,
      maxPriorityFeePerGas: 1n,
      to: testUsdtAddress,
      // Addresses come out of our own derivation.
      data: encodeFunctionData({ abi: testUsdtAbi, functionName: 'transfer', args: [recipient as `0x${string}`, amount] }),
    });
    return { transaction, txHash: keccak256(transaction) };
  }

  async broadcast(transaction: string): Promise<void> {
    try {
      await this.chain.ask('eth_sendRawTransaction', [transaction]);
    } catch (error) {
      // The node has it already, in the pool or in a block; that is what was wanted.
      if (error instanceof NodeRefusal && /already (?:imported|known)|nonce too low/iu.test(error.message)) return;
      throw error;
    }
  }

  async continueFrom(nonce: number): Promise<void> {
    await this.chain.ask('anvil_setNonce', [this.account.address, `0x${nonce.toString(16)}`]);
  }

  onRestart(listener: () => void): () => void {
    return this.chain.onRestart(listener);
  }
}
