import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TronWeb } from 'tronweb';
import { privateKeyToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { afterFile } from '../../../../test/support/after-file.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { broadcastOnTron, newestBlock, signForTron } from '../../../../test/support/trons-wallet.ts';
import { addressToHex } from '../../tron/address.ts';
import { writeTokenTransfer, type TokenTransfer } from '../../tron/token-transfer.ts';
import { openSandbox } from '../index.ts';

const folder = await temporaryFolder();
const sandbox = await openSandbox({ network: 'tron', folder, blockMs: 3_600_000 });
afterFile(() => sandbox.stop());
const { nodeUrl } = sandbox;
const key = Buffer.from((await readFile(join(folder, 'throw-away-test-wallet-key.txt'), 'utf8')).trim(), 'hex');

async function transfer(changed: Partial<TokenTransfer> = {}): Promise<TokenTransfer> {
  return {
    from: privateKeyToAccount(`0x${key.toString('hex')}`).address.toLowerCase(),
    token: addressToHex(sandbox.chain.facts.tokenContract) ?? '',
    to: sandbox.depositKey.addressAt(0).onChain,
    amount: 7n,
    ...(await newestBlock(nodeUrl)),
    feeLimitSun: 30_000_000n,
    ...changed,
  };
}

async function codeOf(changed: Partial<TokenTransfer>): Promise<string> {
  const signed = await signForTron(writeTokenTransfer(await transfer(changed)).rawDataHex, key);
  return (await broadcastOnTron(nodeUrl, signed)).code;
}

async function receiptOf(txId: string): Promise<{ status: string; transactionHash: string; logs: { transactionHash: string }[] }> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getTransactionReceipt', params: [`0x${txId}`] });
  for (const deadlineMs = Date.now() + 30_000; ; expect(Date.now()).toBeLessThan(deadlineMs)) {
    const answer = await fetch(`${nodeUrl}/jsonrpc`, { method: 'POST', body });
    const { result } = (await answer.json()) as { result: Awaited<ReturnType<typeof receiptOf>> | null };
    if (result !== null) return result;
  }
}

test('a transaction that tronweb has signed and sends is on the chain by its own id, in the receipt and in the logs', async () => {
  const { rawDataHex, txId } = writeTokenTransfer(await transfer());
  const signed = await signForTron(rawDataHex, key);
  const sent: unknown = await new TronWeb({ fullHost: nodeUrl }).trx.sendHexTransaction(signed);
  expect(sent).toMatchObject({ result: true, txid: txId });
  const hash = `0x${txId}`;
  expect(await receiptOf(txId)).toMatchObject({ status: '0x1', transactionHash: hash, logs: [{ transactionHash: hash }] });
  expect(await broadcastOnTron(nodeUrl, signed)).toMatchObject({ result: false, code: 'DUP_TRANSACTION_ERROR', txid: txId });
});

test('what a node refuses is refused, and changes nothing', async () => {
  const { refBlock, timestampMs } = await newestBlock(nodeUrl);
  expect(await codeOf({ expirationMs: timestampMs })).toBe('TRANSACTION_EXPIRATION_ERROR');
  expect(await codeOf({ expirationMs: timestampMs + 90_000_000 })).toBe('TRANSACTION_EXPIRATION_ERROR');
  expect(await codeOf({ refBlock: { ...refBlock, hash: `${refBlock.hash.slice(0, -40)}${'0'.repeat(40)}` } })).toBe('TAPOS_ERROR');
  // tronweb signs for the owner of its key alone, so the signature of another transaction stands here.
  const [mine, another] = [writeTokenTransfer(await transfer({ amount: 1n })), writeTokenTransfer(await transfer({ amount: 2n }))];
  const [own, other] = [await signForTron(mine.rawDataHex, key), await signForTron(another.rawDataHex, key)];
  const exchanged = `${own.slice(0, -130)}${other.slice(-130)}`;
  expect(await broadcastOnTron(nodeUrl, exchanged)).toMatchObject({ result: false, code: 'SIGERROR', txid: mine.txId });
  const answer = await fetch(`${nodeUrl}/wallet/broadcasthex`, { method: 'POST', body: '{"transaction":"0a02ffff"}' });
  expect(await answer.json()).toEqual({ Error: expect.stringContaining('class java.lang.Exception') as string });
});

test('where the fee limit does not reach, the transaction fails on the chain and moves nothing', async () => {
  expect(await codeOf({ feeLimitSun: 3_000_000n })).toBe('BANDWITH_ERROR');
  // Enough for the transaction itself, and not for what it calls: nobody holds the token there yet.
  const { rawDataHex, txId } = writeTokenTransfer(await transfer({ to: sandbox.depositKey.addressAt(5).onChain, feeLimitSun: 4_200_000n }));
  expect(await broadcastOnTron(nodeUrl, await signForTron(rawDataHex, key))).toMatchObject({ result: true });
  expect(await receiptOf(txId)).toMatchObject({ status: '0x0', logs: [] });
});
