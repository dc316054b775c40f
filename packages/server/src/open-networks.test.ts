import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HDKey } from '@scure/bip32';
import { mnemonicToSeedSync } from '@scure/bip39';
import { afterAll, expect, test } from 'vitest';
import { treasuryXpub } from './chains/sandbox/treasury.ts';
import { openNetworks } from './open-networks.ts';
import { readSettings } from './settings/index.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'imprest-open-networks-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const master = HDKey.fromMasterSeed(mnemonicToSeedSync('legal winner thank year wave sausage worth useful legal winner thank yellow'));
const tronXpub = master.derive(`m/44'/195'/0'`).publicExtendedKey;
const ethereumXpub = master.derive(`m/44'/60'/0'`).publicExtendedKey;
const both = {
  IMPREST_SANDBOX: 'off',
  IMPREST_TRON_RPC_URL: 'https://api.trongrid.io/jsonrpc http://127.0.0.1:8545',
  IMPREST_TRON_XPUB: tronXpub,
  IMPREST_ETHEREUM_RPC_URL: 'http://127.0.0.1:8546',
  IMPREST_ETHEREUM_XPUB: ethereumXpub,
};

async function open(environment: Record<string, string>): Promise<{ told: string[]; networks: string[] }> {
  const told: string[] = [];
  const settings = readSettings({}, { IMPREST_DATA_DIR: dataDir, ...environment });
  const { networks } = await openNetworks(settings, { report: (line) => told.push(line), warn: () => undefined });
  return { told, networks: networks.map(({ chain }) => chain.facts.id) };
}

test('both networks are opened without asking anybody, the recommended one first, and say their first address', async () => {
  const { told, networks } = await open(both);
  expect(networks).toEqual(['tron', 'ethereum']);
  expect(told).toEqual([
    expect.stringMatching(/^USDT on Tron \(TRC20\): the first deposit address of the key is T\w{33}\. Your wallet must show the same\.$/u),
    expect.stringMatching(/^USDT on Ethereum \(ERC20\): .+ 0x[0-9A-Fa-f]{40}\. /u),
  ]);
});

test('no network at all is said, because nobody can pay then', async () => {
  const { told, networks } = await open({ IMPREST_SANDBOX: 'off' });
  expect(networks).toEqual([]);
  expect(told).toEqual([
    'No network is set up, so nobody can pay: give IMPREST_TRON_RPC_URL and IMPREST_TRON_XPUB, or IMPREST_ETHEREUM_RPC_URL and IMPREST_ETHEREUM_XPUB.',
  ]);
});

test('one network alone', async () => {
  expect((await open({ ...both, IMPREST_ETHEREUM_RPC_URL: '', IMPREST_ETHEREUM_XPUB: '' })).networks).toEqual(['tron']);
});

const published = HDKey.fromMasterSeed(mnemonicToSeedSync('test test test test test test test test test test test junk'));
const sandboxFolder = join(dataDir, 'sandbox', 'tron');
await mkdir(sandboxFolder, { recursive: true });
const sandboxXpub = await treasuryXpub(sandboxFolder, `m/44'/195'/0'`);

test.each([
  [
    'an extended private key',
    { IMPREST_TRON_XPUB: master.derive(`m/44'/195'/0'`).privateExtendedKey },
    /IMPREST_TRON_XPUB holds something private: remove it at once/u,
  ],
  ['the key of one network for both', { IMPREST_TRON_XPUB: ethereumXpub }, /^Tron .+ and Ethereum .+ have the same extended public key/u],
  ['a key of another depth', { IMPREST_TRON_XPUB: master.publicExtendedKey }, /depth 0/u],
  ['words that are published', { IMPREST_TRON_XPUB: published.derive(`m/44'/195'/0'`).publicExtendedKey }, /published for tests/u],
  ["the sandbox's key", { IMPREST_TRON_XPUB: sandboxXpub }, /throw-away one of the sandbox/u],
  ['an address of Ethereum as the contract on Tron', { IMPREST_TRON_TOKEN: '0xdAC17F958D2ee523a2206206994597C13D8' }, /34 characters/u],
  [
    'a wrong letter in the contract on Tron',
    { IMPREST_TRON_TOKEN: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u' },
    /IMPREST_TRON_TOKEN is not allowed/u,
  ],
  [
    'a wrong letter in the contract on Ethereum',
    { IMPREST_ETHEREUM_TOKEN: '0xdAC17F958D2ee523a2206206994597C13D831ec8' },
    /IMPREST_ETHEREUM_TOKEN/u,
  ],
  ['a name that no network has', { IMPREST_TRONN_XPUB: tronXpub }, /did you mean IMPREST_TRON_XPUB\?/u],
])('%s stops the start with one line', async (_name, wrong, line) => {
  const error: unknown = await open({ ...both, ...wrong }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'StartError' });
  const message = error instanceof Error ? error.message : '';
  expect(message).toMatch(line);
  expect(message).not.toContain('\n');
});
