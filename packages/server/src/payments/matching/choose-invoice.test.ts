import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseInvoice, type Candidate } from './choose-invoice.ts';

const usdt = 1_000_000n;

function invoice(id: string, missing: bigint, other: Partial<Candidate> = {}): Candidate {
  return {
    id,
    missingUsdt: missing * usdt,
    spareableUsdt: 0n,
    sameNetwork: true,
    canceled: false,
    createdAtMs: 0,
    expiresAtMs: 60,
    graceUntilMs: 160,
    ...other,
  };
}

const chosen = (amount: bigint, atMs: number, ...invoices: readonly Candidate[]) =>
  chooseInvoice({ amountUsdt: amount * usdt, arrivedAtMs: atMs }, invoices);

test('exactly what an invoice asks for goes there, whatever else is open', () => {
  const [small, large] = [invoice('a', 10n, { createdAtMs: 1 }), invoice('b', 40n, { createdAtMs: 2 })];
  expect(chosen(40n, 10, small, large)).toEqual({ id: 'b', match: 'exact' });
  expect(chosen(10n, 10, large, small)).toEqual({ id: 'a', match: 'exact' });
});

test('of several that ask for the same, the open one comes first, then the one on this network, then the oldest', () => {
  const expired = invoice('a', 10n, { createdAtMs: 1, expiresAtMs: 5 });
  const elsewhere = invoice('b', 10n, { createdAtMs: 2, sameNetwork: false });
  const [older, newer] = [invoice('c', 10n, { createdAtMs: 3 }), invoice('d', 10n, { createdAtMs: 4 })];
  expect(chosen(10n, 10, expired, elsewhere, newer, older)?.id).toBe('c');
  expect(chosen(10n, 10, expired, elsewhere)?.id).toBe('b');
  expect(chosen(10n, 10, expired)).toEqual({ id: 'a', match: 'exact' });
});

test('an exchange that keeps a fee does not lead astray', () => {
  const [old, wanted] = [invoice('a', 10n, { createdAtMs: 1 }), invoice('b', 40n, { createdAtMs: 2 })];
  expect(chosen(39n, 10, old, wanted)).toEqual({ id: 'b', match: 'nearly' });
  expect(chosen(37n, 10, old, wanted)).toEqual({ id: 'a', match: 'oldest_open' });
  expect(chosen(1n, 10, invoice('c', 3n, { createdAtMs: 9 }), invoice('d', 8n))).toEqual({ id: 'd', match: 'oldest_open' });
});

test('any amount goes to the oldest open invoice, and without one to the newest that has expired', () => {
  const [first, second] = [invoice('a', 20n, { createdAtMs: 1, expiresAtMs: 30 }), invoice('b', 20n, { createdAtMs: 2, expiresAtMs: 40 })];
  expect(chosen(3n, 10, second, first)).toEqual({ id: 'a', match: 'oldest_open' });
  expect(chosen(3n, 35, second, first)).toEqual({ id: 'b', match: 'oldest_open' });
  expect(chosen(3n, 50, second, first)).toEqual({ id: 'b', match: 'late' });
  expect(chosen(3n, 160, second, first)).toBeUndefined();
});

test('a canceled invoice gets exactly what it asked for, and nothing else', () => {
  const canceled = invoice('a', 20n, { canceled: true });
  expect(chosen(20n, 10, canceled)).toEqual({ id: 'a', match: 'exact' });
  expect(chosen(19n, 10, canceled)).toBeUndefined();
  expect(chosen(20n, 10, canceled, invoice('b', 20n, { createdAtMs: 5 }))?.id).toBe('b');
});

test('an invoice that has what counts as its price gets nothing more', () => {
  expect(chosen(10n, 10, invoice('a', 0n))).toBeUndefined();
  expect(chosen(1n, 10, invoice('a', 1n, { spareableUsdt: usdt }))).toBeUndefined();
});

test('the order in which invoices are looked at decides nothing', () => {
  const candidate = fc.record({
    missing: fc.bigInt({ min: 0n, max: 6n }),
    createdAtMs: fc.integer({ min: 0, max: 5 }),
    expiresAtMs: fc.integer({ min: 0, max: 60 }),
    sameNetwork: fc.boolean(),
    canceled: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(candidate, { maxLength: 6 }),
      fc.bigInt({ min: 1n, max: 8n }),
      fc.integer({ min: 0, max: 200 }),
      (parts, amount, atMs) => {
        const invoices = parts.map(({ missing, ...other }, index) => invoice(String(index), missing, other));
        expect(chosen(amount, atMs, ...invoices.toReversed())).toEqual(chosen(amount, atMs, ...invoices));
      },
    ),
  );
});
