import { afterEach, expect, test } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { answer, faults, refusal, type Fault } from '../../../test/support/faulty-line.ts';
import { PaymentsWorld } from '../../../test/support/payments.ts';

const usdt = 1_000_000n;
const world = await PaymentsWorld.open();

await world.callToken('issue', [1_000n * usdt]);
await world.mine(3);

afterEach(() => {
  world.fault = () => undefined;
});

async function untilNetwork(status: 'up' | 'down'): Promise<string | null> {
  for (const deadlineMs = Date.now() + 10_000; Date.now() < deadlineMs; await delay(10)) {
    const [network] = world.payments.listNetworks();
    if (network?.status === status) return (await world.payments.readNetworkHealth(network.id)).statusDetail;
  }
  throw new Error(`the network does not get ${status}: ${JSON.stringify(world.payments.listNetworks())}`);
}

const spoiled: readonly (readonly [string, Fault])[] = [
  ['an error page', faults.errorPage],
  ['too many requests', faults.tooManyRequests],
  ['an answer outside of the envelope', faults.noEnvelope],
  ['a web page', faults.webPage],
  ['a connection that breaks', faults.broken],
  ['a cut-off answer', faults.cutOff],
  ['a malformed block', ({ method }) => (method === 'eth_getBlockByNumber' ? answer({ number: 'x' }) : undefined)],
];

test.each(spoiled)('%s takes the network down with a sentence, and all is found after it', async (_name, fault) => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  world.fault = fault;
  const detail = await untilNetwork('down');
  expect(detail).toMatch(/^The Ethereum node .+\.$/u);
  await expect(world.invoice(accountId)).rejects.toMatchObject({ code: 'network_unavailable' });
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  world.fault = () => undefined;
  await untilNetwork('up');
  await world.until(invoice, ({ status }) => status === 'paid');
});

test('what a transfer costs is told by the price of gas, and a node that gives none is as good as another', async () => {
  world.fault = ({ method }) => (method === 'eth_gasPrice' ? answer('0x77359400') : undefined);
  await world.restart();
  await untilNetwork('up');
  const [network] = world.payments.listNetworks();
  expect(network?.transferFee).toMatchObject({ coin: 'ETH', least: '0.000092218', most: '0.000126418' });

  world.fault = ({ method }) => (method === 'eth_gasPrice' ? refusal(-32_601, 'method not found') : undefined);
  await world.restart();
  await untilNetwork('up');
  expect(world.payments.listNetworks()[0]?.transferFee).toBeUndefined();
});

test('a block that the node leaves out is no fork', async () => {
  await world.untilCaughtUp();
  const { cursorNumber } = await world.payments.readNetworkHealth('ethereum');
  const left = `0x${(cursorNumber ?? 0).toString(16)}`;
  world.fault = ({ method, params }) => (method === 'eth_getBlockByNumber' && params[0] === left ? answer(null) : undefined);
  // The parent of the newest block is not the one that was recorded last.
  await world.mine(3);
  expect(await untilNetwork('down')).toContain(`has no block ${String(cursorNumber)}, though it has told of block`);
  expect((await world.payments.readNetworkHealth('ethereum')).cursorNumber).toBe(cursorNumber);
  world.fault = () => undefined;
  await untilNetwork('up');
  await world.untilCaughtUp();
  expect(world.told.filter((line) => line.includes('reorganised'))).toEqual([]);
});

test('an empty answer for a block with transfers is not believed', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  world.fault = ({ method }) => (method === 'eth_getLogs' ? answer([]) : undefined);
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  await world.until(invoice, ({ status }) => status === 'paid');
});

test('an empty answer for a range is not believed either, nor without block receipts', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  world.fault = ({ method }) => {
    if (method === 'eth_getLogs') return answer([]);
    return method === 'eth_getBlockReceipts' ? refusal(-32_601, 'method not found') : undefined;
  };
  await world.restart(async () => {
    await world.pay(invoice.address, 10n * usdt);
    await world.mine(90);
  });
  await world.until(invoice, ({ status }) => status === 'paid');
});

test('logs that were not asked for stop the network until the node gives the right ones', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const stranger = {
    address: `0x${'77'.repeat(20)}`,
    topics: [
      '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
      `0x${'0'.repeat(64)}`,
      `0x${'0'.repeat(24)}${invoice.address.slice(2)}`,
    ],
    data: `0x${'0'.repeat(56)}77359400`,
    blockNumber: '0x1',
    blockHash: `0x${'11'.repeat(32)}`,
    transactionHash: `0x${'22'.repeat(32)}`,
    logIndex: '0x0',
    removed: false,
  };
  world.fault = ({ method }) => (method === 'eth_getLogs' ? answer([stranger]) : undefined);
  await world.mine(1);
  expect(await untilNetwork('down')).toContain('cannot be trusted');
  world.fault = () => undefined;
  await untilNetwork('up');
  expect(await world.payments.readInvoice(accountId, invoice.id)).toMatchObject({ status: 'open', deposits: [] });
});

test('a node that is behind changes nothing', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(3);
  await world.until(invoice, ({ deposits }) => deposits[0]?.confirmations === 3);
  const old = await world.rpc('eth_getBlockByNumber', [`0x${(Number(await world.rpc('eth_blockNumber')) - 2).toString(16)}`, false]);
  world.fault = ({ method, params }) => (method === 'eth_getBlockByNumber' && params[0] === 'latest' ? answer(old) : undefined);
  await delay(200);
  expect((await world.payments.readInvoice(accountId, invoice.id)).deposits[0]).toMatchObject({ status: 'confirming', confirmations: 3 });
  world.fault = () => undefined;
  await world.mine(3);
  await world.until(invoice, ({ status }) => status === 'paid');
});

const unfit: readonly (readonly [string, Fault, string])[] = [
  ['another chain', ({ method }) => (method === 'eth_chainId' ? answer('0x1') : undefined), 'is of chain 1, but chain 31337 is expected'],
  ['no contract', ({ method }) => (method === 'eth_getCode' ? answer('0x') : undefined), 'There is no contract at'],
  ['another contract', ({ method }) => (method === 'eth_call' ? answer('0x') : undefined), 'does not answer symbol() as USDT does'],
];

test.each(unfit)('%s stops the network with a sentence, not the server', async (_name, fault, sentence) => {
  world.fault = fault;
  await world.restart();
  expect(await untilNetwork('down')).toContain(sentence);
  world.fault = () => undefined;
  await untilNetwork('up');
});

test('a paused token stops the network until it goes on', async () => {
  await world.callToken('pause', []);
  await world.restart();
  expect(await untilNetwork('down')).toContain('paused all transfers');
  await world.callToken('unpause', []);
  await untilNetwork('up');
});
