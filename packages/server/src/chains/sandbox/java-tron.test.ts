import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFunctionResult, encodeFunctionData } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transferTopic } from '../ethereum/parse-answers.ts';
import { testTronUsdtAbi } from './contracts/test-tron-usdt.generated.ts';
import { testUsdtAddress } from './local-chain.ts';
import { openSandbox, type Sandbox } from './index.ts';
import { recordedBlock, recordedLog, recordedNewestBlock, recordedReceipts, recordedRefusals } from './testing/recorded-answers.ts';

type Fields = Readonly<Record<string, unknown>>;

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imprest-java-tron-'));
  sandbox = await openSandbox({ network: 'tron', folder, blockMs: 3_600_000 });
});

afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

async function send(path: string, body: string): Promise<unknown> {
  const answer = await fetch(`${sandbox.nodeUrl}${path}`, { method: 'POST', body });
  expect(answer.status).toBe(200);
  return answer.json();
}

async function ask(method: string, ...params: unknown[]): Promise<unknown> {
  const answer = (await send('/jsonrpc', JSON.stringify({ jsonrpc: '2.0', id: 7, method, params }))) as Fields;
  expect(answer).toMatchObject({ jsonrpc: '2.0', id: 7 });
  if (answer['error'] !== undefined) return answer['error'];
  return answer['result'];
}

/** What kind of value stands in each member, so that answers about different blocks can be compared. */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? 'list' : formOf(value[0]);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => [name, formOf(member)]),
    );
  }
  if (typeof value !== 'string') return value === null ? 'null' : typeof value;
  if (/^0x(?:0|[1-9a-f][0-9a-f]{0,15})$/u.test(value)) return 'quantity';
  return /^0x(?:[0-9a-f]{2})*$/u.test(value) && [2, 42, 66, 18, 514].includes(value.length) ? `0x and ${value.length - 2} digits` : 'text';
}

/** The hash and block of one payment of the test wallet. */
async function pay(amount: bigint): Promise<{ txHash: string; block: Fields }> {
  const to = sandbox.depositKey.addressAt(0).shown;
  const { transaction, txHash } = await sandbox.testPayer.sign(await sandbox.testPayer.nextNonce(), to, amount);
  await sandbox.testPayer.broadcast(transaction);
  let receipt: Fields | null = null;
  while (receipt === null) receipt = (await ask('eth_getTransactionReceipt', txHash)) as Fields | null;
  return { txHash, block: (await ask('eth_getBlockByHash', receipt['blockHash'], false)) as Fields };
}

async function mine(blocks: number): Promise<void> {
  await fetch(sandbox.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_mine', params: [`0x${blocks.toString(16)}`] }),
  });
}

describe('the stand-in answers in the form in which java-tron was recorded', () => {
  test('blocks, receipts and logs', async () => {
    const { block } = await pay(5n);
    expect(formOf(block)).toEqual(formOf(recordedBlock));
    const receipts = (await ask('eth_getBlockReceipts', block['hash'])) as Fields[];
    // A transfer has three topics and one word of data; the recorded log has more data, and none of it is checked by length.
    const [receipt] = receipts as { logs: Fields[] }[];
    expect(formOf({ ...receipt, logs: [{ ...receipt?.logs[0], data: recordedLog.data }] })).toEqual(formOf(recordedReceipts[0]));
    expect(await ask('eth_getBlockReceipts', block['number'])).toEqual(receipts);
    const logs = await ask('eth_getLogs', { fromBlock: block['number'], toBlock: block['number'] });
    expect(logs).toEqual(receipts.flatMap((receipt) => receipt['logs']));
    expect(await ask('eth_getLogs', { blockHash: block['hash'] })).toEqual(logs);
  });

  test('ids begin with the height, and parents are linked', async () => {
    await mine(3);
    let block = (await ask('eth_getBlockByNumber', 'latest', false)) as Fields;
    for (let steps = 0; steps < 3; steps += 1) {
      expect(String(block['hash']).slice(2, 18)).toBe(Number(block['number']).toString(16).padStart(16, '0'));
      const parent = (await ask('eth_getBlockByHash', block['parentHash'], false)) as Fields;
      expect(Number(parent['number'])).toBe(Number(block['number']) - 1);
      block = parent;
    }
    expect(await ask('eth_getBlockByHash', recordedBlock.hash, false)).toBeNull();
    expect(await ask('eth_getBlockByNumber', recordedBlock.number, false)).toBeNull();
    expect(await ask('eth_getBlockReceipts', '0x0')).toBeNull();
  });

  test('the solidified block, by its tag and over HTTP', async () => {
    await mine(10);
    const latest = (await ask('eth_getBlockByNumber', 'latest', false)) as Fields;
    const final = (await ask('eth_getBlockByNumber', 'finalized', false)) as Fields;
    expect(Number(latest['number']) - Number(final['number'])).toBe(sandbox.chain.facts.confirmationsRequired);
    const solid = (await send('/walletsolidity/getnowblock', '{}')) as Fields;
    expect(formOf(solid)).toEqual(formOf(recordedNewestBlock));
    expect(`0x${String(solid['blockID'])}`).toBe(final['hash']);
    const newest = (await send('/wallet/getnowblock', '')) as Fields;
    expect(`0x${String(newest['blockID'])}`).toBe(latest['hash']);
  });

  test('all logs of a block over HTTP, addresses without 41', async () => {
    const { txHash, block } = await pay(6n);
    const [info] = (await send('/wallet/gettransactioninfobyblocknum', JSON.stringify({ num: Number(block['number']) }))) as Fields[];
    expect(info).toMatchObject({ id: txHash.slice(2), blockNumber: Number(block['number']), receipt: { result: 'SUCCESS' } });
    expect(info?.['log']).toMatchObject([{ address: testUsdtAddress.slice(2).toLowerCase() }]);
    expect(JSON.stringify(info?.['log'])).toContain(`"topics":["${transferTopic.slice(2)}"`);
    // Not solidified yet, and the answer does not say so.
    expect(await send('/walletsolidity/gettransactioninfobyblocknum', JSON.stringify({ num: Number(block['number']) }))).toEqual([]);
  });
});

describe('the stand-in refuses in the words of java-tron', () => {
  test.each(recordedRefusals)('%s %j', async (method, params, code, message) => {
    expect(await ask(method, ...params)).toEqual({ code, message, data: '{}' });
  });

  test('limits of blocks and of results', async () => {
    const { javaTron } = sandbox;
    if (javaTron === undefined) throw new Error('Tron has a stand-in');
    await mine(30);
    Object.assign(javaTron.quirks, { blockRangeMax: 20, resultsMax: 2 });
    expect(await ask('eth_getLogs', { fromBlock: '0x0', toBlock: 'latest' })).toMatchObject({
      code: -32602,
      message: 'exceed max block range: 20',
    });
    // The range is cut at the newest block before it is measured.
    const head = Number(await ask('eth_blockNumber'));
    expect(await ask('eth_getLogs', { fromBlock: `0x${(head - 3).toString(16)}`, toBlock: `0x${(head + 900).toString(16)}` })).toEqual([]);
    expect(await ask('eth_getLogs', { fromBlock: `0x${(head + 1).toString(16)}`, toBlock: `0x${(head + 900).toString(16)}` })).toEqual([]);
    for (let count = 0; count < 3; count += 1) await pay(1n);
    expect(await ask('eth_getLogs', { fromBlock: `0x${head.toString(16)}`, toBlock: 'latest' })).toMatchObject({
      code: -32005,
      message: 'query returned more than 2 results',
    });
    Object.assign(javaTron.quirks, { blockRangeMax: 5_000, resultsMax: 10_000 });
  });

  test('without an index of blooms every filtered question finds nothing, and no error says so', async () => {
    const { javaTron } = sandbox;
    if (javaTron === undefined) throw new Error('Tron has a stand-in');
    const { block } = await pay(3n);
    const range = { fromBlock: block['number'], toBlock: block['number'] };
    javaTron.quirks.logIndex = false;
    expect(await ask('eth_getLogs', { ...range, address: testUsdtAddress })).toEqual([]);
    expect(await ask('eth_getLogs', { ...range, topics: [transferTopic] })).toEqual([]);
    expect(await ask('eth_getLogs', range)).toHaveLength(1);
    javaTron.quirks.logIndex = true;
    expect(await ask('eth_getLogs', { ...range, address: testUsdtAddress, topics: [transferTopic] })).toHaveLength(1);
  });

  test('too many requests, with HTTP 200 and outside of the envelope', async () => {
    const { javaTron } = sandbox;
    if (javaTron === undefined) throw new Error('Tron has a stand-in');
    javaTron.quirks.overloaded = true;
    for (const path of ['/jsonrpc', '/walletsolidity/getnowblock']) {
      expect(await send(path, '{}')).toEqual({ Error: expect.stringContaining('lack of computing resources') as string });
    }
    await expect(sandbox.chain.openView()).rejects.toMatchObject({ name: 'ChainTrouble' });
    javaTron.quirks.overloaded = false;
  });

  test('batches, and what is no JSON', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] };
    expect(await send('/jsonrpc', JSON.stringify([call, { ...call, id: 2 }]))).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(await send('/jsonrpc', JSON.stringify(Array(101).fill(call)))).toMatchObject({ error: { code: -32005 } });
    expect(await send('/jsonrpc', '{')).toMatchObject({ error: { code: -32700 } });
  });
});

test('a transfer gives false although it succeeds, as on Tron', async () => {
  const { txHash } = await pay(9n);
  expect(await ask('eth_getTransactionReceipt', txHash)).toMatchObject({ status: '0x1', logs: [{}] });
  const to = sandbox.depositKey.addressAt(1).onChain as `0x${string}`;
  const data = encodeFunctionData({ abi: testTronUsdtAbi, functionName: 'transfer', args: [to, 0n] });
  const answer = (await ask('eth_call', { to: testUsdtAddress, data }, 'latest')) as `0x${string}`;
  expect(decodeFunctionResult({ abi: testTronUsdtAbi, functionName: 'transfer', data: answer })).toBe(false);
});
