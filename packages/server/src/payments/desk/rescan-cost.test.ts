import { sql } from 'kysely';
import { encodeFunctionData, type Abi } from 'viem';
import { afterEach, expect, test } from 'vitest';
import { answer, changed, type Call, type Fault } from '../../../test/support/faulty-line.ts';
import { PaymentsWorld } from '../../../test/support/payments.ts';
import { testUsdtAbi } from '../../chains/sandbox/contracts/test-usdt.generated.ts';
import type { InvoiceView } from '../index.ts';

const usdt = 1_000_000n;
const stranger = '0x00000000000000000000000000000000000074ea';
const quietBlocks = 160;
const world = await PaymentsWorld.open({ providers: 2 });
await world.callToken('issue', [10_000n * usdt]);
const { database } = world;
const paid = await paidLongAgo();

afterEach(() => {
  for (const line of world.lines) line.fault = () => undefined;
});

/** An invoice that was paid long ago, and a chain that has carried other transfers since. */
async function paidLongAgo(): Promise<InvoiceView> {
  const invoice = await world.invoice(await world.openAccount());
  await world.pay(invoice.address, 10n * usdt);
  for (let block = 0; block < 10; block += 1) {
    await world.callToken('transfer', [stranger, usdt]);
    await world.untilMined();
  }
  for (let mined = 0; mined < quietBlocks; mined += 40) {
    await world.mine(40);
    await world.untilCaughtUp();
  }
  return world.until(invoice, ({ deposits }) => deposits[0]?.status === 'credited');
}

async function forget({ deposits }: InvoiceView): Promise<void> {
  for (const { id, txHash } of deposits) {
    await sql`delete from deposits where id = ${id}`.execute(database.sql);
    await sql`delete from observations where tx_hash = ${txHash}`.execute(database.sql);
  }
}

function topicsOf({ method, params: [filter] }: Call): readonly unknown[] {
  // Our own client wrote it.
  return method === 'eth_getLogs' ? ((filter as { topics?: readonly unknown[] }).topics ?? []) : [];
}

/** What is answered to questions about one party of a transfer. */
const aboutAddress =
  (change: (logs: readonly unknown[]) => readonly unknown[]): Fault =>
  (call, ask) =>
    topicsOf(call).length < 2 ? undefined : ask().then((logs) => answer(change(logs as readonly unknown[])));

test('an address is looked up in ranges, and only the block of what is missing is read', async () => {
  await forget(paid);
  const asked: Call[] = [];
  await world.payments.stop();
  for (const line of world.lines) line.fault = (call) => void asked.push(call);
  const step = await world.payments.rescanNetwork({ network: 'ethereum', address: paid.address, fromBlock: 0 });
  expect(step).toMatchObject({ found: 1, recorded: [paid.deposits[0]?.id], nextBlock: null });
  expect(step.balance).toEqual({ recordedUsdt: 10n * usdt, foundUsdt: 10n * usdt });
  const about = asked.filter((call) => topicsOf(call).length > 1);
  // A range of 64 blocks, and the rest in one twice as wide, each asked of two providers, to the address and from it.
  expect(step.toBlock).toBeGreaterThan(quietBlocks);
  expect(about).toHaveLength(2 * 2 * 2);
  const logs = asked.filter(({ method }) => method === 'eth_getLogs');
  // One block, from two providers.
  expect(logs).toHaveLength(about.length + 2);
  expect(asked.length).toBeLessThan(40);
  await world.restart();
  await world.until(paid, ({ deposits }) => deposits[0]?.status === 'credited');
  expect(await world.balance(paid.accountId)).toBe(100n * usdt);
});

test('from its first use on only blocks of that time are asked for', async () => {
  const step = await world.payments.rescanNetwork({ network: 'ethereum', address: paid.address });
  expect(step.fromBlock).toBeLessThanOrEqual(paid.deposits[0]?.blockNumber ?? 0);
  expect(step).toMatchObject({ found: 1, recorded: [] });
});

test('a provider that leaves something out does not hide it, and one that makes something up is not believed', async () => {
  await forget(paid);
  const [first, second] = world.lines;
  if (first === undefined || second === undefined) throw new Error('there are two providers');
  first.fault = aboutAddress(() => []);
  const real = paid.deposits[0]?.id;
  expect(await world.payments.rescanNetwork({ network: 'ethereum', address: paid.address, fromBlock: 0 })).toMatchObject({
    found: 1,
    recorded: [real],
  });
  first.fault = () => undefined;
  // The same payment once more, in a block in which it is not.
  const block = (await world.rpc('eth_getBlockByNumber', ['0x14', false])) as { hash: string };
  const invent = aboutAddress((logs) => [
    ...logs,
    ...logs.map((log) => ({ ...(log as object), blockNumber: '0x14', blockHash: block.hash, logIndex: '0x0' })),
  ]);
  second.fault = invent;
  expect(await world.payments.rescanNetwork({ network: 'ethereum', address: paid.address, fromBlock: 0 })).toMatchObject({
    found: 1,
    recorded: [],
  });
  second.fault = changed('eth_getLogs', (logs, call) =>
    topicsOf(call).length < 2
      ? logs
      : (logs as { topics: string[] }[]).map((log) => ({ ...log, topics: [log.topics[0], ...Array(2).fill(`0x${'1'.repeat(64)}`)] })),
  );
  // What was not asked for is no answer; the other one has it.
  expect(await world.payments.rescanNetwork({ network: 'ethereum', address: paid.address, fromBlock: 0 })).toMatchObject({ found: 1 });
});

test('a sweep that nobody recorded is found with the address, and a provider that allows few blocks is asked for few', async () => {
  await world.rpc('anvil_setBalance', [paid.address, '0xde0b6b3a7640000']);
  await world.rpc('anvil_impersonateAccount', [paid.address]);
  const data = encodeFunctionData<Abi>({ abi: testUsdtAbi, functionName: 'transfer', args: [stranger, 4n * usdt] });
  await world.rpc('eth_sendTransaction', [{ from: paid.address, to: world.sandbox.chain.facts.tokenContract, data, gas: '0x4c4b40' }]);
  await world.mine(40);
  await world.untilCaughtUp();
  await sql`delete from sweeps where from_address = ${paid.address.toLowerCase()}`.execute(database.sql);
  const widths: number[] = [];
  const narrow: Fault = (call) => {
    if (topicsOf(call).length < 2) return undefined;
    const [{ fromBlock, toBlock }] = call.params as [{ fromBlock: string; toBlock: string }];
    const width = Number(toBlock) - Number(fromBlock) + 1;
    widths.push(width);
    return width > 40
      ? { body: JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32602, message: 'exceed max block range: 40' } }) }
      : undefined;
  };
  for (const line of world.lines) line.fault = narrow;
  const step = await world.payments.rescanNetwork({ network: 'ethereum', address: paid.address, fromBlock: 0 });
  expect(step.balance).toEqual({ recordedUsdt: 6n * usdt, foundUsdt: 6n * usdt });
  expect(step).toMatchObject({ found: 1, recorded: [], nextBlock: null });
  // After a refusal the width stays for a while, so that few questions are refused.
  expect(widths.filter((width) => width > 40).length).toBeLessThan(widths.length / 5);
});
