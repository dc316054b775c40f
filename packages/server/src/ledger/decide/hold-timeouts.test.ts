import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountState } from '../account/account-state.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import type { Command } from '../commands.ts';
import { decideRequests, type Outcome } from './decide-requests.ts';
import { wrongHoldEnds } from '../testing/hold-ends.ts';

const accountId = 'acct_race';
const startMs = Date.UTC(2026, 5, 1);
const timeoutMs = 100;

const actions = fc.constantFrom<(id: string, holdId: string) => Command>(
  (id, holdId) => ({ command: 'capture', id, accountId, holdId, amount: 1n, final: false }),
  (id, holdId) => ({ command: 'capture', id, accountId, holdId }),
  (id, holdId) => ({ command: 'void', id, accountId, holdId }),
  (id, holdId) => ({ command: 'extend', id, accountId, holdId, timeoutMs: 4 }),
  (id) => ({ command: 'spend', id, accountId, amount: 1n }),
);
/** Around the deadline, by clocks that do not agree: a later request may come with an earlier time. */
const moments = fc.integer({ min: timeoutMs - 3, max: timeoutMs + 6 });

test('a hold whose timeout races with captures, voids and extensions ends once, and the order of the entries tells how', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(moments, actions, fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 25 }), (steps) => {
      const opening: Command[] = [
        { command: 'open-account', id: 'open', accountId },
        { command: 'grant', id: 'g', accountId, kind: 'purchased', amount: 1000n },
        ...[0, 1, 2].map((hold): Command => ({
          command: 'hold',
          id: `h${String(hold)}`,
          accountId,
          holdId: `hold_${String(hold)}`,
          amount: 10n,
          timeoutMs,
        })),
      ];
      let state: AccountState | undefined;
      const journal: BookedEntry[] = [];
      const told: { readonly holdId: string; readonly outcome: Outcome | undefined; readonly atMs: number; readonly length: number }[] = [];
      const send = (request: readonly Command[], nowMs: number): Outcome | undefined => {
        const decided = decideRequests(accountId, withEnds(state, journal), [request], new Map(), nowMs);
        state = decided.state;
        journal.push(...decided.booked);
        return decided.outcomes[0];
      };
      send(opening, startMs);
      for (const [index, [afterMs, action, hold]] of steps.entries()) {
        const holdId = `hold_${String(hold)}`;
        const outcome = send([action(`a${String(index)}`, holdId)], startMs + afterMs);
        told.push({ holdId, outcome, atMs: state?.lastAtMs ?? 0, length: journal.length });
      }
      for (const hold of [0, 1, 2]) expect(wrongHoldEnds(entriesOf(journal, `hold_${String(hold)}`))).toEqual([]);
      for (const { holdId, outcome, length } of told) {
        if (outcome?.outcome !== 'refused' || outcome.problem.code === 'invalid_command') continue;
        // Whoever is refused is told how the hold had ended in the journal by then.
        const end = entriesOf(journal.slice(0, length), holdId).find(({ step }) => step === -1);
        expect(outcome.problem.code).toBe(end?.kind === 'expire' ? 'hold_expired' : 'hold_not_open');
        expect(end).toBeDefined();
      }
    }),
    { numRuns: 300 },
  );
});

function entriesOf(journal: readonly BookedEntry[], holdId: string) {
  return journal
    .filter(({ entry }) => entry.holdId === holdId)
    .map(({ entry: { number, kind, atMs }, holdStep, deadlineMs }) => ({
      number,
      kind,
      atMs,
      step: holdStep ?? 0,
      deadlineMs: deadlineMs ?? null,
    }));
}

/** What the shell reads from the journal about holds that have ended. */
function withEnds(state: AccountState | undefined, journal: readonly BookedEntry[]): AccountState | undefined {
  if (state === undefined) return undefined;
  const ended = journal.filter(({ holdStep }) => holdStep === -1);
  const ends = { capture: 'captured', void: 'voided', expire: 'expired' } as const;
  return {
    ...state,
    // Only these three end a hold.
    endedHolds: new Map(ended.map(({ entry }) => [entry.holdId ?? '', ends[entry.kind as keyof typeof ends]])),
  };
}
