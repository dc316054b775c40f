import { expect, test } from 'vitest';
import { explainInvoice, type InvoiceStory } from './explain-invoice.ts';
import { invoiceState, type DepositFact, type DepositStatus, type InvoiceStatus } from './invoice-state.ts';

const price = 10_000_000n;
const terms = { priceUsdt: price, leastUsdt: price, expiresAtMs: 1_000, canceled: false, partsWait: false };

function deposit(amountUsdt: bigint, status: DepositStatus = 'credited', arrivedAtMs = 500): DepositFact {
  return { amountUsdt, status, blockTimeMs: arrivedAtMs, seenAtMs: arrivedAtMs + 10 };
}

const cases: readonly (readonly [string, readonly DepositFact[], number, InvoiceStatus])[] = [
  ['nothing, in time', [], 999, 'open'],
  ['nothing, at the end of its time', [], 1_000, 'expired'],
  ['only a transfer that the chain took back', [deposit(price, 'orphaned')], 500, 'open'],
  ['a transfer that is not final', [deposit(price, 'seen')], 500, 'confirming'],
  ['a transfer that is final but not credited', [deposit(price, 'final')], 500, 'confirming'],
  ['a part credited, a part on its way', [deposit(4n), deposit(1n, 'confirming')], 500, 'confirming'],
  ['too little, in time', [deposit(4n)], 500, 'underpaid'],
  ['too little, after its time', [deposit(4n)], 5_000, 'underpaid'],
  ['the price', [deposit(price)], 5_000, 'paid'],
  ['the price in parts', [deposit(4_000_000n), deposit(6_000_000n)], 5_000, 'paid'],
  ['one unit more', [deposit(price + 1n)], 5_000, 'overpaid'],
  ['the price, too late', [deposit(price, 'credited', 1_000)], 5_000, 'late'],
  ['the last part too late', [deposit(4_000_000n), deposit(6_000_000n, 'credited', 2_000)], 5_000, 'late'],
  ['the price in time and more too late', [deposit(price), deposit(1n, 'credited', 2_000)], 5_000, 'overpaid'],
];

test.each(cases)('%s', (_name, deposits, nowMs, status) => {
  expect(invoiceState(terms, deposits, nowMs).status).toBe(status);
});

test('a block whose clock runs ahead does not make a payment late', () => {
  const early: DepositFact = { amountUsdt: price, status: 'credited', blockTimeMs: 9_000, seenAtMs: 900 };
  expect(invoiceState(terms, [early], 5_000).status).toBe('paid');
});

test('a canceled invoice still counts what arrives', () => {
  expect(invoiceState({ ...terms, canceled: true }, [], 0).status).toBe('canceled');
  expect(invoiceState({ ...terms, canceled: true }, [deposit(price)], 0).status).toBe('paid');
});

test('a part of the price of a subscription waits for the rest and is no payment on its way', () => {
  const subscription = { ...terms, partsWait: true };
  expect(invoiceState(subscription, [deposit(4n, 'final')], 500).status).toBe('underpaid');
  expect(invoiceState(subscription, [deposit(4n, 'final'), deposit(2n, 'confirming')], 500).status).toBe('confirming');
  expect(invoiceState(subscription, [deposit(price, 'final')], 500).status).toBe('confirming');
});

test('what is short by no more than the tolerance counts as paid', () => {
  const tolerant = { ...terms, leastUsdt: price - 100_000n };
  expect(invoiceState(tolerant, [deposit(price - 100_000n)], 500).status).toBe('paid');
  expect(invoiceState(tolerant, [deposit(price - 100_001n)], 500).status).toBe('underpaid');
  expect(invoiceState(tolerant, [deposit(price - 1n, 'credited', 2_000)], 5_000).status).toBe('late');
});

test('what the operator has sent back does not count', () => {
  expect(invoiceState(terms, [deposit(price, 'returned')], 500).status).toBe('open');
});

test('each state has one sentence, and each sentence a code', () => {
  const story: InvoiceStory = {
    status: 'open',
    purchase: 'pack',
    priceUsdt: price,
    leastUsdt: price,
    receivedUsdt: 4_000_000n,
    creditsBooked: 40_000_000n,
    onceOpen: false,
    canceled: false,
    graceOver: false,
    networkTitle: 'Ethereum',
    cameOn: [],
    confirmations: 1,
    confirmationsRequired: 6,
    refused: null,
  };
  const stories: readonly Partial<InvoiceStory>[] = [
    {},
    { status: 'confirming' },
    { status: 'confirming', receivedUsdt: price },
    { status: 'confirming', refused: 'the account is full.' },
    { status: 'paid', receivedUsdt: price },
    { status: 'paid', receivedUsdt: price - 1n, leastUsdt: price - 1n },
    { status: 'underpaid' },
    { status: 'underpaid', canceled: true },
    { status: 'underpaid', graceOver: true },
    { status: 'underpaid', purchase: 'subscription', creditsBooked: 0n },
    { status: 'underpaid', purchase: 'subscription' },
    { status: 'overpaid' },
    { status: 'late' },
    { status: 'late', onceOpen: true, graceOver: true },
    { status: 'expired' },
    { status: 'canceled' },
  ];
  const told = stories.map((each) => explainInvoice({ ...story, ...each }));
  expect(new Set(told.map(({ text }) => text)).size).toBe(stories.length);
  expect(new Set(told.map(({ code }) => code)).size).toBe(stories.length);
  for (const { text } of told) expect(text).toMatch(/^[A-Z0-9][^\n]+\.$/u);
});
