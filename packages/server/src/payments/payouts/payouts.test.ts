import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { PaymentsWorld } from '../../../test/support/payments.ts';
import { newId } from '../../kernel/index.ts';
import { audit } from '../../ledger/index.ts';
import type { PayoutView } from './payout-view.ts';

const usdt = 1_000_000n;
const credit = 1_000_000n;
const world = await PaymentsWorld.open();

beforeAll(() => world.callToken('issue', [10_000_000n * usdt]));

/** Addresses of EIP-55's own examples. */
const theirs = ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'] as const;

interface Customer {
  readonly accountId: string;
  readonly depositId: string;
  /** Of the grant that was bought. */
  readonly commandId: string;
}

/** An account that has bought 100 credits for 10 USDT. */
async function customer(address: string | null = theirs[0]): Promise<Customer> {
  const accountId = await world.openAccount();
  const invoice = await world.invoice(accountId);
  await world.pay(invoice.address, 10n * usdt);
  await world.mine(6);
  const paid = await world.until(invoice, ({ deposits }) => deposits[0]?.status === 'credited');
  if (address !== null) await world.payments.setRefundAddress({ accountId, network: 'ethereum', address });
  const depositId = paid.deposits[0]?.id ?? '';
  return { accountId, depositId, commandId: `settle:${depositId}:0` };
}

function refund({ accountId, commandId }: Customer, id: string = newId('cmd')): Promise<PayoutView> {
  return world.payments.createPayout({ id, accountId, commandId, network: 'ethereum' });
}

async function exported(): Promise<readonly { id: string; data: string }[]> {
  return (await world.payments.exportPayouts({ id: newId('pexp'), network: 'ethereum' })).file.payouts;
}

async function read(id: string): Promise<PayoutView | undefined> {
  return (await world.payments.listPayouts({ limit: 100 })).payouts.find((payout) => payout.id === id);
}

async function until(id: string, wanted: (payout: PayoutView) => boolean): Promise<PayoutView> {
  for (const deadlineMs = Date.now() + 15_000; Date.now() < deadlineMs;) {
    const now = await read(id);
    if (now !== undefined && wanted(now)) return now;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`the payout does not come there: ${(await read(id))?.status ?? 'none'}\n${world.told.join('\n')}`);
}

const isConfirmed = ({ status }: PayoutView): boolean => status === 'confirmed';

test('an address is confirmed with its checksum, and never one of ours or the contract', async () => {
  const bought = await customer(null);
  const { accountId } = bought;
  const set = (address: string) => world.payments.setRefundAddress({ accountId, network: 'ethereum', address });
  const { address: ours } = await world.invoice(accountId);
  const wrong = [
    theirs[0].toLowerCase(),
    theirs[0].replace('A', 'a'),
    theirs[0].slice(0, -1),
    'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
    `0x${'0'.repeat(40)}`,
    world.facts.tokenContract,
    ours,
  ];
  for (const address of wrong) await expect(set(address), address).rejects.toMatchObject({ code: 'invalid_refund_address' });
  await expect(world.payments.setRefundAddress({ accountId, network: 'none', address: theirs[0] })).rejects.toMatchObject({
    code: 'unknown_network',
  });
  await expect(world.payments.getRefundAddress(accountId, 'ethereum')).rejects.toMatchObject({ code: 'refund_address_not_found' });
  await expect(refund(bought)).rejects.toMatchObject({ code: 'refund_address_not_found' });
  // Nothing was refunded then.
  expect(await world.balance(accountId)).toBe(100n * credit);
  const first = await set(theirs[0]);
  expect(first).toMatchObject({ network: 'ethereum', address: theirs[0] });
  expect(await set(theirs[0])).toEqual(first);
  expect(await set(theirs[1])).toMatchObject({ address: theirs[1] });
});

test('a part-used purchase is paid back in part, exported once, and confirmed by the chain', async () => {
  const bought = await customer();
  await world.ledger.spend({ id: newId('cmd'), accountId: bought.accountId, amount: 33_333_333n });
  const id = newId('cmd');
  const all = await Promise.all([1, 2, 3, 4].map(() => refund(bought, id)));
  const [payout] = all;
  if (payout === undefined) throw new Error('no payout');
  for (const each of all) expect(each).toEqual(payout);
  expect(payout).toMatchObject({ status: 'requested', address: theirs[0], amountUsdt: 6_666_666n, credits: 66_666_667n });
  expect(await world.balance(bought.accountId)).toBe(0n);
  await expect(refund(bought)).rejects.toMatchObject({ code: 'already_reversed' });

  const txHash = `0x${'1'.repeat(64)}`;
  await expect(world.payments.markPayoutSent({ payoutId: payout.id, txHash })).rejects.toMatchObject({ code: 'payout_not_ready' });
  // What was sent before it was exported is not the payment.
  await world.pay(theirs[0], payout.amountUsdt);
  await world.mine(6);
  await world.untilCaughtUp();
  const request = { id: newId('pexp'), network: 'ethereum' };
  const files = await Promise.all([world.payments.exportPayouts(request), world.payments.exportPayouts(request), exported()]);
  const holding = [files[0].file.payouts, files[2]].filter((file) => file.some((each) => each.id === payout.id));
  expect(holding).toHaveLength(1);
  expect(files[1].file).toEqual(files[0].file);
  expect(await exported()).toEqual([]);
  const data = holding[0]?.find((each) => each.id === payout.id)?.data ?? '';
  expect(await read(payout.id)).toMatchObject({ status: 'exported', txHash: null });

  await world.pay(theirs[0], payout.amountUsdt - 1n);
  await world.mine(6);
  await world.untilCaughtUp();
  expect(await read(payout.id)).toMatchObject({ status: 'exported', txHash: null });
  // A wrong hash does no harm.
  await world.payments.markPayoutSent({ payoutId: payout.id, txHash });
  await expect(world.payments.cancelPayout(payout.id)).rejects.toMatchObject({ code: 'payout_settled' });
  // The calldata of the file, sent as it is.
  const [owner] = (await world.rpc('eth_accounts')) as string[];
  const sent = (await world.rpc('eth_sendTransaction', [{ from: owner, to: world.facts.tokenContract, data, gas: '0x4c4b40' }])) as string;
  await world.untilMined();
  expect(await until(payout.id, ({ onChain }) => onChain)).toMatchObject({ status: 'sent', txHash: sent });
  await world.mine(6);
  const confirmed = await until(payout.id, isConfirmed);
  expect(confirmed).toMatchObject({
    txHash: sent,
    onChain: true,
    blockHash: expect.stringMatching(/^0x/u),
    blockNumber: expect.any(Number),
  });
  expect(await world.payments.markPayoutSent({ payoutId: payout.id, txHash: sent })).toEqual(confirmed);
  await expect(world.payments.markPayoutSent({ payoutId: payout.id, txHash })).rejects.toMatchObject({ code: 'payout_settled' });
});

test('what a refund would pay back is told by account, invoice, link and transaction, and is what it pays back', async () => {
  const bought = await customer(null);
  const { accountId, depositId, commandId } = bought;
  const { invoices } = await world.payments.listInvoices(accountId, { limit: 1 });
  const [invoice] = invoices;
  if (invoice === undefined) throw new Error('no invoice');
  const txHash = invoice.deposits[0]?.txHash ?? '';
  await world.ledger.spend({ id: newId('cmd'), accountId, amount: 33_333_333n });
  const told = await world.payments.previewPayout(accountId);
  expect(told).toMatchObject({
    accountId,
    depositId,
    invoiceId: invoice.id,
    commandId,
    bonusCommandIds: [],
    refundAddresses: [],
    problem: null,
  });
  expect(told).toMatchObject({ depositUsdt: 10n * usdt, credits: 66_666_667n, amountUsdt: 6_666_666n, txHash });
  const names = [
    invoice.id,
    depositId,
    txHash,
    txHash.slice(2).toUpperCase(),
    invoice.paymentLink,
    `https://example.com/payment/${invoice.paymentLink}`,
  ];
  for (const name of names) expect(await world.payments.previewPayout(` ${name}\n`), name).toEqual(told);
  expect(await world.balance(accountId)).toBe(66_666_667n);
  await world.payments.setRefundAddress({ accountId, network: 'ethereum', address: theirs[0] });
  expect((await world.payments.previewPayout(accountId)).refundAddresses).toMatchObject([{ network: 'ethereum', address: theirs[0] }]);
  const payout = await refund(bought);
  expect(payout).toMatchObject({ amountUsdt: told.amountUsdt, credits: told.credits, depositId });
  await world.payments.cancelPayout(payout.id);
  // And then it says why not.
  expect(await world.payments.previewPayout(invoice.id)).toMatchObject({
    amountUsdt: 0n,
    credits: 0n,
    problem: { code: 'already_reversed' },
  });
  for (const [name, code] of [
    [await world.openAccount(), 'nothing_to_pay_out'],
    ['acct_none', 'nothing_to_pay_out'],
    [(await world.invoice(accountId)).id, 'nothing_to_pay_out'],
    ['inv_none', 'invoice_not_found'],
    ['who?', 'invoice_not_found'],
    ['dep_none', 'deposit_not_found'],
    [`0x${'0'.repeat(64)}`, 'deposit_not_found'],
  ] as const) {
    await expect(world.payments.previewPayout(name), name).rejects.toMatchObject({ code });
  }
});

test('a canceled payout is replaced once, and a payout that is under way is neither canceled nor replaced', async () => {
  const bought = await customer();
  const payout = await refund(bought);
  await expect(world.payments.replacePayout({ payoutId: payout.id, network: 'ethereum' })).rejects.toMatchObject({
    code: 'payout_not_ready',
  });
  await world.payments.cancelPayout(payout.id);
  expect(await world.payments.cancelPayout(payout.id)).toMatchObject({ status: 'canceled' });
  await expect(world.payments.markPayoutSent({ payoutId: payout.id, txHash: '0x' })).rejects.toMatchObject({ code: 'payout_settled' });
  await world.payments.setRefundAddress({ accountId: bought.accountId, network: 'ethereum', address: theirs[1] });
  const [first, again] = await Promise.all([1, 2].map(() => world.payments.replacePayout({ payoutId: payout.id, network: 'ethereum' })));
  expect(first).toMatchObject({ replaces: payout.id, address: theirs[1], amountUsdt: 10n * usdt, status: 'requested' });
  expect(again).toEqual(first);
  await expect(world.payments.cancelPayout('pay_none')).rejects.toMatchObject({ code: 'payout_not_found' });
  expect(await read(payout.id)).toMatchObject({ replacedBy: first?.id, toldOwner: expect.stringContaining('another payout') });
  expect((await exported()).map(({ id }) => id)).toEqual([first?.id]);
  // Everybody sees their own, and the operator those of one status.
  const own = await world.payments.listPayouts({ accountId: bought.accountId, limit: 10 });
  expect(own.payouts.map(({ id, status }) => [id, status])).toEqual([
    [first?.id, 'exported'],
    [payout.id, 'canceled'],
  ]);
  const page = await world.payments.listPayouts({ accountId: bought.accountId, status: 'canceled', limit: 1 });
  expect(page).toMatchObject({ payouts: [{ id: payout.id }], nextCursor: null });
  const { nextCursor } = await world.payments.listPayouts({ accountId: bought.accountId, limit: 1 });
  expect((await world.payments.listPayouts({ accountId: bought.accountId, limit: 1, cursor: nextCursor ?? '' })).payouts).toMatchObject([
    { id: payout.id },
  ]);
  // Later transfers of the same amount to the same address are for others.
  await world.payments.cancelPayout(first?.id ?? '');
});

test('credits that no deposit has bought are refunded without a payout', async () => {
  const { accountId } = await customer();
  const other = await world.openAccount();
  await world.payments.setRefundAddress({ accountId: other, network: 'ethereum', address: theirs[0] });
  await world.ledger.grant({ id: 'by hand', accountId: other, kind: 'purchased', amount: credit });
  await expect(refund({ accountId: other, commandId: 'by hand', depositId: '' })).rejects.toMatchObject({ code: 'nothing_to_pay_out' });
  expect(await world.balance(other)).toBe(credit);
  expect(await world.balance(accountId)).toBe(100n * credit);
});

test('a reorganisation undoes a payment, and each transfer pays one payout', async () => {
  const [one, two] = [await customer(), await customer()];
  const payouts = [await refund(one), await refund(two)];
  await exported();
  await world.untilCaughtUp();
  await world.pay(theirs[0], 10n * usdt);
  await world.mine(2);
  const [older, newer] = payouts.map(({ id }) => id);
  if (older === undefined || newer === undefined) throw new Error('no payouts');
  const seen = async (): Promise<readonly boolean[]> => [(await read(older))?.onChain === true, (await read(newer))?.onChain === true];
  await until(older, ({ onChain }) => onChain);
  expect(await seen()).toEqual([true, false]);
  await world.rpc('anvil_reorg', [3, []]);
  await world.mine(1);
  expect(await until(older, ({ onChain }) => !onChain)).toMatchObject({ status: 'sent', txHash: null });
  // Both are paid in one block of the other branch; the second by a transaction that it is marked with.
  const hash = await world.pay(theirs[0], 10n * usdt);
  await world.untilMined();
  await world.payments.markPayoutSent({ payoutId: newer, txHash: hash }).catch(() => undefined);
  await world.pay(theirs[0], 10n * usdt);
  await world.mine(6);
  const confirmed = await Promise.all([until(older, isConfirmed), until(newer, isConfirmed)]);
  expect(new Set(confirmed.map(({ txHash }) => txHash)).size).toBe(2);
});

test('a clock that was set wrong hides no payment', async () => {
  for (const wrongByMs of [3 * 60 * 60_000, -3 * 60 * 60_000]) {
    const { id } = await refund(await customer());
    world.clockOffsetMs = wrongByMs;
    await exported();
    world.clockOffsetMs = 0;
    await world.untilCaughtUp();
    await world.pay(theirs[0], 10n * usdt);
    await world.mine(6);
    await until(id, isConfirmed);
  }
});

test('two operators mark, call off, replace and export at once, and one history comes of it', async () => {
  const other = world.another();
  const [first, second] = [`0x${'1'.repeat(64)}`, `0x${'2'.repeat(64)}`];
  for (const wasExported of [true, false, true]) {
    const bought = await customer(theirs[1]);
    const { id: payoutId } = await refund(bought);
    if (wasExported) await exported();
    const [marks, cancels, replaces, exports] = await Promise.all([
      Promise.allSettled([
        world.payments.markPayoutSent({ payoutId, txHash: first }),
        other.markPayoutSent({ payoutId, txHash: second }),
        other.markPayoutSent({ payoutId, txHash: first }),
      ]),
      Promise.allSettled([world.payments.cancelPayout(payoutId), other.cancelPayout(payoutId)]),
      Promise.allSettled([world.payments, other].map((room) => room.replacePayout({ payoutId, network: 'ethereum' }))),
      Promise.allSettled([world.payments, other].map((room) => room.exportPayouts({ id: newId('pexp'), network: 'ethereum' }))),
    ]);
    const now = await read(payoutId);
    const mine = (await world.payments.listPayouts({ accountId: bought.accountId, limit: 10 })).payouts;
    const isDone = ({ status }: PromiseSettledResult<unknown>): boolean => status === 'fulfilled';
    // Either it was marked, and then nobody called it off, or it was called off, and then nobody marked it.
    if (now?.status === 'canceled') {
      expect([marks.some(isDone), cancels.some(isDone)]).toEqual([false, true]);
    } else {
      expect([cancels.some(isDone), replaces.some(isDone)]).toEqual([false, false]);
      expect(marks.some(isDone) ? 'sent' : 'exported').toBe(now?.status);
    }
    // Whatever a promise is rejected with is unknown.
    const reasons = [...marks, ...cancels, ...replaces, ...exports].flatMap((each) =>
      each.status === 'rejected' ? [each.reason as unknown] : [],
    );
    for (const reason of reasons) expect(reason).toMatchObject({ code: expect.stringMatching(/^payout_(?:settled|not_ready)$/u) });
    expect(mine.filter(({ status }) => status !== 'canceled')).toHaveLength(now?.status === 'canceled' ? Number(replaces.some(isDone)) : 1);
    const inFiles = exports.flatMap((each) => (each.status === 'fulfilled' ? each.value.file.payouts.map(({ id }) => id) : []));
    expect(new Set(inFiles).size).toBe(inFiles.length);
    // What is left is of nobody's concern in the next round.
    for (const { id } of mine) await world.payments.cancelPayout(id).catch(() => undefined);
    await sql`delete from payouts where account_id = ${bought.accountId} and status = 'sent'`.execute(world.database.sql);
  }
});

test('whatever is asked for, in whatever order and twice at once, no deposit is paid back more than once', async () => {
  const action = fc.record({
    customer: fc.integer({ min: 0, max: 1 }),
    what: fc.constantFrom('refund', 'spend', 'cancel', 'replace', 'export', 'send', 'restart'),
    twice: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 6, maxLength: 12 }), async (actions) => {
      const customers = [await customer(theirs[0]), await customer(theirs[1])];
      const mine = async (of: Customer): Promise<readonly PayoutView[]> =>
        (await world.payments.listPayouts({ limit: 100 })).payouts.filter(({ accountId }) => accountId === of.accountId);
      const sent = new Set<string>();
      const run = async (of: Customer, what: string): Promise<unknown> => {
        const [latest] = await mine(of);
        if (what === 'refund') return refund(of);
        if (what === 'spend') return world.ledger.spend({ id: newId('cmd'), accountId: of.accountId, amount: 7n * credit });
        if (what === 'export') return exported();
        if (latest === undefined) return undefined;
        if (what === 'cancel') return world.payments.cancelPayout(latest.id);
        if (what === 'replace') return world.payments.replacePayout({ payoutId: latest.id, network: 'ethereum' });
        return undefined;
      };
      for (const { customer: index, what, twice } of actions) {
        const of = customers[index];
        if (of === undefined) continue;
        if (what === 'restart') await world.restart();
        else if (what === 'send') {
          // The operator pays what a file holds, once.
          const due = (await mine(of)).find(({ id, status }) => status === 'exported' && !sent.has(id));
          if (due !== undefined) {
            sent.add(due.id);
            await world.pay(due.address, due.amountUsdt);
            await world.mine(6);
            await until(due.id, isConfirmed);
          }
        } else await Promise.allSettled((twice ? [1, 2] : [1]).map(() => run(of, what)));
      }
      for (const of of customers) {
        const payouts = (await mine(of)).filter(({ status }) => status !== 'canceled');
        expect(payouts.length).toBeLessThanOrEqual(1);
        for (const payout of payouts) expect(payout.amountUsdt).toBe(payout.credits / 10n);
        // What is left is of nobody's concern in the next run.
        for (const { id, status } of payouts) if (status === 'requested' || status === 'exported') await world.payments.cancelPayout(id);
      }
      const { rows } = await sql<{ wrong: bigint }>`
        select count(*) as wrong from deposits d where amount_usdt <
          (select coalesce(sum(amount_usdt), 0) from payouts p where p.deposit_id = d.id and p.status <> 'canceled')`.execute(
        world.database.sql,
      );
      expect(Number(rows[0]?.wrong)).toBe(0);
      expect((await audit(world.database)).difference).toBeNull();
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 60_000);
