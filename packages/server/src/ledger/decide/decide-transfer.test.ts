import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assert } from '../../kernel/index.ts';
import { availableOf, nextDueMs } from '../account/account-state.ts';
import { compareBurnDown } from '../account/burn-down.ts';
import type { CheckedTransfer } from './check-command.ts';
import { decideTransfer } from './decide-transfer.ts';
import type { GrantKind } from '../grants.ts';
import { auditPlayed } from '../testing/audited-rows.ts';
import { histories, historyOf, play } from '../testing/histories.ts';

const transfers = fc.record({ amount: fc.bigInt(1n, 200n), perDayMax: fc.bigInt(50n, 400n), sentToday: fc.bigInt(0n, 100n) });
const blockedKinds: ReadonlySet<GrantKind> = new Set<GrantKind>(['trial', 'bonus']);

test('a transfer takes what may leave in burn-down order, keeps expiry and origin, and leaves both accounts whole', () => {
  let booked = 0;
  fc.assert(
    fc.property(histories, histories, transfers, (ofSender, ofReceiver, { amount, perDayMax, sentToday }) => {
      const from = play(ofSender);
      const to = play(historyOf(ofReceiver, 'acct_other'));
      const [sender, receiver] = [from.state, to.state];
      assert(sender && receiver, 'both are open');
      // A transfer is decided once nothing is due in either.
      const atMs = Math.max(sender.lastAtMs, receiver.lastAtMs);
      fc.pre([sender, receiver].every((state) => (nextDueMs(state) ?? Infinity) > atMs));
      const command: CheckedTransfer = {
        toAccountId: 'acct_other',
        amount,
        blockedKinds,
        amountMin: 2n,
        perDayMax,
        reference: null,
        memo: null,
      };
      const free = sender.grants.filter((grant) => !blockedKinds.has(grant.kind));
      const freeAmount = free.reduce((sum, grant) => sum + grant.available, 0n);
      const verdict = decideTransfer({ sender, receiver, sentToday }, command, { commandId: 't', fingerprint: '00'.repeat(16) }, atMs);
      if ('refusal' in verdict) {
        const kept = receiver.rules?.recurring.length ? 10n ** 18n : 0n;
        const large = receiver.grants.reduce((sum, grant) => sum + grant.scheduled, receiver.balance) + amount + kept >= 2n ** 63n;
        const why =
          amount < 2n
            ? 'transfer_too_small'
            : amount + (sender.rules?.reserve ?? 0n) > availableOf(sender)
              ? 'insufficient_credits'
              : amount > freeAmount
                ? 'credits_not_transferable'
                : sentToday + amount > perDayMax
                  ? 'transfer_limit_reached'
                  : large
                    ? 'balance_too_large'
                    : 'nothing';
        expect(verdict.refusal.code).toBe(why);
        return;
      }
      booked += 1;
      expect(verdict.sender.state.balance).toBe(sender.balance - amount);
      expect(verdict.receiver.state.balance).toBe(receiver.balance + amount);
      const sent = verdict.sender.booked[0]?.entry.parts ?? [];
      const got = verdict.receiver.booked.map(({ terms }) => terms);
      expect(got.map((terms) => terms?.amount)).toEqual(sent.map((part) => part.amount));
      for (const [place, { grantId }] of sent.entries()) {
        const grant = sender.grants.find((candidate) => candidate.id === grantId);
        expect(got[place]).toMatchObject({
          kind: 'transferred',
          originKind: grant?.kind,
          expiresAtMs: grant?.expiresAtMs,
          priority: grant?.priority,
        });
        expect(blockedKinds.has(got[place]?.originKind ?? 'trial')).toBe(false);
      }
      const ids = new Set(got.map((terms) => terms?.grantId));
      const received = verdict.receiver.state.grants.filter((grant) => ids.has(grant.id));
      expect(received.map((grant) => grant.id)).toEqual(got.map((terms) => terms?.grantId));
      expect(received.toSorted(compareBurnDown)).toEqual(received);
      auditPlayed(verdict.sender.state, [...from.booked, ...verdict.sender.booked]);
      auditPlayed(verdict.receiver.state, [...to.booked, ...verdict.receiver.booked]);
    }),
    { numRuns: 300 },
  );
  expect(booked).toBeGreaterThan(10);
});
