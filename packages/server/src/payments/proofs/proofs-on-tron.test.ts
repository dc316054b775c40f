import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeFunctionData, type Abi } from 'viem';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { testTronUsdtAbi } from '../../chains/sandbox/contracts/test-tron-usdt.generated.ts';
import { openSandbox } from '../../chains/sandbox/index.ts';
import { newId, systemClock } from '../../kernel/index.ts';
import { Ledger } from '../../ledger/index.ts';
import { publishDefaultOffers } from '../../offers/index.ts';
import { openAddressSigner, Payments, type BalanceProof } from '../index.ts';

const usdt = 1_000_000n;
const token = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const database = await testDatabase();
await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: Date.now() }));
const folder = await mkdtemp(join(tmpdir(), 'imprest-proofs-'));
const tron = await openSandbox({ network: 'tron', folder, blockMs: 50 });
const ledger = new Ledger({ database, clock: systemClock });
const payments = new Payments({
  database,
  ledger,
  clock: systemClock,
  signer: await openAddressSigner(join(folder, 'signing-key.pem')),
  networks: [{ chain: tron.chain, depositKey: tron.depositKey, addresses: 'invoice' }],
  testPayers: [tron.testPayer],
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});
const accountId = newId('acct');
await ledger.openAccount({ id: 'open', accountId });
await payments.start();

afterAll(async () => {
  await payments.stop();
  await tron.stop();
  await ledger.close();
  await rm(folder, { recursive: true, force: true });
});

async function rpc(method: string, params: readonly unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const answer = await fetch(tron.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { result, error } = (await answer.json()) as { result?: unknown; error?: { message: string } };
  if (error !== undefined) throw new Error(`${method}: ${error.message}`);
  return result;
}

/** Calls the token in the name of any account of the local chain. */
async function callToken(from: string, functionName: string, args: readonly unknown[]): Promise<void> {
  await rpc('anvil_setBalance', [from, '0xde0b6b3a7640000']);
  await rpc('anvil_impersonateAccount', [from]);
  const data = encodeFunctionData<Abi>({ abi: testTronUsdtAbi, functionName, args });
  await rpc('eth_sendTransaction', [{ from, to: token, data, gas: '0x4c4b40' }]);
}

/** An invoice that is paid and credited; its address as the logs have it. */
async function paidAddress(): Promise<{ shown: string; onChain: string }> {
  const request = { accountId, purchase: { packId: 'credits-100' }, network: 'tron', idempotencyKey: newId('cmd') };
  const { invoice } = await payments.createInvoice(request);
  await payments.payInvoice({ accountId, invoiceId: invoice.id, idempotencyKey: newId('cmd') });
  for (const deadlineMs = Date.now() + 20_000; Date.now() < deadlineMs; await delay(20)) {
    if ((await payments.readInvoice(accountId, invoice.id)).status === 'paid') {
      return { shown: invoice.address, onChain: tron.depositKey.readAddress(invoice.address) ?? '' };
    }
  }
  throw new Error('the invoice is not paid');
}

/** Proves until what was done just before is solidified and recorded. */
async function proofOf(address: string, wanted: (proof: BalanceProof) => boolean): Promise<BalanceProof> {
  for (const deadlineMs = Date.now() + 20_000; ; await delay(20)) {
    const proof = await payments.proveBalances({ network: 'tron', address });
    if (wanted(proof)) return proof;
    if (Date.now() > deadlineMs) throw new Error(proof.detail);
  }
}

test('on Tron, where the state of an old block cannot be asked, the same is proved', async () => {
  const { shown, onChain } = await paidAddress();
  const other = await paidAddress();
  const price = (await payments.proveBalances({ network: 'tron', address: shown })).recordedUsdt;
  expect(price).toBeGreaterThan(0n);
  await callToken(onChain, 'transfer', ['0x00000000000000000000000000000000000074ea', 1n * usdt]);
  // Blocks come all the while; nothing is mistaken for a difference.
  const swept = await proofOf(shown, ({ recordedUsdt }) => recordedUsdt === price - usdt);
  expect(swept.status).toBe('holds');
  expect(await payments.proveBalances({ network: 'tron' })).toMatchObject({ status: 'holds', addressesProved: 2, addressesInUse: 2 });

  await sql`delete from sweeps where from_address = ${onChain}`.execute(database.sql);
  const proof = await payments.proveBalances({ network: 'tron' });
  expect(proof).toMatchObject({ status: 'differs', differences: 1, addressesProved: 1 });
  expect(proof.firstDifference).toEqual({ address: shown, recordedUsdt: price, foundUsdt: price - usdt });

  await callToken('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266', 'addBlackList', [other.onChain]);
  await callToken('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266', 'destroyBlackFunds', [other.onChain]);
  const lost = await proofOf(other.shown, ({ destroyedUsdt }) => destroyedUsdt > 0n);
  expect(lost).toMatchObject({ status: 'holds', recordedUsdt: 0n, destroyedUsdt: price });
});

test('a node without the constant calls, or one whose call fails, is no proof', async () => {
  if (tron.javaTron === undefined) throw new Error('Tron has a stand-in');
  const { shown } = await paidAddress();
  await callToken('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266', 'deprecate', ['0x0000000000000000000000000000000000000001']);
  await expect(proofOf(shown, () => false)).rejects.toMatchObject({ code: 'network_unavailable' });
});
