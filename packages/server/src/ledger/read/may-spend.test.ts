import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId, Problem } from '../../kernel/index.ts';
import type { SpendQuestion } from './may-spend.ts';
import { histories, startMs } from '../testing/histories.ts';
import { ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();

const questions = fc.record({
  amount: fc.bigInt(0n, 80n),
  usage: fc.constantFrom(undefined, { projectId: 'proj_a' }, { apiKeyId: 'key_1', sessionId: 'ses_1' }),
  useReserve: fc.boolean(),
});

test('the question whether something may be spent is answered as the spend is, in any state', async () => {
  const answers = new Set<string>();
  await fc.assert(
    fc.asyncProperty(histories, fc.array(questions, { minLength: 3, maxLength: 3 }), async (steps, asked) => {
      const clock = { ms: startMs, nowMs: () => clock.ms };
      const ledger = fixture.current.ledgerBy(clock);
      const accountId = newId('acct');
      for (const step of steps) {
        clock.ms += step.waitMs;
        const request = step.request.map((command) => ({ ...command, accountId }));
        await ledger.executeAll(request).catch(onlyProblems);
      }
      for (const [place, members] of asked.entries()) {
        const question: SpendQuestion = { accountId, ...members };
        const told = await ledger.maySpend(question);
        expect(await ledger.maySpend(question)).toEqual(told);
        const booked = await ledger.spend({ id: `asked_${String(place)}`, ...question }).then(() => null, onlyProblems);
        expect([booked?.code, booked?.message, booked?.extras]).toEqual([told?.code, told?.message, told?.extras]);
        answers.add(told?.code ?? 'yes');
      }
      await ledger.close();
    }),
    { numRuns: 25 },
  );
  await fixture.current.expectWhole();
  expect([...answers]).toEqual(expect.arrayContaining(['yes', 'insufficient_credits', 'invalid_command']));
});

function onlyProblems(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
