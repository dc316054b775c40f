import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { privateKeyToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { TronPaymentsWorld } from '../../../test/support/tron-payments.ts';
import { broadcastOnTron, newestBlock, signForTron } from '../../../test/support/trons-wallet.ts';
import { writeTokenTransfer } from '../../chains/tron/token-transfer.ts';
import { newId } from '../../kernel/index.ts';

/** An address of Tron that is nobody's here. */
const theirs = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
const world = await TronPaymentsWorld.open();
const { payments, sandbox, accountId } = world;

test('on Tron a payout of the file is signed by the wallet of the operator, sent, and confirmed by its own id', async () => {
  await world.paidAddress();
  const { deposits } = await payments.listDeposits(accountId, { limit: 1 });
  await payments.setRefundAddress({ accountId, network: 'tron', address: theirs });
  const commandId = `settle:${deposits[0]?.id ?? ''}:0`;
  const payout = await payments.createPayout({ id: newId('cmd'), accountId, commandId, network: 'tron' });
  const { file } = await payments.exportPayouts({ id: newId('pexp'), network: 'tron' });
  const [line] = file.payouts;
  expect(line).toMatchObject({ id: payout.id, address: theirs, amountUsdt: payout.amountUsdt });

  // The sandbox's wallet with test USDT plays that of the operator.
  const key = (await readFile(join(world.folder, 'throw-away-test-wallet-key.txt'), 'utf8')).trim();
  const transfer = {
    from: privateKeyToAccount(`0x${key}`).address.toLowerCase(),
    token: sandbox.depositKey.readAddress(file.tokenContract) ?? '',
    to: sandbox.depositKey.readAddress(theirs) ?? '',
    amount: payout.amountUsdt,
    ...(await newestBlock(sandbox.nodeUrl)),
    feeLimitSun: 30_000_000n,
  };
  const { rawDataHex, txId } = writeTokenTransfer(transfer);
  // What the file says is what is called.
  expect(rawDataHex).toContain(line?.data.slice(2));
  const answer = await broadcastOnTron(sandbox.nodeUrl, await signForTron(rawDataHex, Buffer.from(key, 'hex')));
  expect(answer).toMatchObject({ result: true, txid: txId });
  for (const deadlineMs = Date.now() + 45_000; ; await delay(20)) {
    const { payouts } = await payments.listPayouts({ accountId, limit: 1 });
    if (payouts[0]?.status === 'confirmed') {
      expect(payouts[0].txHash).toBe(`0x${txId}`);
      break;
    }
    expect(Date.now()).toBeLessThan(deadlineMs);
  }
});
