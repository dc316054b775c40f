import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { utils } from 'tronweb';
import { parseEther } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { TronPaymentsWorld } from '../../../test/support/tron-payments.ts';
import { broadcastOnTron, signForTron } from '../../../test/support/trons-wallet.ts';

const world = await TronPaymentsWorld.open();
const { payments, sandbox } = world;
const to = {
  shown: sandbox.depositKey.showAddress('0x00000000000000000000000000000000000074ea'),
  onChain: '00000000000000000000000000000000000074ea',
};

test('on Tron a plan is signed offline by tronweb, sent to the node, recognised by its own id, and proved', async () => {
  const { shown, onChain } = await world.paidAddress();
  const plan = await payments.createSweepPlan({ network: 'tron', to: to.shown });
  expect(plan).toMatchObject({ coin: 'TRX', to: to.shown, leftOut: [] });
  // Nobody at the destination holds the token yet, which needs twice the energy; the bytes cost 0.345.
  expect(plan.totalMissing).toBe(plan.totalFee);
  expect(Number(plan.totalFee)).toBeGreaterThan(0.345);
  expect(plan.detail).toContain('1.1 TRX more');
  const [transfer] = plan.transfers;
  if (transfer === undefined) throw new Error('there is something to sweep');
  const { unsigned, digest, path, address, amountUsdt, missing } = transfer;
  expect(address).toBe(shown);
  expect((plan.expiresAtMs ?? 0) - Date.now()).toBeGreaterThan(22 * 3_600_000);

  // tronweb gives anything; that of a call of a contract has these members.
  const raw = utils.deserializeTx.deserializeTransaction('TriggerSmartContract', unsigned.slice(2)) as {
    contract: [{ parameter: { value: { owner_address: string; data: string } } }];
  };
  const [{ parameter }] = raw.contract;
  expect(parameter.value.owner_address.toLowerCase()).toBe(`41${onChain.slice(2)}`);
  expect(parameter.value.data.toLowerCase()).toBe(`a9059cbb${to.onChain.padStart(64, '0')}${amountUsdt.toString(16).padStart(64, '0')}`);

  // As an operator does offline: the key at the path signs.
  const words = (await readFile(join(world.folder, 'throw-away-treasury-seed.txt'), 'utf8')).trim();
  // The path of a wallet of Tron.
  const key = mnemonicToAccount(words, { path: path as `m/44'/60'/${string}` }).getHdKey().privateKey;
  if (key === null) throw new Error('the seed has private keys');
  const signed = await signForTron(unsigned.slice(2), key);

  // Without TRX nothing goes; with what the plan says is missing it does, once.
  expect(await broadcastOnTron(sandbox.nodeUrl, signed)).toMatchObject({ result: false, code: 'BANDWITH_ERROR' });
  await world.rpc('anvil_setBalance', [onChain, `0x${parseEther(missing).toString(16)}`]);
  expect(await broadcastOnTron(sandbox.nodeUrl, signed)).toMatchObject({ result: true, code: 'SUCCESS', txid: digest.slice(2) });
  for (const deadlineMs = Date.now() + 45_000; ; await delay(20)) {
    const proof = await payments.proveBalances({ network: 'tron' });
    expect(proof.status).toBe('holds');
    if (proof.recordedUsdt === 0n) break;
    expect(Date.now()).toBeLessThan(deadlineMs);
  }
  const { rows } = await sql<{ tx_hash: string }>`select tx_hash from sweeps where from_address = ${onChain}`.execute(world.database.sql);
  expect(rows).toEqual([{ tx_hash: digest }]);
  expect(await broadcastOnTron(sandbox.nodeUrl, signed)).toMatchObject({ result: false, code: 'DUP_TRANSACTION_ERROR' });
  expect((await payments.rescanNetwork({ network: 'tron', txHash: digest })).toBlock).toBeGreaterThan(0);
  const done = await payments.createSweepPlan({ network: 'tron', to: to.shown });
  expect(done.transfers).toEqual([]);
});

test('an address that the issuer has blacklisted is left out, because its transfer fails', async () => {
  const { shown, onChain } = await world.paidAddress();
  await world.callToken('addBlackList', [onChain]);
  for (const deadlineMs = Date.now() + 45_000; ; await delay(20)) {
    const plan = await payments.createSweepPlan({ network: 'tron', to: to.shown });
    if (plan.leftOut.length > 0) {
      expect(plan.transfers).toEqual([]);
      expect(plan.leftOut).toEqual([{ address: shown, reason: 'The Tron node could not call the contract: REVERT opcode executed.' }]);
      break;
    }
    expect(Date.now()).toBeLessThan(deadlineMs);
  }
});
