import { encodeFunctionData, type Abi } from 'viem';
import { expect, test } from 'vitest';
import { changed } from '../../../test/support/faulty-line.ts';
import { PaymentsWorld, untilUp } from '../../../test/support/payments.ts';
import { testUsdtAbi } from '../../chains/sandbox/contracts/test-usdt.generated.ts';

const usdt = 1_000_000n;
const treasury = '0x00000000000000000000000000000000000074ea';
const world = await PaymentsWorld.open();
await world.callToken('issue', [1_000n * usdt]);

/** Sends from an address of ours, as the wallet that holds its key would. */
async function sweep(address: string, to: string, amount: bigint): Promise<void> {
  await world.rpc('anvil_setBalance', [address, '0xde0b6b3a7640000']);
  await world.rpc('anvil_impersonateAccount', [address]);
  const data = encodeFunctionData<Abi>({ abi: testUsdtAbi, functionName: 'transfer', args: [to, amount] });
  await world.rpc('eth_sendTransaction', [{ from: address, to: world.sandbox.chain.facts.tokenContract, data, gas: '0x4c4b40' }]);
  await world.untilMined();
}

/** What the export says of an address: received and swept. */
async function lies(address: string): Promise<readonly (string | undefined)[]> {
  await world.untilMined();
  await world.untilCaughtUp();
  let text = '';
  for await (const piece of world.payments.exportAddresses('ethereum')) text += piece;
  const row = text.split('\r\n').find((line) => line.includes(address));
  return row?.split(',').slice(-2) ?? [];
}

test('what leaves an address of ours is a sweep, however it is read', async () => {
  const accountId = await world.openAccount();
  const [one, two] = [await world.invoice(accountId), await world.invoice(accountId)];
  await world.pay(one.address, 10n * usdt);
  await sweep(one.address, treasury, 4n * usdt);
  expect(await lies(one.address)).toEqual(['10', '4']);
  // From one address of ours to another it is a sweep there and a deposit here. A range of final blocks is read at once.
  await world.restart(async () => {
    await sweep(one.address, two.address, 5n * usdt);
    await world.mine(40);
  });
  expect(await lies(one.address)).toEqual(['10', '9']);
  expect(await lies(two.address)).toEqual(['5', '0']);
  const head = Number(await world.rpc('eth_blockNumber'));
  await world.payments.rescanNetwork({ network: 'ethereum', fromBlock: 0, toBlock: head });
  expect(await lies(one.address)).toEqual(['10', '9']);
});

test('a sweep of a block that is not on the chain is not recorded, and the one that is there is found afterwards', async () => {
  const { address } = await world.invoice(await world.openAccount());
  await world.pay(address, 10n * usdt);
  // What was read of the payment is checked and not looked at again.
  await world.mine(40);
  expect(await lies(address)).toEqual(['10', '0']);
  const elsewhere = `0x${'33'.repeat(32)}`;
  await world.restart(async () => {
    await sweep(address, treasury, 4n * usdt);
    await world.mine(40);
    world.fault = changed('eth_getLogs', (rows) => (rows as readonly object[]).map((row) => ({ ...row, blockHash: elsewhere })));
  });
  const told = async (): Promise<string | null> => (await world.payments.readNetworkHealth('ethereum')).statusDetail;
  await expect.poll(told, { timeout: 10_000 }).toContain('that is not on its chain');
  world.fault = () => undefined;
  await untilUp(world.payments);
  expect(await lies(address)).toEqual(['10', '4']);
});

test('a sweep that the chain takes back is none; one of nothing, which anybody can make, never was', async () => {
  const { address } = await world.invoice(await world.openAccount());
  await world.pay(address, 10n * usdt);
  await world.callToken('transferFrom', [address, treasury, 0n]);
  expect(await lies(address)).toEqual(['10', '0']);
  await sweep(address, treasury, 7n * usdt);
  expect(await lies(address)).toEqual(['10', '7']);
  await world.rpc('anvil_reorg', [1, []]);
  await world.mine(1);
  expect(await lies(address)).toEqual(['10', '0']);
  await sweep(address, treasury, 6n * usdt);
  await world.mine(8);
  expect(await lies(address)).toEqual(['10', '6']);
});

test('what was swept is listed, the newest first and page by page, without what the chain took back', async () => {
  const { address, accountId } = await world.invoice(await world.openAccount());
  await world.pay(address, 10n * usdt);
  const before = (await world.payments.listSweeps({ limit: 100 })).sweeps;
  await sweep(address, treasury, 1n * usdt);
  await lies(address);
  await sweep(address, treasury, 2n * usdt);
  await lies(address);
  const { sweeps } = await world.payments.listSweeps({ limit: 100 });
  // How final they are changes meanwhile.
  const hashes = (list: typeof sweeps): readonly string[] => list.map(({ txHash }) => txHash);
  expect(hashes(sweeps.slice(2))).toEqual(hashes(before));
  expect(sweeps.slice(0, 2)).toMatchObject([
    { amountUsdt: 2n * usdt, address, accountId, network: 'ethereum', final: false },
    { amountUsdt: 1n * usdt, address, to: expect.stringMatching(/74ea$/iu) },
  ]);
  const paged: (typeof sweeps)[number][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await world.payments.listSweeps({ limit: 1, cursor });
    paged.push(...page.sweeps);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(hashes(paged)).toEqual(hashes(sweeps));
  await expect(world.payments.listSweeps({ limit: 1, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' });

  await world.rpc('anvil_reorg', [1, []]);
  await world.mine(40);
  await lies(address);
  const left = async (): Promise<typeof sweeps> => (await world.payments.listSweeps({ limit: 100 })).sweeps;
  expect(hashes(await left())).toEqual(hashes(sweeps.slice(1)));
  await expect.poll(async () => (await left()).every(({ final }) => final), { timeout: 15_000 }).toBe(true);
});
