import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.ts';
import { PaymentHistory, type PlannedNetwork } from '../../test/support/payment-history.ts';
import { assert, newId } from '../kernel/index.ts';
import { audit } from '../ledger/index.ts';
import { publishDefaultOffers } from '../offers/index.ts';
import { purchaseFromJson } from './invoices/stored-purchase.ts';
import type { JsonObject } from '../database/index.ts';

/** A few each time, so that the test stays short. */
const histories = 6;
const usdt = 1_000_000n;
const minuteMs = 60_000;
const dayMs = 86_400_000;

type Step =
  | { readonly do: 'invoice'; readonly pack: string; readonly network: number }
  | {
      readonly do: 'pay';
      readonly invoice: number;
      readonly how: 'missing' | 'part' | 'more' | 'dust' | 'nothing';
      readonly network: number;
    }
  | { readonly do: 'payTwice'; readonly invoice: number; readonly network: number }
  | { readonly do: 'mine'; readonly network: number }
  | { readonly do: 'reorganise'; readonly network: number; readonly depth: number; readonly again: number }
  /** Pays what is missing when the grace is over. */
  | { readonly do: 'payLate'; readonly invoice: number }
  | { readonly do: 'cancel'; readonly invoice: number }
  | { readonly do: 'switch'; readonly invoice: number; readonly network: number }
  | { readonly do: 'wait'; readonly ms: number };

const place = fc.nat({ max: 20 });
const network = fc.nat({ max: 1 });
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('invoice' as const),
        pack: fc.constantFrom('credits-100', 'credits-440', 'credits-210'),
        network,
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('pay' as const),
        invoice: place,
        how: fc.constantFrom('missing' as const, 'missing' as const, 'part' as const, 'more' as const, 'dust' as const, 'nothing' as const),
        network,
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('payTwice' as const), invoice: place, network }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('mine' as const), network }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('reorganise' as const), network, depth: fc.integer({ min: 1, max: 2 }), again: fc.nat() }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('payLate' as const), invoice: place }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), invoice: place }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('switch' as const), invoice: place, network }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(minuteMs, 50 * minuteMs, 3 * dayMs, 8 * dayMs) }),
    },
  ),
  { minLength: 15, maxLength: 40 },
);

const database = await testDatabase();
await database.transaction((tx) => publishDefaultOffers(tx, { nowMs: 0 }));

interface Row {
  readonly id: string;
  readonly purchase: JsonObject;
  readonly least_usdt: bigint;
  readonly received_usdt: bigint;
  readonly price_usdt: bigint;
  readonly grace_until: Date;
  readonly address: string;
  readonly network: string;
}

async function invoicesOf(accountId: string): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`select * from invoices where account_id = ${accountId} order by id`.execute(database.sql);
  return rows;
}

/** Where somebody who pays this invoice on this network would send it: to the address on the network, if the account has one there. */
async function addressOn(accountId: string, invoice: Row, { id }: PlannedNetwork): Promise<string | undefined> {
  const { rows } = await sql<{ address: string }>`
    select address from deposit_addresses where account_id = ${accountId} and network = ${id} and (invoice_id is null or invoice_id = ${invoice.id})
    limit 1`.execute(database.sql);
  return rows[0]?.address;
}

async function take(history: PaymentHistory, accountId: string, step: Step): Promise<void> {
  const net = 'network' in step ? history.networks[step.network] : undefined;
  if (step.do === 'wait') history.nowMs += step.ms;
  else if (step.do === 'mine' && net) await history.mine(net);
  else if (step.do === 'reorganise' && net)
    await history.reorganise(net, step.depth, (txHash) => (txHash.charCodeAt(txHash.length - 1) + step.again) % 3 > 0);
  else if (step.do === 'invoice' && net) await history.invoice(accountId, step.pack, net.id);
  else if ('invoice' in step) {
    const invoices = await invoicesOf(accountId);
    const invoice = invoices[step.invoice % Math.max(1, invoices.length)];
    if (invoice === undefined) return;
    if (step.do === 'cancel') await unlessNotOpen(history.cancel(accountId, invoice.id));
    if (step.do === 'switch' && net) await unlessNotOpen(history.switchTo(accountId, invoice.id, net.id));
    if (step.do === 'payLate') {
      history.nowMs = Math.max(history.nowMs, invoice.grace_until.getTime());
      const own = history.networks.find(({ id }) => id === invoice.network);
      if (own !== undefined && invoice.received_usdt < invoice.price_usdt)
        history.send(own, invoice.address, invoice.price_usdt - invoice.received_usdt);
      return;
    }
    const address = net && (await addressOn(accountId, invoice, net));
    if (net === undefined || address === undefined) return;
    const missing = invoice.price_usdt - invoice.received_usdt;
    if (step.do === 'pay')
      history.send(
        net,
        address,
        { missing: missing > 0n ? missing : 3n * usdt, part: 2n * usdt + 7n, more: 50n * usdt, dust: 9_999n, nothing: 0n }[step.how],
      );
    if (step.do === 'payTwice') {
      const txHash = newId('cmd');
      for (const amount of [usdt, 10n * usdt]) history.send(net, address, amount, txHash);
    }
  }
}

async function unlessNotOpen(doing: Promise<unknown>): Promise<void> {
  await doing.catch((error: unknown) => {
    if (!(error instanceof Error && error.message.startsWith('invoice_not_open'))) throw error;
  });
}

/** Lets everything become final and be settled, and compares with the table of docs/concepts/payments.md. */
async function compare(history: PaymentHistory, accountId: string): Promise<void> {
  for (const net of history.networks) for (let block = 0; block < 5; block += 1) await history.mine(net);
  history.nowMs += 9 * dayMs;
  for (const net of history.networks) await history.settle(net);

  const { rows: deposits } = await sql<{
    network: string;
    tx_hash: string;
    ordinal: number;
    amount_usdt: bigint;
    status: string;
    invoice_id: string | null;
    credits: bigint | null;
    unmatched_reason: string | null;
    block_time: Date;
    seen_at: Date;
  }>`select * from deposits where account_id = ${accountId}`.execute(database.sql);
  const onChain = history.networks.flatMap(({ id, blocks }) =>
    blocks.flatMap(({ transfers }) => transfers.map(({ txHash, amount }) => `${id} ${txHash} ${String(amount)}`)),
  );
  const alive = deposits.filter(({ status }) => status !== 'orphaned');
  expect(alive.map((each) => `${each.network} ${each.tx_hash} ${String(each.amount_usdt)}`).toSorted()).toEqual(onChain.toSorted());
  for (const each of alive) {
    const isDust = each.unmatched_reason === 'dust';
    expect(each.status).toBe(isDust ? 'final' : 'credited');
    expect(isDust && each.amount_usdt >= history.rules.depositMinUsdt).toBe(false);
  }

  let expected = 0n;
  for (const invoice of await invoicesOf(accountId)) {
    const purchase = purchaseFromJson(invoice.purchase);
    const paid = alive.filter(({ invoice_id, status }) => invoice_id === invoice.id && status === 'credited');
    const sum = paid.reduce((all, each) => all + each.amount_usdt, 0n);
    const inTime = paid
      .filter(({ block_time, seen_at }) => Math.min(block_time.getTime(), seen_at.getTime()) < invoice.grace_until.getTime())
      .reduce((all, each) => all + each.amount_usdt, 0n);
    for (const line of purchase.lines) {
      if (line.kind === 'purchased') expected += (sum * line.credits) / purchase.priceUsdt;
      if (line.kind === 'bonus' && inTime >= invoice.least_usdt) expected += line.credits;
    }
    expect(invoice.received_usdt).toBe(sum);
  }
  // Every pack of the default offers sells 10 credits for 1 USDT before its bonus.
  for (const each of alive) if (each.invoice_id === null && each.status === 'credited') expected += each.amount_usdt * 10n;
  expect((await history.ledger.readBalance(accountId)).balance).toBe(expected);
  expect(alive.reduce((all, { credits }) => all + (credits ?? 0n), 0n)).toBe(expected);
}

test('whatever is paid, canceled, taken back and interrupted, each final deposit is credited once, by the rules', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(0, 20), fc.nat(), async (taken, tolerancePerMille, seed) => {
      await sql`truncate chain_cursors, chain_blocks, deposit_keys, deposit_addresses, invoices, observations, sweeps, deposits,
        credited_without_entry, payouts, test_payments`.execute(database.sql);
      const history = new PaymentHistory(database, { tolerancePerMille });
      let number = seed;
      history.dies = () => {
        number = (number * 1_103_515_245 + 12_345) % 2_147_483_648;
        return number % 7 === 0 ? 'before' : number % 11 === 0 ? 'after' : undefined;
      };
      const close = await history.open();
      try {
        const accountId = await history.openAccount();
        for (const step of taken) await take(history, accountId, step);
        await compare(history, accountId);
      } finally {
        await close();
      }
    }),
    { numRuns: histories, endOnFailure: false },
  );
  assert((await audit(database)).difference === null, 'the books are whole');
}, 240_000);
