import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { changed, faults, type Fault } from '../../../test/support/faulty-line.ts';
import { PaymentsWorld } from '../../../test/support/payments.ts';
import { acceptContract } from '../index.ts';

const usdt = 1_000_000n;
const world = await PaymentsWorld.open({ providers: 2, facts: { sandbox: false } });

await world.callToken('issue', [1_000n * usdt]);
await world.mine(3);

afterEach(async () => {
  for (const line of world.lines) line.fault = () => undefined;
  await untilNetwork(({ status }) => status === 'up');
});

type Network = ReturnType<typeof world.payments.listNetworks>[number];

async function untilNetwork(wanted: (network: Network) => boolean): Promise<Network> {
  for (const deadlineMs = Date.now() + 15_000; Date.now() < deadlineMs; await delay(10)) {
    const [network] = world.payments.listNetworks();
    if (network !== undefined && wanted(network)) return network;
  }
  throw new Error(`the network stays ${JSON.stringify(world.payments.listNetworks())}\n${world.told.join('\n')}`);
}

async function untilTold(part: string): Promise<void> {
  for (const deadlineMs = Date.now() + 15_000; Date.now() < deadlineMs; await delay(10)) {
    if (world.told.some((line) => line.includes(part))) return;
  }
  throw new Error(`nobody says ${part}\n${world.told.join('\n')}`);
}

test('payments go on when the first provider dies, and the operator sees why it is out', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  world.fault = faults.broken;
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  await world.until(invoice, ({ status }) => status === 'paid');
  expect(world.payments.listNetworks()).toMatchObject([{ status: 'up' }]);
  expect((await world.payments.readNetworkHealth('ethereum')).providers).toMatchObject([
    { lastError: { sentence: expect.stringContaining('connection') as string } },
    { status: 'in_use' },
  ]);
  await untilTold('a provider is out');
  expect(world.told.filter((line) => line.includes('the network is down'))).toEqual([]);
});

/** Changes what both providers say of single blocks, as they are asked while blocks are new. */
function atTheHead(change: (logs: readonly Record<string, unknown>[]) => readonly unknown[]): Fault {
  return changed('eth_getLogs', (logs, { params }) => {
    const [filter] = params as [object];
    return 'blockHash' in filter ? change(logs as readonly Record<string, unknown>[]) : logs;
  });
}

test('a transfer that was left out while its block was new is found before the block counts as final', async () => {
  const accountId = await world.openAccount();
  const [paid, other] = [await world.invoice(accountId), await world.invoice(accountId)];
  for (const line of world.lines) {
    line.fault = atTheHead((logs) => logs.filter(({ topics }) => !(topics as string[])[2]?.endsWith(paid.address.slice(2).toLowerCase())));
  }
  const contract = await world.deployMultiSend();
  await world.callToken('approve', [contract, 20n * usdt]);
  // The one that is left out comes first, so that the other is numbered again.
  await world.multiSend(contract, [
    { address: paid.address, amount: 10n * usdt },
    { address: other.address, amount: 10n * usdt },
  ]);
  await world.mine(2);
  await world.until(other, ({ deposits }) => deposits.length === 1);
  expect((await world.payments.readInvoice(accountId, paid.id)).deposits).toEqual([]);
  await world.mine(6);
  await world.until(paid, ({ status }) => status === 'paid');
  await world.until(other, ({ status }) => status === 'paid');
  expect(await world.balance(accountId)).toBe(200n * usdt);
  await untilTold('a transfer to us was left out');
});

test('a transfer that never was is taken back before the block counts as final', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const topic = `0x${'0'.repeat(24)}${invoice.address.slice(2).toLowerCase()}`;
  const invent: Fault = atTheHead((logs) => {
    const [log] = logs;
    if (log === undefined) return logs;
    return [
      ...logs,
      { ...log, topics: [...(log['topics'] as string[]).slice(0, 2), topic], logIndex: '0x7', transactionHash: `0x${'55'.repeat(32)}` },
    ];
  });
  for (const line of world.lines) line.fault = invent;
  await world.pay(`0x${'cd'.repeat(20)}`, 10n * usdt);
  await world.until(invoice, ({ deposits }) => deposits.length === 1);
  await world.mine(8);
  await world.until(invoice, ({ deposits }) => deposits[0]?.status === 'orphaned');
  expect(await world.balance(accountId)).toBe(0n);
  await untilTold('a transfer that was recorded is not on the chain');
});

test('providers that disagree about what is final stop crediting, with a sentence, until they agree', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const [, second] = world.lines;
  if (second === undefined) throw new Error('no second provider');
  const other = (log: unknown): unknown => ({ ...(log as object), data: `0x${'7'.padStart(64, '0')}` });
  second.fault = changed('eth_getLogs', (logs) => (logs as unknown[]).map(other));
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  const { id } = await untilNetwork(({ status }) => status === 'down');
  expect((await world.payments.readNetworkHealth(id)).statusDetail).toMatch(
    /contradict each other about the final blocks \d+ to \d+: .+ until two sources agree\.$/u,
  );
  expect(['open', 'confirming']).toContain((await world.payments.readInvoice(accountId, invoice.id)).status);
  expect(await world.balance(accountId)).toBe(0n);
  second.fault = () => undefined;
  await world.until(invoice, ({ status }) => status === 'paid');
});

test('a fee that the issuer switches on is told at checkout, and what arrives is credited', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.callToken('setParams', [10n, 5n]);
  const { status, statusDetail } = await untilNetwork((network) => network.statusDetail !== null);
  expect({ status, statusDetail }).toMatchObject({
    status: 'up',
    statusDetail: expect.stringContaining('keeps 0.10 % of each transfer') as string,
  });
  await untilTold('the contract of the token has changed');
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  await world.until(invoice, ({ receivedUsdt }) => receivedUsdt === 10n * usdt - 10_000n);
  await world.callToken('setParams', [0n, 0n]);
  await untilNetwork((network) => network.statusDetail === null);
});

test('what was paid is found and credited while the issuer pauses the token', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.pay(invoice.address, 10n * usdt);
  await world.callToken('pause', []);
  await world.mine(6);
  await world.until(invoice, ({ status }) => status === 'paid');
  await untilNetwork(({ status, statusDetail }) => status === 'down' && statusDetail?.includes('has paused all transfers') === true);
  await world.callToken('unpause', []);
});

test('a contract with other code than before is not read until a person accepts it', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  for (const line of world.lines) line.fault = changed('eth_getCode', (code) => `${String(code)}00`);
  const { id } = await untilNetwork(({ status }) => status === 'down');
  expect((await world.payments.readNetworkHealth(id)).statusDetail).toContain('is not what it was');
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  await world.restart();
  await untilNetwork(({ status }) => status === 'down');
  expect((await world.payments.readInvoice(accountId, invoice.id)).deposits).toEqual([]);
  expect(await acceptContract(world.database, 'ethereum')).toMatchObject({ feeBasisPoints: 0, paused: false });
  await world.until(invoice, ({ status }) => status === 'paid');
  for (const line of world.lines) line.fault = () => undefined;
  await untilNetwork(({ status }) => status === 'down');
  await acceptContract(world.database, 'ethereum');
});
