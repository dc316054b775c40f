import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId, Problem } from '../../kernel/index.ts';
import { histories, startMs } from '../testing/histories.ts';
import { ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();

test('the question what a refund would book is answered as the refund is, in any state, and changes nothing', async () => {
  const answers = new Set<string>();
  await fc.assert(
    fc.asyncProperty(histories, fc.boolean(), async (steps, withBonus) => {
      const clock = { ms: startMs, nowMs: () => clock.ms };
      const ledger = fixture.current.ledgerBy(clock);
      const accountId = newId('acct');
      for (const step of steps) {
        clock.ms += step.waitMs;
        const request = step.request.map((command) => ({ ...command, accountId }));
        await ledger.executeAll(request).catch(onlyProblems);
      }
      const grants = steps.flatMap(({ request }) => request).filter((command) => command.command === 'grant');
      const bonuses = grants.filter(({ kind }) => kind === 'bonus').map(({ id }) => id);
      for (const [place, commandId] of [...grants.slice(0, 6).map(({ id }) => id), 'none', ''].entries()) {
        const question = { accountId, commandId, bonusCommandIds: withBonus ? bonuses.slice(0, 2) : [] };
        const told = await ledger.previewRefund(question);
        expect(await ledger.previewRefund(question)).toEqual(told);
        const booked = await ledger.refund({ id: `asked_${String(place)}`, ...question }).catch(onlyProblems);
        if ('problem' in told) {
          expect(booked).toBeInstanceOf(Problem);
          expect(booked).toMatchObject({ message: told.problem.message, extras: told.problem.extras });
          answers.add(told.problem.code);
          continue;
        }
        const { id, moves, postings, availableAfter } = told.entry;
        expect(booked).toMatchObject({ id, moves, postings, availableAfter });
        answers.add('booked');
      }
      await ledger.close();
    }),
    { numRuns: 15 },
  );
  await fixture.current.expectWhole();
  expect([...answers]).toEqual(expect.arrayContaining(['booked', 'unknown_entry', 'not_refundable', 'invalid_command']));
});

function onlyProblems(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
