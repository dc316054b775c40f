import { sql } from 'kysely';
import { encodeDeployData, getAddress } from 'viem';
import { expect, test } from 'vitest';
import { changed, refusal as nodeRefusal } from '../../../test/support/faulty-line.ts';
import { PaymentsWorld, untilUp } from '../../../test/support/payments.ts';
import { testUsdtAbi, testUsdtBytecode } from '../../chains/sandbox/contracts/test-usdt.generated.ts';
import { audit } from '../../ledger/index.ts';
import type { DepositView } from '../deposits/deposit-view.ts';
import { selectBlocks, selectCursor } from '../follow/cursor-queries.ts';
import { rewindTo } from '../follow/record-observations.ts';
import type { UnmatchedDeposit } from './index.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const world = await PaymentsWorld.open({ addresses: 'account', rules: { depositMinUsdt: usdt } });

await world.callToken('issue', [1_000_000n * usdt]);

async function unmatchedOf(accountId: string): Promise<readonly UnmatchedDeposit[]> {
  return (await world.payments.listUnmatchedDeposits({ limit: 50 })).deposits.filter((deposit) => deposit.accountId === accountId);
}

async function depositOf(accountId: string, wanted: (deposit: DepositView) => boolean): Promise<DepositView> {
  for (const deadlineMs = Date.now() + 15_000; Date.now() < deadlineMs;) {
    const found = (await world.payments.listDeposits(accountId, { limit: 5 })).deposits.find(wanted);
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`no such deposit comes\n${world.told.join('\n')}`);
}

const isFinal = ({ status }: DepositView): boolean => status === 'final';

/** Half a USDT, which is too little to be credited by itself, to a new account. */
async function dust(): Promise<{ accountId: string; depositId: string }> {
  const accountId = await world.openAccount();
  const { address } = await world.invoice(accountId);
  await world.pay(address, usdt / 2n);
  await world.mine(6);
  return { accountId, depositId: (await depositOf(accountId, isFinal)).id };
}

test('what is too small waits on the list, and is credited when the operator says so, once', async () => {
  const { accountId, depositId } = await dust();
  const inWords = { explanation: expect.stringContaining('Credit it all the same') };
  expect(await unmatchedOf(accountId)).toMatchObject([{ id: depositId, unmatchedReason: 'dust', tryAgainAtMs: null, ...inWords }]);
  const request = { accountId, depositId };
  const all = await Promise.all([1, 2, 3, 4].map(() => world.payments.creditDeposit(request)));
  expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'credited'));
  expect(await world.payments.creditDeposit(request)).toMatchObject({ status: 'credited', credits: 5n * credit });
  expect(await world.balance(accountId)).toBe(5n * credit);
  expect(await unmatchedOf(accountId)).toEqual([]);
  await expect(world.payments.returnDeposit({ ...request, memo: 'sent back' })).rejects.toMatchObject({ code: 'deposit_settled' });
});

test('assigned to an invoice it counts for that one, at its rate', async () => {
  const { accountId, depositId } = await dust();
  const invoice = await world.invoice(accountId, 'credits-440');
  const request = { accountId, depositId, invoiceId: invoice.id };
  const assigned = await world.payments.assignDeposit(request);
  expect(assigned).toMatchObject({ status: 'credited', match: 'operator', invoiceId: invoice.id, credits: 5n * credit });
  expect(await world.payments.assignDeposit(request)).toEqual(assigned);
  expect(await world.payments.readInvoice(accountId, invoice.id)).toMatchObject({ status: 'underpaid', receivedUsdt: usdt / 2n });
  const other = await world.invoice(accountId);
  await expect(world.payments.assignDeposit({ ...request, invoiceId: other.id })).rejects.toMatchObject({ code: 'deposit_settled' });
});

test('returned it is never credited, whoever asks at the same moment', async () => {
  const { accountId, depositId } = await dust();
  const [returned, credited] = await Promise.allSettled([
    world.payments.returnDeposit({ accountId, depositId, memo: 'sent back by hand' }),
    world.payments.creditDeposit({ accountId, depositId }),
  ]);
  const now = await depositOf(accountId, () => true);
  // One of the two has won, and the balance says the same.
  expect([returned.status, now.status]).toEqual(now.status === 'returned' ? ['fulfilled', 'returned'] : ['rejected', 'credited']);
  expect(await world.balance(accountId)).toBe(now.status === 'returned' ? 0n : 5n * credit);
  expect(credited.status === 'rejected' && now.status === 'credited').toBe(false);

  const second = await dust();
  const request = { ...second, memo: 'sent back by hand' };
  expect(await world.payments.returnDeposit(request)).toMatchObject({ status: 'returned', unmatchedDetail: 'sent back by hand' });
  expect(await world.payments.returnDeposit({ ...request, memo: 'again' })).toMatchObject({ unmatchedDetail: 'sent back by hand' });
  await expect(world.payments.creditDeposit(second)).rejects.toMatchObject({ code: 'deposit_not_final' });
  expect(await unmatchedOf(second.accountId)).toEqual([]);
});

test('whose deposit it is not, and which invoice it is not, is said', async () => {
  const { accountId, depositId } = await dust();
  const stranger = await world.openAccount();
  const foreign = await world.invoice(stranger);
  await expect(world.payments.creditDeposit({ accountId: stranger, depositId })).rejects.toMatchObject({ code: 'deposit_not_found' });
  await expect(world.payments.returnDeposit({ accountId: stranger, depositId, memo: 'x' })).rejects.toMatchObject({
    code: 'deposit_not_found',
  });
  await expect(world.payments.assignDeposit({ accountId, depositId, invoiceId: foreign.id })).rejects.toMatchObject({
    code: 'invoice_not_found',
  });
});

test('a rescan of blocks or of a transaction records what is missing, once, and it is credited', async () => {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const txHash = await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  const before = await world.until(invoice, ({ status }) => status === 'paid');
  const [paid] = before.deposits;
  expect(await world.payments.rescanNetwork({ network: 'ethereum', txHash })).toMatchObject({
    found: 1,
    recorded: [],
    fromBlock: paid?.blockNumber,
  });

  // As if it had never been seen.
  const late = await world.openAccount();
  const unseen = await world.invoice(late);
  const lost = await world.pay(unseen.address, 10n * usdt);
  await world.mine(6);
  const { deposits } = await world.until(unseen, ({ status }) => status === 'paid');
  await forget(deposits[0]?.id ?? '', late, unseen.id);
  const rescans = await Promise.all([1, 2].map(() => world.payments.rescanNetwork({ network: 'ethereum', txHash: lost })));
  expect(rescans.map(({ found }) => found)).toEqual([1, 1]);
  expect(rescans.flatMap(({ recorded }) => recorded)).toContain(deposits[0]?.id);
  expect(await world.until(unseen, (now) => now.deposits[0]?.status === 'credited')).toMatchObject({ receivedUsdt: 10n * usdt });
  const whole = await world.payments.rescanNetwork({ network: 'ethereum', fromBlock: 0, toBlock: 4_999 });
  expect(whole.recorded).toEqual([]);
  expect(whole.found).toBeGreaterThan(5);
  expect((await audit(world.database)).difference).toBeNull();
});

/** A purchase that is paid, and everything that the chain has is recorded. */
async function paidPurchase() {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  const txHash = await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  const { deposits } = await world.until(invoice, ({ status }) => status === 'paid');
  await world.untilCaughtUp();
  return { accountId, invoice, txHash, deposits };
}

test('a rescan waits until the record is of the branch that the chain has', async () => {
  const { accountId, invoice, txHash, deposits } = await paidPurchase();
  // As after an outage in which the chain was reorganised: other blocks are recorded at these heights.
  const change = (from: string, to: string) =>
    sql`update chain_blocks set hash = replace(hash, ${from}, ${to}) where network = 'ethereum'`.execute(world.database.sql);
  await change('0x', 'other 0x');
  await expect(world.payments.rescanNetwork({ network: 'ethereum', txHash })).rejects.toMatchObject({ code: 'network_unavailable' });
  await change('other 0x', '0x');
  await expect.poll(async () => (await world.payments.rescanNetwork({ network: 'ethereum', txHash })).recorded).toEqual([]);
  expect((await world.payments.readInvoice(accountId, invoice.id)).deposits).toEqual(deposits);
  // The follower may have met the other branch, too, and takes a round to trust its own again.
  await world.mine(1);
  await untilUp(world.payments);
});

test('what the follower takes back while blocks are read again is not missing, and nothing is recorded above it', async () => {
  const { txHash, deposits } = await paidPurchase();
  const fork = (deposits[0]?.blockNumber ?? 0) - 1;
  let wentBack = false;
  world.fault = async ({ method, params }) => {
    // The follower learns of nothing new meanwhile.
    if (wentBack && params[0] === 'latest') return 'broken';
    if (method !== 'eth_getLogs' || wentBack) return undefined;
    wentBack = true;
    const [from, recorded] = [await selectCursor(world.database.sql, 'ethereum'), await selectBlocks(world.database.sql, 'ethereum')];
    const at = recorded.find(({ number }) => number === fork);
    if (from === undefined || at === undefined) throw new Error('the cursor is not where it should be');
    await rewindTo(world.database, { network: 'ethereum', from, fork: at, nowMs: Date.now() });
    return undefined;
  };
  await expect(world.payments.rescanNetwork({ network: 'ethereum', txHash })).rejects.toMatchObject({ code: 'network_unavailable' });
  const { rows } = await sql`select from observations where block_number > ${fork} and orphaned_at is null`.execute(world.database.sql);
  expect(rows).toEqual([]);
  expect(world.told.filter((line) => line.includes('was found by a rescan') && line.includes(txHash))).toEqual([]);
  world.fault = () => undefined;
  await world.untilCaughtUp();
  expect((await world.payments.rescanNetwork({ network: 'ethereum', txHash })).recorded).toEqual([]);
  expect((await audit(world.database)).difference).toBeNull();
});

test('a rescan of a transaction tells of other tokens and of coin that reached us, and credits nothing for them', async () => {
  const accountId = await world.openAccount();
  const { id: invoiceId, address } = await world.invoice(accountId);
  const args = [1_000n * usdt] as const;
  const contract = await world.deploy(encodeDeployData({ abi: testUsdtAbi, bytecode: testUsdtBytecode, args }));
  const ofToken = await world.callToken('transfer', [address, 7n * usdt], contract);
  const value = '0x16345785d8a0000';
  // The forms of the answers are those of the sandbox's node.
  const [from] = (await world.rpc('eth_accounts')) as [string];
  const ofCoin = (await world.rpc('eth_sendTransaction', [{ from, to: address, value }])) as string;
  const elsewhere = await world.callToken('transfer', [contract, 7n * usdt], contract);
  await world.mine(6);
  await world.untilCaughtUp();
  const rescan = (txHash: string) => world.payments.rescanNetwork({ network: 'ethereum', txHash });
  const ours = { address, accountId, invoiceId: null, path: expect.stringMatching(/^m\/44'\/60'\/0'\/0\/\d+$/u) as string };
  expect(await rescan(ofToken)).toMatchObject({ found: 0, others: [{ ...ours, contract: getAddress(contract), amount: 7n * usdt }] });
  expect(await rescan(ofCoin)).toMatchObject({ found: 0, others: [{ ...ours, contract: null, amount: 10n ** 17n }] });
  expect(await rescan(elsewhere)).toMatchObject({ others: [] });
  expect(await world.payments.readInvoice(accountId, invoiceId)).toMatchObject({ status: 'open', deposits: [] });
  world.fault = ({ method }) => (method === 'eth_getTransactionByHash' ? nodeRefusal(-32_601, 'method not found') : undefined);
  expect(await rescan(ofCoin)).toMatchObject({ others: [] });
  world.fault = () => undefined;
});

/** Takes a deposit out of the books of this room, as if its block had been passed over. Its credits stay, so that a second crediting shows. */
async function forget(depositId: string, accountId: string, invoiceId: string): Promise<void> {
  const { rows } = await sql<{ network: string; tx_hash: string }>`
    delete from deposits where id = ${depositId} returning network, tx_hash`.execute(world.database.sql);
  await sql`delete from observations where tx_hash = ${rows[0]?.tx_hash}`.execute(world.database.sql);
  await sql`update invoices set received_usdt = 0, credited_usdt = 0, once_granted_at = null, paid_at = null, status = 'open'
    where account_id = ${accountId} and id = ${invoiceId}`.execute(world.database.sql);
}

test('a rescan refuses what it cannot read, and records nothing from a node that invents', async () => {
  const { payments } = world;
  const refusal = (code: string) => ({ code });
  await expect(payments.rescanNetwork({ network: 'bitcoin', fromBlock: 0, toBlock: 1 })).rejects.toMatchObject(refusal('unknown_network'));
  for (const [fromBlock, toBlock] of [
    [9, 8],
    [0, 5_000],
    [100_000, 100_001],
  ] as const) {
    await expect(payments.rescanNetwork({ network: 'ethereum', fromBlock, toBlock })).rejects.toMatchObject(refusal('rescan_out_of_range'));
  }
  const nowhere = `0x${'ab'.repeat(32)}`;
  await expect(payments.rescanNetwork({ network: 'ethereum', txHash: nowhere })).rejects.toMatchObject(refusal('rescan_out_of_range'));
  // It leaves one out, which its receipts give away.
  world.fault = changed('eth_getLogs', (rows) => (rows as readonly unknown[]).slice(1));
  await expect(payments.rescanNetwork({ network: 'ethereum', fromBlock: 0, toBlock: 50 })).rejects.toMatchObject(
    refusal('network_unavailable'),
  );
  // It tells of transfers in another block than it has at that height.
  const elsewhere = `0x${'33'.repeat(32)}`;
  world.fault = changed('eth_getLogs', (rows) => (rows as readonly object[]).map((row) => ({ ...row, blockHash: elsewhere })));
  await expect(payments.rescanNetwork({ network: 'ethereum', fromBlock: 0, toBlock: 50 })).rejects.toMatchObject(
    refusal('network_unavailable'),
  );
  world.fault = () => undefined;
});

test('the health of a network tells where its cursor is and how its providers do', async () => {
  await world.untilCaughtUp();
  const health = await world.payments.readNetworkHealth('ethereum');
  expect(health).toMatchObject({ network: 'ethereum', providers: [{ status: expect.any(String) }] });
  expect(health.cursorNumber).toBeGreaterThan(0);
  expect(health.finalNumber).toBeLessThanOrEqual(health.cursorNumber ?? 0);
  await expect(world.payments.readNetworkHealth('bitcoin')).rejects.toMatchObject({ code: 'unknown_network' });
});

test('what is missing after the operator’s choice is exactly what the invoice asks for', async () => {
  const { accountId, depositId } = await dust();
  const [invoice] = (await world.payments.listInvoices(accountId, { limit: 1 })).invoices;
  if (invoice === undefined) throw new Error('there is no invoice');
  await world.payments.assignDeposit({ accountId, depositId, invoiceId: invoice.id });
  await world.pay(invoice.address, 10n * usdt - usdt / 2n);
  await world.mine(6);
  await world.until({ ...invoice, accountId }, ({ status }) => status === 'paid');
});

test('what the chain took back after it was credited leaves the list when the operator has dealt with it, and keeps its credits', async () => {
  const { accountId, depositId } = await dust();
  await world.payments.creditDeposit({ accountId, depositId });
  await sql`update deposits set unmatched_reason = 'vanished', unmatched_at = now() where id = ${depositId}`.execute(world.database.sql);
  expect(await unmatchedOf(accountId)).toMatchObject([{ status: 'credited', unmatchedReason: 'vanished' }]);
  const returned = await world.payments.returnDeposit({ accountId, depositId, memo: 'credits taken back by hand' });
  expect(returned).toMatchObject({ status: 'credited', unmatchedReason: null, unmatchedDetail: 'credits taken back by hand' });
  expect(await unmatchedOf(accountId)).toEqual([]);
  expect(await world.balance(accountId)).toBe(5n * credit);
});
