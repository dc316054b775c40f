import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keccak256, parseEther, parseTransaction, type Hex, type TransactionSerializableEIP1559 } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';
import type { SweepPlan } from './index.ts';

const usdt = 1_000_000n;
/** 20 bytes without a letter have no capitals to be wrong. */
const treasury = '0x0000000000000000000000000000000000007471';
const world = await PaymentsWorld.open();
await world.callToken('issue', [10_000n * usdt]);
const words = (await readFile(join(world.folder, 'throw-away-treasury-seed.txt'), 'utf8')).trim();

async function paid(amount: bigint): Promise<string> {
  const { address } = await world.invoice(await world.openAccount());
  await world.pay(address, amount);
  return address;
}

async function settle(): Promise<void> {
  await world.mine(40);
  await world.untilCaughtUp();
}

/** What an operator does offline: finds each key by its path, checks what is signed, and signs. */
async function sign(plan: SweepPlan): Promise<Hex[]> {
  return Promise.all(
    plan.transfers.map(async ({ path, unsigned, digest, address }) => {
      // The path of a wallet, and what a chain writes in hexadecimal.
      const account = mnemonicToAccount(words, { path: path as `m/44'/60'/${string}` });
      expect(account.address).toBe(address);
      expect(keccak256(unsigned as Hex)).toBe(digest);
      const transaction = parseTransaction(unsigned as Hex) as TransactionSerializableEIP1559;
      return account.signTransaction(transaction);
    }),
  );
}

test('a plan is signed offline, sent, recognised, and proved', async () => {
  const [large, small, tiny] = [await paid(30n * usdt), await paid(6n * usdt), await paid(2n * usdt)];
  await settle();
  const plan = await world.payments.createSweepPlan({ network: 'ethereum', to: treasury });
  expect(plan.transfers.map(({ address, amountUsdt }) => [address, amountUsdt])).toEqual([
    [large, 30n * usdt],
    [small, 6n * usdt],
  ]);
  expect(plan).toMatchObject({ totalUsdt: 36n * usdt, below: { addresses: 1, usdt: 2n * usdt }, more: 0, leftOut: [], coin: 'ETH' });
  expect(plan.totalMissing).toBe(plan.totalFee);
  expect(plan.detail).toContain('36 USDT would move from 2 addresses');
  // In few digits, and never too little.
  const said = Number(/Send ([\d.]+) ETH to them first/u.exec(plan.detail)?.[1]);
  expect(said).toBeGreaterThanOrEqual(Number(plan.totalMissing));
  expect(said).toBeLessThan(Number(plan.totalMissing) * 1.001);

  for (const { address, missing } of plan.transfers) {
    await world.rpc('anvil_setBalance', [address, `0x${parseEther(missing).toString(16)}`]);
  }
  const funded = await world.payments.createSweepPlan({ network: 'ethereum', to: treasury });
  expect(Number(funded.totalMissing)).toBeLessThan(Number(plan.totalMissing) / 2);

  const signed = await sign(plan);
  for (const transaction of signed) await world.rpc('eth_sendRawTransaction', [transaction]);
  // Sent again, or another plan for the same money: nothing moves twice.
  await expect(world.rpc('eth_sendRawTransaction', [signed[0]])).rejects.toThrow(/nonce too low|already (?:imported|known)/u);
  await settle();
  expect(await world.payments.proveBalances({ network: 'ethereum' })).toMatchObject({
    status: 'holds',
    addressesProved: 3,
    recordedUsdt: 2n * usdt,
  });
  const after = await world.payments.createSweepPlan({ network: 'ethereum', to: treasury, minimumUsdt: usdt });
  expect(after.transfers.map(({ address }) => address)).toEqual([tiny]);
});

test('what cannot be moved, or is not as recorded, is left out and named', async () => {
  const stuck = await paid(50n * usdt);
  await settle();
  await world.callToken('addBlackList', [stuck]);
  await settle();
  const plan = await world.payments.createSweepPlan({ network: 'ethereum', to: treasury, addressesMax: 1 });
  expect(plan.transfers).toEqual([]);
  expect(plan.leftOut).toEqual([{ address: stuck, reason: expect.stringContaining('eth_estimateGas') }]);
  expect(plan.detail).toContain('There is nothing to sweep.');
  expect(plan.detail).toContain('1 was left out');
});

test('an address of ours, of nobody, of the token, or with a wrong letter is refused', async () => {
  const ours = await paid(usdt);
  const { tokenContract } = world.sandbox.chain.facts;
  const zero = '0x0000000000000000000000000000000000000000';
  for (const to of [
    ours,
    tokenContract,
    zero,
    tokenContract.toLowerCase(),
    ours.replace(/.$/u, 'g'),
    'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  ]) {
    await expect(world.payments.createSweepPlan({ network: 'ethereum', to }), to).rejects.toMatchObject({ code: 'invalid_sweep_address' });
  }
  await expect(world.payments.createSweepPlan({ network: 'tron', to: treasury })).rejects.toMatchObject({ code: 'unknown_network' });
});
