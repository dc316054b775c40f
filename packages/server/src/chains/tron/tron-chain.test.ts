import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeDeployData, encodeFunctionData } from 'viem';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { NetworkFacts, Transfer } from '../../payments/index.ts';
import { testTronUsdtAbi, testTronUsdtBytecode } from '../sandbox/contracts/test-tron-usdt.generated.ts';
import { openSandbox, type Sandbox } from '../sandbox/index.ts';
import { recordedBlock, recordedLog, recordedNewestBlock, recordedReceipts } from '../sandbox/testing/recorded-answers.ts';
import { addressToHex, encodeHexAddress } from './address.ts';
import { TronChain } from './index.ts';

type Fields = Readonly<Record<string, unknown>>;
/** What is said instead of the node's answer; `undefined` lets it pass. */
type Spoil = (asked: { path: string; method: string }, answer: () => Promise<Fields>) => unknown;

const usdt = 1_000_000n;
let folder: string;
let sandbox: Sandbox;
let line: Server;
let spoil: Spoil | undefined;
/** The paths and methods that were asked for. */
let asked: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imprest-tron-'));
  sandbox = await openSandbox({ network: 'tron', folder, blockMs: 3_600_000 });
  line = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const body = await text(request);
      const path = request.url ?? '';
      const { method = path, id = null } = JSON.parse(body) as { method?: string; id?: unknown };
      asked.push(method);
      const real = async (): Promise<Fields> =>
        (await fetch(`${sandbox.nodeUrl}${path}`, { method: 'POST', body })).json() as Promise<Fields>;
      const spoiled = await spoil?.({ path, method }, async () => (await real())['result'] as Fields);
      response.writeHead(200, { 'content-type': 'application/json' });
      if (typeof spoiled === 'string') response.end(spoiled);
      else response.end(JSON.stringify(spoiled === undefined ? await real() : { jsonrpc: '2.0', id, result: spoiled }));
    };
    serve().catch(() => response.destroy());
  });
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  line.closeAllConnections();
  line.close();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => {
  spoil = undefined;
  asked = [];
  Object.assign(sandbox.javaTron?.quirks ?? {}, {
    logIndex: true,
    blockReceipts: true,
    finalizedTag: true,
    resultsMax: 10_000,
    blockRangeMax: 5_000,
  });
});

/** A chain that has asked nobody yet, over the line that can be spoilt. */
function newChain(facts: Partial<NetworkFacts> = {}): TronChain {
  const address = line.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return new TronChain({ providers: [{ url: `http://127.0.0.1:${port}` }], facts: { ...sandbox.chain.facts, pollMs: 10, ...facts } });
}

async function anvil(method: string, params: readonly unknown[] = []): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const answer = await fetch(sandbox.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return ((await answer.json()) as { result: unknown }).result;
}

/** Calls the token as its owner, and waits until that is in a block. */
async function call(functionName: string, args: readonly unknown[], to = addressToHex(sandbox.chain.facts.tokenContract)): Promise<string> {
  const [from] = (await anvil('eth_accounts')) as [string];
  const data = encodeFunctionData<typeof testTronUsdtAbi | []>({ abi: testTronUsdtAbi, functionName, args } as never);
  return send({ from, to, data, gas: '0x4c4b40' });
}

async function send(transaction: Fields): Promise<string> {
  const hash = (await anvil('eth_sendTransaction', [transaction])) as string;
  while ((await anvil('eth_getTransactionReceipt', [hash])) === null) await delay(5);
  return hash;
}

const pay = (index: number, amount: bigint): Promise<string> => call('transfer', [sandbox.depositKey.addressAt(index).onChain, amount]);

async function mine(blocks: number): Promise<void> {
  await anvil('anvil_mine', [`0x${blocks.toString(16)}`]);
}

async function head(): Promise<number> {
  return Number(await anvil('eth_blockNumber'));
}

async function block(number: number): Promise<{ id: string; transfers: readonly Transfer[] }> {
  const view = await newChain().openView();
  const found = await view.readBlock(number);
  if (found === undefined) throw new Error('the block is there');
  return { id: found.hash, transfers: await view.readTransfers(found) };
}

/** All transfers from `from` to what is solidified. */
async function range(from: number): Promise<readonly Transfer[]> {
  const view = await newChain().openView();
  const final = await view.readFinal();
  const found: Transfer[] = [];
  for (let next = from; next <= (final?.number ?? 0);) {
    const { transfers, through } = await view.readFinalTransfers(next, final?.number ?? 0);
    found.push(...transfers);
    next = through.number + 1;
  }
  return found;
}

describe('what is read', () => {
  test('a block: its id with the height in front, its transfers from receipts, amounts from logs', async () => {
    await call('issue', [1_000n * usdt]);
    const txHash = await pay(0, 7n * usdt);
    const { id, transfers } = await block(await head());
    expect(id.slice(2, 18)).toBe((await head()).toString(16).padStart(16, '0'));
    expect(transfers).toMatchObject([
      { txHash, to: sandbox.depositKey.addressAt(0).onChain, amount: 7n * usdt, blockHash: id, logIndex: 0 },
    ]);
    expect(asked).not.toContain('eth_getLogs');
  });

  test('with a fee, what arrived counts, and the fee is a transfer of its own after it', async () => {
    await call('setParams', [10n, 10n]);
    await pay(0, 1_000n);
    const { transfers } = await block(await head());
    expect(transfers.map(({ amount }) => amount)).toEqual([999n, 1n]);
    await call('setParams', [0n, 0n]);
  });

  test('a failed transaction moves nothing', async () => {
    await call('pause', []);
    await pay(0, 5n);
    expect((await block(await head())).transfers).toEqual([]);
    await call('unpause', []);
  });

  test('logs of a transaction that failed are not believed', async () => {
    await pay(0, 5n);
    const number = await head();
    spoil = async ({ method }, answer) =>
      method === 'eth_getBlockReceipts' ? ((await answer()) as unknown as Fields[]).map((one) => ({ ...one, status: '0x0' })) : undefined;
    expect((await block(number)).transfers).toEqual([]);
  });

  test('a version without eth_getBlockReceipts: each receipt by itself', async () => {
    const txHash = await pay(1, 3n);
    Object.assign(sandbox.javaTron?.quirks ?? {}, { blockReceipts: false });
    expect((await block(await head())).transfers).toMatchObject([{ txHash }]);
    expect(asked).toContain('eth_getTransactionReceipt');
  });

  test('the solidified block by its tag, and over HTTP where the node does not know it', async () => {
    await mine(6);
    const byTag = await (await newChain().openView()).readFinal();
    expect(byTag?.number).toBe((await head()) - sandbox.chain.facts.confirmationsRequired);
    Object.assign(sandbox.javaTron?.quirks ?? {}, { finalizedTag: false });
    expect(await (await newChain().openView()).readFinal()).toEqual(byTag);
    expect(asked).toContain('/walletsolidity/getnowblock');
  });

  test('the transfers to and from one address, with two questions for a range as wide as the node allows', async () => {
    const { onChain } = sandbox.depositKey.addressAt(7);
    const from = await head();
    const txHash = await pay(7, 8n * usdt);
    await mine(700);
    await pay(8, usdt);
    const again = await pay(7, 9n * usdt);
    await mine(8);
    const to = (await head()) - sandbox.chain.facts.confirmationsRequired;
    const view = await newChain().openView();
    asked = [];
    const found: Transfer[] = [];
    for (let next = from; next <= to;) {
      const { transfers, last } = await view.findTransfers(onChain, next, to);
      found.push(...transfers);
      next = last + 1;
    }
    expect(found).toMatchObject([{ txHash }, { txHash: again }]);
    // 64, 128, 256 and the rest: nothing but these.
    expect(asked).toEqual(Array(8).fill('eth_getLogs'));
    Object.assign(sandbox.javaTron?.quirks ?? {}, { blockRangeMax: 100 });
    const narrow = await newChain().openView();
    await narrow.findTransfers(onChain, from, to);
    asked = [];
    const { last } = await narrow.findTransfers(onChain, from, to);
    expect(last - from + 1).toBe(64);
    // A wider question was refused, and its half is taken.
    expect(asked).toHaveLength(3);
  });

  test('what was recorded of a real node', async () => {
    const log = { ...recordedLog, topics: [...recordedLog.topics.slice(0, 2), recordedLog.topics[1]] };
    spoil = ({ method, path }) => {
      if (method === 'eth_getBlockByNumber') return recordedBlock;
      if (method === 'eth_getBlockReceipts') return recordedReceipts.map((receipt) => ({ ...receipt, logs: [log] }));
      return path === '/walletsolidity/getnowblock' ? JSON.stringify(recordedNewestBlock) : undefined;
    };
    const view = await newChain().openView();
    const latest = await view.readLatest();
    expect(latest).toMatchObject({ number: 0x3fe1c00, hash: recordedBlock.hash, timestampMs: 0x69f18a5c * 1000, transactionCount: 2 });
    const receiptsBlock = { ...latest, number: 0x3fe1ca0, hash: recordedLog.blockHash, transactionCount: 1 };
    // Not a transfer of our token, and of no token at all.
    expect(await view.readTransfers(receiptsBlock)).toEqual([]);
  });
});

test('what a transfer costs, by the price of energy that the node gives', async () => {
  const chain = newChain();
  expect(chain.readTransferFee()).toBeUndefined();
  await chain.openView();
  expect(chain.readTransferFee()).toMatchObject({ coin: 'TRX', least: '6.4285', most: '13.3735' });

  spoil = ({ method }) => (method === 'eth_gasPrice' ? null : undefined);
  const silent = newChain();
  await (await silent.openView()).readLatest();
  expect(silent.readTransferFee()).toBeUndefined();
});

test('what a transaction moved that is not the token: another token, and TRX', async () => {
  const to = sandbox.depositKey.addressAt(7).onChain;
  const [from] = (await anvil('eth_accounts')) as [string];
  const data = encodeDeployData({ abi: testTronUsdtAbi, bytecode: testTronUsdtBytecode, args: [9n * usdt] });
  const deployed = await send({ from, data, gas: '0x4c4b40' });
  // The form of the answer is that of the sandbox's node.
  const { contractAddress } = (await anvil('eth_getTransactionReceipt', [deployed])) as { contractAddress: string };
  const ofToken = await call('transfer', [to, 2n * usdt], contractAddress);
  const ofCoin = await send({ from, to, value: '0x4c4b40' });
  const view = await newChain().openView();
  expect(await view.findTransaction(ofToken)).toMatchObject({ others: [{ contract: contractAddress, to, amount: 2n * usdt }] });
  expect(await view.findTransaction(ofCoin)).toEqual({ blockNumber: await head(), others: [{ contract: null, to, amount: 5_000_000n }] });
  expect(await view.findTransaction(await pay(7, usdt))).toMatchObject({ others: [] });
  expect(await view.findTransaction(`0x${'7'.repeat(64)}`)).toBeUndefined();
});

describe('ranges', () => {
  let from: number;
  let expected: readonly string[];

  beforeAll(async () => {
    from = (await head()) + 1;
    const paid = [];
    for (const gap of [0, 1, 9, 0, 3]) {
      paid.push(await pay(2, usdt));
      if (gap > 0) await mine(gap);
    }
    await mine(sandbox.chain.facts.confirmationsRequired);
    expected = paid;
  });

  const hashes = async (): Promise<readonly string[]> => (await range(from)).map(({ txHash }) => txHash);

  test('hold every transfer', async () => {
    expect(await hashes()).toEqual(expected);
  });

  test('hold every transfer of a node whose index of logs is missing, which says nothing about it', async () => {
    Object.assign(sandbox.javaTron?.quirks ?? {}, { logIndex: false });
    expect(await hashes()).toEqual(expected);
  });

  test('hold every transfer of a node whose index knows some blocks only', async () => {
    spoil = async ({ method }, answer) => {
      if (method !== 'eth_getLogs') return undefined;
      const logs = (await answer()) as unknown as Fields[];
      // The question without a filter is asked second, and is answered whole.
      return asked.filter((each) => each === 'eth_getLogs').length === 1 ? logs.slice(0, 1) : undefined;
    };
    expect(await hashes()).toEqual(expected);
  });

  test('become narrower at the limits of the node', async () => {
    Object.assign(sandbox.javaTron?.quirks ?? {}, { resultsMax: 1, blockRangeMax: 3 });
    expect(await hashes()).toEqual(expected);
  });
});

describe('what is not believed', () => {
  const faults: readonly (readonly [string, Spoil, RegExp])[] = [
    ['an answer outside of the envelope', () => '{"Error":"class x : lack of computing resources"}', /computing resources/u],
    ['a web page', () => '<html>busy</html>', /web page/u],
    [
      'a block whose id is that of another height',
      async ({ method }, answer) => (method === 'eth_getBlockByNumber' ? { ...(await answer()), number: '0x1' } : undefined),
      /another height/u,
    ],
    [
      'fewer receipts than transactions',
      ({ method }) => (method === 'eth_getBlockReceipts' ? [] : undefined),
      /0 receipts for the 1 transactions/u,
    ],
    ['no receipts', ({ method }) => (method === 'eth_getBlockReceipts' ? null : undefined), /does not have the receipts/u],
    [
      'receipts of another block',
      async ({ method }, answer) =>
        method === 'eth_getBlockReceipts'
          ? ((await answer()) as unknown as Fields[]).map((one) => ({ ...one, blockHash: recordedBlock.hash }))
          : undefined,
      /not those of block/u,
    ],
  ];

  test.each(faults)('%s', async (_name, fault, sentence) => {
    await pay(0, 1n);
    const number = await head();
    spoil = fault;
    await expect(block(number)).rejects.toMatchObject({ name: 'ChainTrouble', message: expect.stringMatching(sentence) as string });
  });

  test('a node of another chain, and another contract, each in one sentence', async () => {
    const refusal = async (facts: Partial<NetworkFacts>): Promise<string> => {
      const error: unknown = await newChain(facts)
        .openView()
        .then(
          () => undefined,
          (reason: unknown) => reason,
        );
      expect(error).toMatchObject({ name: 'ChainUnfit' });
      return error instanceof Error ? error.message : '';
    };
    expect(await refusal({ chainId: 728_126_428 })).toMatch(/is of chain 31195, but chain 728126428 is expected/u);
    const nobody = encodeHexAddress(`0x${'12'.repeat(20)}`);
    expect(await refusal({ tokenContract: nobody })).toBe(
      `There is no contract at ${nobody} on chain 31195: correct the token's address in the settings.`,
    );
    expect(() => newChain({ tokenContract: `${nobody.slice(0, -1)}1` })).toThrow(RangeError);
  });
});
