import { describe, expect, it } from 'vitest';
import type { Deposit, InvoiceStatus } from '../../api/sdk.ts';
import { payProgress } from './pay-progress.ts';

function deposit(status: Deposit['status'], confirmations: number): Deposit {
  return {
    id: `dep_${status}_${confirmations}`,
    network: 'ethereum',
    txHash: '0x1',
    ordinal: 0,
    invoiceId: 'inv_1',
    match: 'exact',
    amountUsdt: '10',
    status,
    confirmations,
    confirmationsRequired: 12,
    blockNumber: 1,
    blockHash: '0x2',
    seenAt: '2026-11-21T12:00:00.000Z',
    finalAt: null,
    creditedAt: null,
    credits: null,
    lines: [],
    unmatchedReason: null,
    unmatchedCode: null,
    explanation: '',
  };
}
const steps = (status: InvoiceStatus, deposits: Deposit[]) => {
  const { seen, confirming, credited } = payProgress({ status, deposits });
  return [seen, confirming, credited];
};

describe('payProgress', () => {
  it('fills step by step', () => {
    expect(steps('open', [])).toEqual(['waiting', 'waiting', 'waiting']);
    expect(steps('confirming', [deposit('seen', 0)])).toEqual(['done', 'active', 'waiting']);
    expect(steps('confirming', [deposit('final', 12)])).toEqual(['done', 'done', 'active']);
    expect(steps('paid', [deposit('credited', 12)])).toEqual(['done', 'done', 'done']);
  });
  it('does not promise credits for a part', () => {
    expect(steps('underpaid', [deposit('final', 12)])).toEqual(['done', 'done', 'waiting']);
  });
  it('shows the least confirmed deposit, and none that the chain dropped', () => {
    expect(
      payProgress({ status: 'confirming', deposits: [deposit('confirming', 8), deposit('confirming', 3), deposit('orphaned', 1)] }),
    ).toMatchObject({
      deposit: { confirmations: 3 },
      fraction: 0.25,
    });
    expect(steps('open', [deposit('orphaned', 1)])).toEqual(['waiting', 'waiting', 'waiting']);
  });
});
