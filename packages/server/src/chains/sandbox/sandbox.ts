import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { privateKeyToAccount } from 'viem/accounts';
import { StartError } from '../../kernel/index.ts';
import type { Chain, DepositKey, NetworkId, TestPayer } from '../../payments/index.ts';
import { ChainTrouble } from '../chain-errors.ts';
import { EthereumChain } from '../ethereum/index.ts';
import { TronChain } from '../tron/index.ts';
import { JavaTronStandIn } from './java-tron/stand-in.ts';
import { LocalChain } from './local-chain.ts';
import { sandboxFacts, sandboxForms } from './sandbox-form.ts';
import { testWalletKey, treasuryXpub } from './treasury.ts';
import { SandboxWallet } from './wallet.ts';

export interface SandboxOptions {
  /** Which network the local chain plays; Ethereum by default. */
  readonly network?: NetworkId;
  /** Where the chain, its throw-away keys and its log are kept. Made when it is missing. */
  readonly folder: string;
  /** How long a block takes while something waits to become final; 1 s by default. */
  readonly blockMs?: number;
  /** Told in a sentence when the chain had to be started again. */
  readonly warn?: (message: string) => void;
}

export interface Sandbox {
  readonly chain: Chain;
  readonly depositKey: DepositKey;
  readonly testPayer: TestPayer;
  /** The JSON-RPC address of the local chain itself, for wallets and tests. */
  readonly url: string;
  /** The address of what plays the network's node: on Ethereum the local chain, on Tron a stand-in before it. */
  readonly nodeUrl: string;
  /** The stand-in for a node of Tron, whose moods tests change; `undefined` on Ethereum. */
  readonly javaTron: JavaTronStandIn | undefined;
  /** Writes the chain to its folder and ends its process. */
  stop(): Promise<void>;
}

/**
 * Starts a local chain with test USDT that plays the network, or takes over the one that an earlier run left behind, and gives what
 * the payments room needs of it. The keys in the folder move test money only.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { network = 'ethereum', blockMs = 1_000, warn = () => undefined } = options;
  const form = sandboxForms[network];
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const xpub = await treasuryXpub(folder, form.accountPath);
  const account = privateKeyToAccount(await testWalletKey(folder));
  const local = new LocalChain({ ...form, folder, blockMs, fund: account.address, warn });
  const javaTron =
    network === 'tron'
      ? new JavaTronStandIn({ ask: (method, params) => local.ask(method, params), quirks: { solidLag: form.blocksUntilFinal } })
      : undefined;
  const nodeUrl = (): string => javaTron?.url ?? local.url;
  const providers = [{ url: nodeUrl }];
  const facts = sandboxFacts(network, blockMs);
  try {
    await Promise.all([local.start(), javaTron?.start()]);
  } catch (error) {
    await javaTron?.stop();
    throw error instanceof ChainTrouble ? new StartError(error.message, { cause: error }) : error;
  }
  return {
    chain: network === 'tron' ? new TronChain({ providers, facts }) : new EthereumChain({ providers, facts }),
    depositKey: form.openDepositKey(xpub),
    testPayer: new SandboxWallet(account, local, network),
    get url() {
      return local.url;
    },
    get nodeUrl() {
      return nodeUrl();
    },
    javaTron,
    async stop() {
      await javaTron?.stop();
      await local.stop();
    },
  };
}
