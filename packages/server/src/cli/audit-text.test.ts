import { expect, test } from 'vitest';
import type { AuditReport } from '../ledger/index.ts';
import { accountLine, auditJson, auditText } from './audit-text.ts';

const nothing = { available: 0n, held: 0n, issuance: 0n, promotions: 0n, adjustments: 0n, transfers: 0n, usage: 0n, breakage: 0n };
const report: AuditReport = {
  atMs: null,
  accounts: 2,
  entries: 1234,
  rowsCompared: 2,
  balancesRead: 0,
  sums: { ...nothing, unbilled: 0n, receivable: 0n, issuance: -2_500_000n, available: 2_500_000n },
  funds: {},
  outstanding: [],
  difference: null,
};

test('an audit says in a sentence what it has found', () => {
  expect(auditText(report)).toBe(
    'The books are whole: 1,234 entries of 2 accounts recomputed, every balance, grant, hold, rule and hash agrees.',
  );
  const difference = { accountId: 'acct_1', number: 7, rule: 'chain', detail: 'the hash does not follow' };
  expect(auditText({ ...report, difference })).toContain('entry 7 of account acct_1 breaks the rule "chain": the hash does not follow.');
  expect(auditText({ ...report, difference: { ...difference, number: null } })).toContain('account acct_1 breaks');
});

test('an audit as of a moment says what it could compare', () => {
  const text = auditText({ ...report, atMs: Date.UTC(2026, 4, 1), rowsCompared: 1, balancesRead: 2 });
  expect(text).toContain('as of 2026-05-01T00:00:00.000Z');
  expect(text).toMatch(/issuance +-2\.5\n/u);
  expect(text).toContain('nothing was booked since: 1.');
  expect(JSON.parse(auditJson(report))).toMatchObject({ sums: { issuance: '-2500000' }, difference: null });
});

test('an account is one line, whatever its id', () => {
  const account = { accountId: 'a,"b"', balance: 5n, held: 2n, available: 3n, unbilled: 0n, billed: 1n };
  expect(accountLine(account)).toBe('"a,""b""",5,2,3,0,1');
});
