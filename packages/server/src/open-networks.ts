import { join } from 'node:path';
import { checksumAddress, EthereumChain, ethereumMainNetwork, openDepositKey as openEthereumKey } from './chains/ethereum/index.ts';
import { isSandboxKey, openSandbox, type Sandbox } from './chains/sandbox/index.ts';
import { isTronAddress, openDepositKey as openTronKey, TronChain, tronMainNetwork } from './chains/tron/index.ts';
import { StartError, usdtUnitsPerUsdt } from './kernel/index.ts';
import type { AddressPolicy, NetworkFacts, NetworkId, OfferedNetwork, TestPayer } from './payments/index.ts';
import { settingDefinitions, type Settings } from './settings/index.ts';

export interface Networks {
  /** The recommended one first. */
  readonly networks: readonly OfferedNetwork[];
  readonly testPayers: readonly TestPayer[];
  readonly stop: () => Promise<void>;
}

interface Told {
  /** A line for whoever starts the server. */
  readonly report: (line: string) => void;
  /** A line for the log. */
  readonly warn: (message: string) => void;
}

/**
 * Opens the local test chains of a sandbox, else the networks that the settings name. Wrong settings stop the start with one line; what
 * only a node can tell takes that one network down later.
 */
export async function openNetworks(settings: Settings, told: Told): Promise<Networks> {
  return settings.sandbox ? openSandboxes(settings, told) : openRealNetworks(settings, told);
}

async function openSandboxes(settings: Settings, { report, warn }: Told): Promise<Networks> {
  report('Starting the local test chains.');
  const started = await Promise.allSettled(
    (['tron', 'ethereum'] as const).map((network) => openSandbox({ network, folder: join(sandboxFolder(settings), network), warn })),
  );
  const sandboxes = started.filter((one): one is PromiseFulfilledResult<Sandbox> => one.status === 'fulfilled').map(({ value }) => value);
  const stop = async (): Promise<void> => void (await Promise.all(sandboxes.map((sandbox) => sandbox.stop())));
  for (const one of started) {
    if (one.status === 'fulfilled') continue;
    await stop();
    throw one.reason;
  }
  const networks = sandboxes.map(({ chain, depositKey }) => ({ chain, depositKey, addresses: addressesOn(settings, chain.facts.id) }));
  return { networks, testPayers: sandboxes.map(({ testPayer }) => testPayer), stop };
}

async function openRealNetworks(settings: Settings, { report }: Told): Promise<Networks> {
  const networks = [openTron(settings), openEthereum(settings)].filter((network) => network !== undefined);
  if (networks.length === 0) {
    const { tronRpcUrls, tronXpub, ethereumRpcUrls, ethereumXpub } = settingDefinitions;
    const pairs = [
      [tronRpcUrls, tronXpub],
      [ethereumRpcUrls, ethereumXpub],
    ].map((pair) => pair.map(({ variable }) => variable).join(' and '));
    report(`No network is set up, so nobody can pay: give ${pairs.join(', or ')}.`);
  }
  for (const [place, { chain, depositKey }] of networks.entries()) {
    const { title } = chain.facts;
    const first = depositKey.addressAt(0);
    const same = networks.slice(0, place).find((other) => other.depositKey.addressAt(0).onChain === first.onChain);
    if (same !== undefined) {
      throw new StartError(
        `${same.chain.facts.title} and ${title} have the same extended public key: give each network the key of its own account.`,
      );
    }
    if (await isSandboxKey(sandboxFolder(settings), depositKey)) {
      throw new StartError(`The extended public key for ${title} is the throw-away one of the sandbox: make a key of your own.`);
    }
    report(`USDT on ${title}: the first deposit address of the key is ${first.shown}. Your wallet must show the same.`);
  }
  return { networks, testPayers: [], stop: () => Promise.resolve() };
}

function openTron(settings: Settings): OfferedNetwork | undefined {
  const { tronRpcUrls: urls, tronXpub: xpub, tronToken, tronConfirmations, tronConfirmationsUpTo, tronApiKey } = settings;
  const { tronRequestsPerSecond } = settings;
  if (urls === null || xpub === null) return undefined;
  if (!isTronAddress(tronToken)) throw wrongToken(settingDefinitions.tronToken.variable, 'an address of Tron, which begins with T');
  const providers = urls.map(({ url, requestsPerSecond }) => ({
    url: url.replace(/\/jsonrpc$/u, ''),
    // Nobody else must see it.
    apiKey: /(?:^|\.)trongrid\.io$/u.test(new URL(url).hostname) ? (tronApiKey ?? undefined) : undefined,
    requestsPerSecond: requestsPerSecond ?? tronRequestsPerSecond ?? undefined,
  }));
  const facts = factsOf(tronMainNetwork, tronToken, tronConfirmations, tronConfirmationsUpTo);
  return { chain: new TronChain({ providers, facts }), depositKey: openTronKey(xpub), addresses: addressesOn(settings, 'tron') };
}

function openEthereum(settings: Settings): OfferedNetwork | undefined {
  const { ethereumRpcUrls: urls, ethereumXpub: xpub, ethereumToken, ethereumConfirmations, ethereumConfirmationsUpTo } = settings;
  const { ethereumRequestsPerSecond } = settings;
  if (urls === null || xpub === null) return undefined;
  if (!/^0x[0-9a-f]{40}$/iu.test(ethereumToken) || checksumAddress(ethereumToken) !== ethereumToken) {
    throw wrongToken(settingDefinitions.ethereumToken.variable, 'an address of Ethereum, with its checksum in capital letters');
  }
  const providers = urls.map(({ url, requestsPerSecond }) => ({
    url,
    requestsPerSecond: requestsPerSecond ?? ethereumRequestsPerSecond ?? undefined,
  }));
  const facts = factsOf(ethereumMainNetwork, ethereumToken, ethereumConfirmations, ethereumConfirmationsUpTo);
  return {
    chain: new EthereumChain({ providers, facts }),
    depositKey: openEthereumKey(xpub),
    addresses: addressesOn(settings, 'ethereum'),
  };
}

function addressesOn(settings: Settings, network: NetworkId): AddressPolicy {
  return network === 'tron' ? settings.tronAddresses : settings.ethereumAddresses;
}

function factsOf(facts: NetworkFacts, tokenContract: string, confirmations: number | null, upTo: number | null): NetworkFacts {
  if (confirmations === null) return { ...facts, tokenContract };
  if (upTo !== null) return { ...facts, tokenContract, early: { confirmations, upToUsdt: BigInt(upTo) * usdtUnitsPerUsdt } };
  return { ...facts, tokenContract, creditAt: 'confirmations', confirmationsRequired: confirmations };
}

function wrongToken(variable: string, form: string): StartError {
  return new StartError(`${variable} is not allowed: it must be ${form}, every letter as it is written.`);
}

function sandboxFolder(settings: Settings): string {
  return join(settings.dataDir, 'sandbox');
}
