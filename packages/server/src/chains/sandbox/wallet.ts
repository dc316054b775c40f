import { encodeFunctionData, keccak256 } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import type { TestPayer } from '../../payments/index.ts';
import { NodeRefusal, readQuantity } from '../json-rpc/index.ts';
import { sandboxChainId } from './anvil-process.ts';
import { testUsdtAbi } from './contracts/test-usdt.generated.ts';
import { testUsdtAddress, type LocalChain } from './local-chain.ts';

const gasLimit = 200_000n;
const gasPriceMax = 100_000_000_000n;

/** The sandbox's wallet on the local chain. */
export class SandboxWallet implements TestPayer {
  readonly network = 'ethereum';
  private readonly account: PrivateKeyAccount;
  private readonly chain: LocalChain;

  constructor(account: PrivateKeyAccount, chain: LocalChain) {
    this.account = account;
    this.chain = chain;
  }

  get address(): string {
    return this.account.address;
  }

  async nextNonce(): Promise<number> {
    return readQuantity(await this.chain.ask('eth_getTransactionCount', [this.account.address, 'latest']), 'transaction count');
  }

  async sign(nonce: number, to: string, amount: bigint): Promise<{ transaction: string; txHash: string }> {
    const transaction = await this.account.signTransaction({
      type: 'eip1559',
      chainId: sandboxChainId,
      nonce,
      gas: gasLimit,
      maxFeePerGas: gasPriceMax,
      maxPriorityFeePerGas: 1n,
      to: testUsdtAddress,
      // Addresses come out of our own derivation.
      data: encodeFunctionData({ abi: testUsdtAbi, functionName: 'transfer', args: [to as `0x${string}`, amount] }),
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
