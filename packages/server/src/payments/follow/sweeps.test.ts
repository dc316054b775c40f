import { encodeFunctionData, type Abi } from 'viem';
import { expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';
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
