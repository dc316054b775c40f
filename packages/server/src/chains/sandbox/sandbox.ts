import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { privateKeyToAccount } from 'viem/accounts';
import type { DepositKey, NetworkFacts, TestPayer } from '../../payments/index.ts';
import { ChainTrouble, StartRefusal } from '../chain-errors.ts';
import { EthereumChain, openDepositKey } from '../ethereum/index.ts';
import { blocksUntilFinal, sandboxChainId } from './anvil-process.ts';
import { LocalChain, testUsdtAddress } from './local-chain.ts';
import { testWalletKey, treasuryXpub } from './treasury.ts';
import { SandboxWallet } from './wallet.ts';

export interface SandboxOptions {
  /** Where the chain, its throw-away keys and its log are kept. Made when it is missing. */
  readonly folder: string;
  /** How long a block takes while something waits to become final; 1 s by default. */
  readonly blockMs?: number;
  /** Told in a sentence when the chain had to be started again. */
  readonly warn?: (message: string) => void;
}

export interface Sandbox {
  readonly chain: EthereumChain;
  readonly depositKey: DepositKey;
  readonly testPayer: TestPayer;
  /** The JSON-RPC address of the local chain, for wallets and tests. */
  readonly url: string;
  /** Writes the chain to its folder and ends its process. */
  stop(): Promise<void>;
}

/**
 * Starts the local Ethereum chain with its test USDT, or takes over the one that an earlier run left behind, and gives what the
 * payments room needs of it. The keys in the folder move test money only.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const xpub = await treasuryXpub(folder);
  const account = privateKeyToAccount(await testWalletKey(folder));
  const blockMs = options.blockMs ?? 1_000;
  const local = new LocalChain({ folder, blockMs, fund: account.address, warn: options.warn ?? (() => undefined) });
  try {
    await local.start();
  } catch (error) {
    throw error instanceof ChainTrouble ? new StartRefusal(error.message, { cause: error }) : error;
  }
  return {
    chain: new EthereumChain({ providers: [{ url: () => local.url }], facts: sandboxFacts(blockMs) }),
    depositKey: openDepositKey(xpub),
    testPayer: new SandboxWallet(account, local),
    get url() {
      return local.url;
    },
    stop: () => local.stop(),
  };
}

function sandboxFacts(blockMs: number): NetworkFacts {
  return {
    id: 'ethereum',
    title: 'Ethereum (local test chain)',
    token: 'USDT',
    tokenContract: testUsdtAddress,
    chainId: sandboxChainId,
    sandbox: true,
    recommended: true,
    creditAt: 'final',
    confirmationsRequired: blocksUntilFinal,
    typicalSeconds: Math.ceil(((blocksUntilFinal + 2) * blockMs) / 1000),
    typicalFeeUsd: '0',
    pollMs: blockMs,
  };
}
