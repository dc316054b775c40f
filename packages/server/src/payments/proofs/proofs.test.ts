import { encodeFunctionData, type Abi } from 'viem';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { faults, only } from '../../../test/support/faulty-line.ts';
import { PaymentsWorld, untilUp } from '../../../test/support/payments.ts';
import { destroyedTopic } from '../../chains/ethereum/read-destroyed-funds.ts';
import { testUsdtAbi } from '../../chains/sandbox/contracts/test-usdt.generated.ts';
import { operatorsFeed } from '../../notices/index.ts';
import type { InvoiceView } from '../index.ts';

const usdt = 1_000_000n;
const treasury = '0x00000000000000000000000000000000000074ea';
const world = await PaymentsWorld.open();
await world.callToken('issue', [10_000n * usdt]);
const { database } = world;

async function sweep(address: string, amount: bigint): Promise<void> {
  await world.rpc('anvil_setBalance', [address, '0xde0b6b3a7640000']);
  await world.rpc('anvil_impersonateAccount', [address]);
  const data = encodeFunctionData<Abi>({ abi: testUsdtAbi, functionName: 'transfer', args: [treasury, amount] });
  await world.rpc('eth_sendTransaction', [{ from: address, to: world.sandbox.chain.facts.tokenContract, data, gas: '0x4c4b40' }]);
  await world.untilMined();
}

async function paidInvoice(amount: bigint): Promise<InvoiceView> {
  const invoice = await world.invoice(await world.openAccount());
  await world.pay(invoice.address, amount);
  return invoice;
}

/** Everything so far becomes final, and is recorded. */
async function settle(): Promise<void> {
  await world.mine(40);
  await world.untilCaughtUp();
}

test('deposits less sweeps are what lies there; each address is named that holds something else', async () => {
  const [one, two] = [await paidInvoice(10n * usdt), await paidInvoice(7n * usdt)];
  await world.invoice(await world.openAccount());
  await sweep(one.address, 4n * usdt);
  await settle();
  const proof = await world.payments.proveBalances({ network: 'ethereum' });
  expect(proof).toMatchObject({ status: 'holds', addressesProved: 3, addressesInUse: 2, recordedUsdt: 13n * usdt, firstDifference: null });
  expect(proof.blockNumber).toBeGreaterThan(0);

  // Behind its back: the record of a deposit is lowered, then gone; the chain is as it was.
  await sql`update deposits set amount_usdt = amount_usdt - 1 where address = ${two.address.toLowerCase()}`.execute(database.sql);
  const changed = await world.payments.proveBalances({ network: 'ethereum' });
  expect(changed).toMatchObject({
    status: 'differs',
    differences: 1,
    firstDifference: { address: two.address, recordedUsdt: 7n * usdt - 1n, foundUsdt: 7n * usdt },
  });
  expect(changed.detail).toContain(`${two.address} holds 7 USDT, but 6.999999 USDT is recorded. Something arrived`);
  expect(world.told.some((line) => line.startsWith('error:') && line.includes(two.address))).toBe(true);
  await sql`update deposits set amount_usdt = amount_usdt + 1 where address = ${two.address.toLowerCase()}`.execute(database.sql);

  // A sweep that nobody recorded.
  await sql`delete from sweeps where from_address = ${one.address.toLowerCase()}`.execute(database.sql);
  const swept = await world.payments.proveBalances({ network: 'ethereum', address: one.address });
  expect(swept.firstDifference).toEqual({ address: one.address, recordedUsdt: 10n * usdt, foundUsdt: 6n * usdt });
  expect(swept.detail).toContain('Something left');
  const head = Number(await world.rpc('eth_blockNumber'));
  await world.payments.rescanNetwork({ network: 'ethereum', fromBlock: 0, toBlock: head });
  expect((await world.payments.proveBalances({ network: 'ethereum' })).status).toBe('holds');

  const { proofs } = await world.payments.listBalanceProofs({ limit: 10 });
  expect(proofs.map(({ status }) => status)).toEqual(['holds', 'differs', 'differs', 'holds']);
  expect(proofs[1]).toEqual(swept);
  expect((await world.payments.readNetworkHealth('ethereum')).lastProof).toEqual(proofs[0]);
});

test('a transfer that was never recorded is found at an address that looks unused, and every operator is told', async () => {
  const { address } = await paidInvoice(5n * usdt);
  await settle();
  await sql`delete from deposits where address = ${address.toLowerCase()}`.execute(database.sql);
  await sql`delete from observations where address = ${address.toLowerCase()}`.execute(database.sql);
  const proof = await world.payments.proveBalances({ network: 'ethereum' });
  expect(proof.firstDifference).toEqual({ address, recordedUsdt: 0n, foundUsdt: 5n * usdt });
  const { rows } = await sql<{ account_id: string; payload: object }>`
    select account_id, payload from outbox where topic = 'proof.failed' order by id desc limit 1`.execute(database.sql);
  expect(rows).toEqual([{ account_id: operatorsFeed, payload: { proofId: proof.id, network: 'ethereum', address } }]);
  const head = Number(await world.rpc('eth_blockNumber'));
  await world.payments.rescanNetwork({ network: 'ethereum', fromBlock: 0, toBlock: head });
  expect((await world.payments.proveBalances({ network: 'ethereum' })).status).toBe('holds');
});

test('nothing is said while the record is of a branch that the chain has left', async () => {
  const { address } = await paidInvoice(6n * usdt);
  await settle();
  // As after an outage in which the chain was reorganised: other blocks are recorded at these heights.
  const change = (from: string, to: string) =>
    sql`update chain_blocks set hash = replace(hash, ${from}, ${to}) where network = 'ethereum'`.execute(database.sql);
  await change('0x', 'other 0x');
  await sql`update deposits set amount_usdt = amount_usdt - 1 where address = ${address.toLowerCase()}`.execute(database.sql);
  expect(await world.payments.proveBalances({ network: 'ethereum', address })).toMatchObject({ status: 'holds', addressesProved: 0 });
  await change('other 0x', '0x');
  expect(await world.payments.proveBalances({ network: 'ethereum', address })).toMatchObject({ status: 'differs', differences: 1 });
  await sql`update deposits set amount_usdt = amount_usdt + 1 where address = ${address.toLowerCase()}`.execute(database.sql);
  expect(await world.payments.proveBalances({ network: 'ethereum', address })).toMatchObject({ status: 'holds', addressesProved: 1 });
  // The follower may have met the other branch, too, and takes a round to trust its own again.
  await settle();
  await untilUp(world.payments);
});

test('what the issuer has destroyed is found in its log, said, and no difference', async () => {
  const { address } = await paidInvoice(9n * usdt);
  await settle();
  await world.callToken('addBlackList', [address]);
  await world.callToken('destroyBlackFunds', [address]);
  await settle();
  const proof = await world.payments.proveBalances({ network: 'ethereum' });
  expect(proof).toMatchObject({ status: 'holds', destroyedUsdt: 9n * usdt });
  expect(proof.detail).toContain('The issuer of the token has destroyed 9 USDT of ours there.');
  // As Tether's contract on Ethereum writes it: the address stands in the data.
  const [log] = (await world.rpc('eth_getLogs', [{ fromBlock: '0x0', topics: [destroyedTopic] }])) as { topics: string[] }[];
  expect(log?.topics).toHaveLength(1);
  // A blacklisted address still receives.
  await world.pay(address, 2n * usdt);
  await settle();
  expect(await world.payments.proveBalances({ network: 'ethereum', address })).toMatchObject({ status: 'holds', recordedUsdt: 2n * usdt });
});

test('what is not final, or was taken back, does not count; a fee of the issuer is part of the sweep', async () => {
  const { address } = await paidInvoice(8n * usdt);
  await settle();
  await world.callToken('setParams', [10n, 40n]);
  await sweep(address, 4n * usdt);
  await world.callToken('setParams', [0n, 0n]);
  await settle();
  await world.pay(address, 3n * usdt);
  await world.untilMined();
  await world.untilCaughtUp();
  const proof = await world.payments.proveBalances({ network: 'ethereum', address });
  expect(proof).toMatchObject({ status: 'holds', recordedUsdt: 4n * usdt });
  await world.rpc('anvil_reorg', [1, []]);
  await settle();
  expect(await world.payments.proveBalances({ network: 'ethereum', address })).toMatchObject({ status: 'holds', recordedUsdt: 4n * usdt });
});

test('addresses take turns, and hundreds are one question', async () => {
  await sql`
    insert into deposit_addresses (network, address, account_id, invoice_id, key_fingerprint, key_index, created_at)
    select 'ethereum', '0xee' || lpad(to_hex(n), 38, '0'), 'filler-' || n, null, key_fingerprint, 10000 + n, now()
    from generate_series(1, 450) n, (select distinct key_fingerprint from deposit_addresses) as keys`.execute(database.sql);
  const all = Number((await sql<{ count: bigint }>`select count(*) from deposit_addresses`.execute(database.sql)).rows[0]?.count);
  let proved = 0;
  world.lines[0]?.asked.splice(0);
  for (let run = 1; run <= 4; run += 1)
    proved += (await world.payments.proveBalances({ network: 'ethereum', addressesMax: 200 })).addressesProved;
  expect(proved).toBeGreaterThan(all);
  expect(world.lines[0]?.asked.filter((method) => method === 'eth_call').length).toBeLessThan(60);
  const { rows } = await sql<{ count: bigint }>`select count(*) from proved_balances`.execute(database.sql);
  expect(Number(rows[0]?.count)).toBe(all);
});

test('a node that does not answer is no proof, and what is not ours cannot be proved', async () => {
  const before = (await world.payments.listBalanceProofs({ limit: 100 })).proofs.length;
  world.fault = only('eth_call', faults.errorPage);
  await expect(world.payments.proveBalances({ network: 'ethereum' })).rejects.toMatchObject({ code: 'network_unavailable' });
  await world.payments.proveBalancesDaily();
  world.fault = () => undefined;
  await expect(world.payments.proveBalances({ network: 'ethereum', address: treasury })).rejects.toMatchObject({
    code: 'address_not_found',
  });
  expect((await world.payments.listBalanceProofs({ limit: 100 })).proofs).toHaveLength(before);
});
