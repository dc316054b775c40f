import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { TronPaymentsWorld } from '../../../test/support/tron-payments.ts';
import { destroyedTopic } from '../../chains/ethereum/read-destroyed-funds.ts';
import type { BalanceProof } from '../index.ts';

const usdt = 1_000_000n;
const world = await TronPaymentsWorld.open();
const { database, payments } = world;

/** Proves until what was done just before is solidified and recorded. */
async function proofOf(address: string, wanted: (proof: BalanceProof) => boolean): Promise<BalanceProof> {
  for (const deadlineMs = Date.now() + 45_000; ; await delay(20)) {
    const proof = await payments.proveBalances({ network: 'tron', address });
    if (wanted(proof)) return proof;
    if (Date.now() > deadlineMs) throw new Error(proof.detail);
  }
}

test('on Tron, where the state of an old block cannot be asked, the same is proved', async () => {
  const { shown, onChain } = await world.paidAddress();
  const other = await world.paidAddress();
  const price = (await payments.proveBalances({ network: 'tron', address: shown })).recordedUsdt;
  expect(price).toBeGreaterThan(0n);
  await world.callToken('transfer', ['0x00000000000000000000000000000000000074ea', usdt], onChain);
  // Blocks come all the while; nothing is mistaken for a difference.
  const swept = await proofOf(shown, ({ recordedUsdt }) => recordedUsdt === price - usdt);
  expect(swept.status).toBe('holds');
  expect(await payments.proveBalances({ network: 'tron' })).toMatchObject({ status: 'holds', addressesProved: 2, addressesInUse: 2 });

  await sql`delete from sweeps where from_address = ${onChain}`.execute(database.sql);
  const proof = await payments.proveBalances({ network: 'tron' });
  expect(proof).toMatchObject({ status: 'differs', differences: 1, addressesProved: 1 });
  expect(proof.firstDifference).toEqual({ address: shown, recordedUsdt: price, foundUsdt: price - usdt });

  await world.callToken('addBlackList', [other.onChain]);
  await world.callToken('destroyBlackFunds', [other.onChain]);
  const lost = await proofOf(other.shown, ({ destroyedUsdt }) => destroyedUsdt > 0n);
  expect(lost).toMatchObject({ status: 'holds', recordedUsdt: 0n, destroyedUsdt: price });
  // As Tether's contract on Tron writes it: the address is a topic.
  const [log] = (await world.rpc('eth_getLogs', [{ fromBlock: '0x0', topics: [destroyedTopic] }])) as { topics: string[] }[];
  expect(log?.topics).toEqual([destroyedTopic, `0x${other.onChain.slice(2).padStart(64, '0')}`]);
});

test('a call of the token that fails is no proof', async () => {
  const { shown } = await world.paidAddress();
  await world.callToken('deprecate', ['0x0000000000000000000000000000000000000001']);
  await expect(proofOf(shown, () => false)).rejects.toMatchObject({ code: 'network_unavailable' });
});
