import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { encodeFunctionData, type Abi } from 'viem';
import { answer, changed, FaultyLine, faults, only, refusal, type Fault } from '../../../test/support/faulty-line.ts';
import { EthereumChain } from '../ethereum/index.ts';
import { testUsdtAbi } from '../sandbox/contracts/test-usdt.generated.ts';
import { openSandbox, type Sandbox } from '../sandbox/index.ts';

let folder: string;
let sandbox: Sandbox;
let lines: FaultyLine[];
/** The height below which everything is final. */
let final: number;
const payer = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imprest-providers-'));
  sandbox = await openSandbox({ folder, blockMs: 3_600_000 });
  lines = [await FaultyLine.open(() => sandbox.url), await FaultyLine.open(() => sandbox.url), await FaultyLine.open(() => sandbox.url)];
  const issue = encodeFunctionData<Abi>({ abi: testUsdtAbi, functionName: 'issue', args: [1_000_000n] });
  await rpc('eth_sendTransaction', [{ from: payer, to: sandbox.chain.facts.tokenContract, data: issue, gas: '0x4c4b40' }]);
  await rpc('evm_setAutomine', [false]);
  for (let block = 0; block < 12; block += 1) {
    for (let each = 0; each < 1 + (block % 3); each += 1) await transfer(BigInt(100 * block + each + 1));
    await rpc('evm_mine');
  }
  await rpc('anvil_mine', ['0x10']);
  final = Number(((await rpc('eth_getBlockByNumber', ['finalized', false])) as { number: string }).number);
});

afterAll(async () => {
  for (const line of lines) line.close();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => {
  for (const line of lines) line.fault = () => undefined;
});

async function rpc(method: string, params: readonly unknown[] = []): Promise<unknown> {
  const got = await fetch(sandbox.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return ((await got.json()) as { result: unknown }).result;
}

function transfer(amount: bigint): Promise<unknown> {
  const data = encodeFunctionData<Abi>({ abi: testUsdtAbi, functionName: 'transfer', args: [`0x${'ab'.repeat(20)}`, amount] });
  return rpc('eth_sendTransaction', [{ from: payer, to: sandbox.chain.facts.tokenContract, data, gas: '0x4c4b40' }]);
}

/** A chain through the first `count` lines. */
function chainThrough(count: number): EthereumChain {
  return new EthereumChain({
    providers: lines.slice(0, count),
    facts: { ...sandbox.chain.facts, pollMs: 5_000 },
    timeoutMs: 500,
    compareEveryMs: 0,
  });
}

/** All transfers of the final blocks, as many reads as it takes. */
async function readAll(chain: EthereumChain): Promise<readonly bigint[]> {
  const view = await chain.openView();
  const amounts: bigint[] = [];
  for (let from = 0; from <= final;) {
    const { transfers, through } = await view.readFinalTransfers(from, final);
    amounts.push(...transfers.map(({ amount }) => amount));
    from = through.number + 1;
  }
  return amounts;
}

const isRange = (params: readonly unknown[]): boolean => typeof params[0] === 'object' && params[0] !== null && 'fromBlock' in params[0];
const isFiltered = (params: readonly unknown[]): boolean => isRange(params) && 'address' in (params[0] as object);
const dropOne = (wanted: (params: readonly unknown[]) => boolean): Fault =>
  changed('eth_getLogs', (logs, { params }) => (wanted(params) ? (logs as unknown[]).filter((_log, place) => place !== 7) : logs));

test('a view is one provider’s word; when it fails, the next view is another’s', async () => {
  const [first, second] = lines;
  if (first === undefined || second === undefined) throw new Error('no lines');
  const chain = chainThrough(2);
  const view = await chain.openView();
  await view.readLatest();
  first.fault = faults.broken;
  const asked = second.asked.length;
  await expect(view.readBlock(1)).rejects.toThrow(/^The Ethereum node at .+: no connection|connection broke/u);
  await expect(view.readLatest()).rejects.toThrow('connection');
  expect(second.asked).toHaveLength(asked);
  const next = await chain.openView();
  expect((await next.readBlock(1))?.number).toBe(1);
  expect(second.asked.length).toBeGreaterThan(asked);
  const host = (line: FaultyLine): string => new URL(line.url).host;
  expect(chain.readProviders()).toMatchObject([
    { name: host(first), status: 'out', lastError: { sentence: expect.stringContaining('connection') as string } },
    { name: host(second), status: 'in_use', lastError: null },
  ]);
});

test('when nobody answers, the sentence names everyone', async () => {
  for (const line of lines) line.fault = faults.errorPage;
  const chain = chainThrough(2);
  await expect(chain.openView()).rejects.toMatchObject({
    name: 'ChainTrouble',
    message: expect.stringMatching(/^No node of Ethereum.+ can be used\. .+HTTP 503.+HTTP 503/u) as string,
  });
});

test('a provider of another chain is left out, and the network goes on', async () => {
  const [first] = lines;
  if (first === undefined) throw new Error('no lines');
  first.fault = only('eth_chainId', () => answer('0x1'));
  const chain = chainThrough(2);
  await chain.openView();
  expect(chain.readProviders()).toMatchObject([
    { status: 'out', lastError: { sentence: expect.stringContaining('is of chain 1') as string } },
    { status: 'in_use' },
  ]);
});

test('a provider that lags far behind is left for another', async () => {
  const [first] = lines;
  if (first === undefined) throw new Error('no lines');
  const stale = await rpc('eth_getBlockByNumber', ['0x4', false]);
  first.fault = ({ method, params }) => (method === 'eth_getBlockByNumber' && params[0] === 'latest' ? answer(stale) : undefined);
  const chain = chainThrough(2);
  const view = await chain.openView();
  const head = (await view.readLatest()).number;
  expect(head).toBeGreaterThan(4);
  expect(chain.readProviders()).toMatchObject([
    { status: 'out', blocksBehind: head - 4, lastError: { sentence: expect.stringContaining('blocks behind') as string } },
    { status: 'in_use', blocksBehind: 0 },
  ]);
});

test('a provider on another branch is noticed by its hashes', async () => {
  const [, second] = lines;
  if (second === undefined) throw new Error('no lines');
  second.fault = changed('eth_getBlockByNumber', (block) => ({ ...(block as object), hash: `0x${'99'.repeat(32)}` }));
  const chain = chainThrough(2);
  const head = await (await chain.openView()).readLatest();
  expect(chain.readProviders()).toMatchObject([{ forkNumber: null }, { forkNumber: head.number }]);
});

test('final blocks are read whole, with two providers, with one, and with one that allows no questions without a filter', async () => {
  const whole = await readAll(chainThrough(2));
  expect(whole.length).toBeGreaterThan(24);
  expect(await readAll(chainThrough(1))).toEqual(whole);
  const [first] = lines;
  if (first === undefined) throw new Error('no lines');
  first.fault = only('eth_getLogs', ({ params }) =>
    isRange(params) && !isFiltered(params) ? refusal(-32_602, 'specify an address') : undefined,
  );
  expect(await readAll(chainThrough(1))).toEqual(whole);
});

const limits: readonly (readonly [string, (blocks: number) => ReturnType<typeof refusal> | undefined])[] = [
  ['one block at a time', (blocks) => (blocks > 1 ? refusal(-32_000, 'eth_getLogs is limited to a 1 range') : undefined)],
  [
    'a hint',
    (blocks) => (blocks > 5 ? refusal(-32_602, 'Log response size exceeded. this block range should work: [0x1, 0x5]') : undefined),
  ],
  ['an answer too long', (blocks) => (blocks > 4 ? { status: 413, body: 'Payload Too Large' } : undefined)],
];

test.each(limits)('a limit of %s makes ranges narrower and leaves nothing out', async (_name, limit) => {
  const whole = await readAll(chainThrough(1));
  for (const line of lines) {
    line.fault = only('eth_getLogs', ({ params }) => {
      if (!isRange(params)) return undefined;
      // Ranges are given by our own code.
      const { fromBlock, toBlock } = params[0] as { fromBlock: string; toBlock: string };
      return limit(Number(toBlock) - Number(fromBlock) + 1);
    });
  }
  expect(await readAll(chainThrough(1))).toEqual(whole);
  expect(await readAll(chainThrough(2))).toEqual(whole);
});

test('two providers that disagree about final blocks are not believed, and a third decides', async () => {
  const whole = await readAll(chainThrough(1));
  const [, second] = lines;
  if (second === undefined) throw new Error('no lines');
  second.fault = dropOne(isRange);
  const two = chainThrough(2);
  const sentence =
    /^The nodes at .+ and .+ contradict each other about the final blocks 0 to \d+: only the first has the transfer of transaction 0x/u;
  await expect(readAll(two)).rejects.toMatchObject({ name: 'ChainTrouble', message: expect.stringMatching(sentence) as string });
  await expect(readAll(two)).rejects.toThrow(sentence);
  expect(two.readProviders()).toMatchObject([{ errors: 2 }, { errors: 2 }]);
  const three = chainThrough(3);
  await expect(readAll(three)).rejects.toThrow(sentence);
  expect(await readAll(three)).toEqual(whole);
});

test('one provider whose index leaves out a transfer contradicts itself', async () => {
  const [first] = lines;
  if (first === undefined) throw new Error('no lines');
  first.fault = dropOne(isFiltered);
  await expect(readAll(chainThrough(1))).rejects.toThrow(/contradicts itself about the final blocks/u);
  first.fault = dropOne(isRange);
  await expect(readAll(chainThrough(1))).rejects.toThrow(/left out logs of block \d+, which is final/u);
});

test('a second provider that does not answer is replaced by another way of asking', async () => {
  const whole = await readAll(chainThrough(1));
  const [first, second] = lines;
  if (first === undefined || second === undefined) throw new Error('no lines');
  second.fault = only('eth_getLogs', faults.errorPage);
  const chain = chainThrough(2);
  expect(await readAll(chain)).toEqual(whole);
  expect(chain.readProviders()).toMatchObject([{ status: 'in_use' }, { status: 'out' }]);
});
