import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assert } from '../../kernel/index.ts';
import { availableOf, remainingOf, type AccountState } from '../account/account-state.ts';
import { advance } from '../account/advance.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import type { Command } from '../commands.ts';
import { decideRequests, type Outcome } from './decide-requests.ts';
import { auditPlayed } from '../testing/audited-rows.ts';
import { expectedCode } from '../testing/expected-code.ts';
import { histories, play, startMs, stepsMax, pastOf, testAccountId as accountId, type Played } from '../testing/histories.ts';

const runs = 200;

function stateOf(played: Played): AccountState {
  assert(played.state, 'the account is open');
  return played.state;
}

function codeOf(outcome: Outcome | undefined): string | undefined {
  return outcome?.outcome === 'refused' ? outcome.problem.code : undefined;
}

function isOpenAfter(after: AccountState, command: Command): boolean {
  return 'holdId' in command && after.holds.some((hold) => hold.id === command.holdId);
}

describe('random histories', () => {
  test('an independent auditor finds the books whole after every step', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        play(steps, (played) => auditPlayed(stateOf(played), played.booked));
      }),
      { numRuns: runs / 4 },
    );
  });

  test('every entry sums to zero, is numbered without gaps, never runs back in time, and leads to the balance', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const played = play(steps);
        let [balance, held, atMs] = [0n, 0n, 0];
        for (const [index, { entry }] of played.booked.entries()) {
          expect(entry.number).toBe(index + 1);
          expect(entry.atMs).toBeGreaterThanOrEqual(atMs);
          expect(entry.postings.reduce((sum, posting) => sum + posting.amount, 0n)).toBe(0n);
          balance += entry.balanceChange;
          held += entry.heldChange;
          atMs = entry.atMs;
          expect([entry.balanceAfter, entry.heldAfter, entry.availableAfter]).toEqual([balance, held, balance - held]);
          expect(held >= 0n && balance >= held && balance < 2n ** 63n).toBe(true);
        }
        const state = stateOf(played);
        expect([state.balance, state.held]).toEqual([balance, held]);
        expect(state.grants.reduce((sum, grant) => sum + grant.available, 0n)).toBe(availableOf(state));
        expect(state.holds.reduce((sum, hold) => sum + remainingOf(hold), 0n)).toBe(held);
      }),
      { numRuns: runs },
    );
  });

  test('a command is refused exactly when it must be, and a refusal moves nothing', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        let before: Played | undefined;
        play(steps, (played, step) => {
          const [command] = step.request;
          // What a reversal comes to follows from the journal; it has a test of its own.
          if (before && command && step.request.length === 1 && command.command !== 'reverse' && command.command !== 'refund') {
            const { state: then, booked } = advance(stateOf(before), Math.max(played.nowMs, stateOf(before).lastAtMs));
            const journal = [...before.booked, ...booked];
            const code = expectedCode({ state: then, journal, nowMs: Math.max(played.nowMs, then.lastAtMs) }, command);
            expect(codeOf(played.outcomes.at(-1))).toBe(code);
            if (code !== undefined) expect(stateOf(played)).toEqual({ ...then, refusals: then.refusals + 1 });
            else
              expect(isOpenAfter(stateOf(played), command)).toBe(
                command.command === 'hold' || command.command === 'extend' || (command.command === 'capture' && command.final === false),
              );
          }
          before = played;
        });
      }),
      { numRuns: runs },
    );
  });

  test('linked commands are booked together or not at all', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const played = play(steps);
        const answered = new Set(played.booked.map((booked) => booked.entry.commandId));
        for (const step of steps) {
          const booked = step.request.filter((command) => answered.has(command.id)).length;
          expect([0, step.request.length]).toContain(booked);
        }
      }),
      { numRuns: runs },
    );
  });

  test('a hold ends at most once, and nothing happens to it afterwards', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const open = new Set<string>();
        const seen = new Set<string>();
        for (const { entry, holdStep } of play(steps).booked) {
          if (entry.holdId === null) continue;
          if (holdStep === 0) {
            expect(seen.has(entry.holdId)).toBe(false);
            open.add(entry.holdId);
            seen.add(entry.holdId);
          } else {
            expect(open.has(entry.holdId)).toBe(true);
            if (holdStep === -1) open.delete(entry.holdId);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test('sending everything again changes nothing and gets the first answers', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const played = play(steps);
        const requests = steps.map((step) => step.request);
        const again = decideRequests(accountId, played.state, requests, played.answers, played.nowMs + 1000);
        expect(again.state).toBe(played.state);
        expect(again.booked).toEqual([]);
        expect(again.refusals).toEqual([]);
        for (const [index, outcome] of again.outcomes.entries()) {
          const first = played.outcomes[index];
          if (outcome.outcome === 'booked') expect(first).toEqual({ ...outcome, replayed: false });
          else expect(codeOf(first)).toBe(outcome.problem.code);
        }
      }),
      { numRuns: runs / 2 },
    );
  });

  test('the same id with other content is a conflict and changes nothing', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const played = play(steps);
        for (const id of played.answers.keys()) {
          const other: Command = { command: 'spend', id, accountId, amount: 999_999_999n };
          const { outcomes, state } = decideRequests(accountId, played.state, [[other]], played.answers, played.nowMs);
          expect(codeOf(outcomes[0])).toBe('command_id_reused');
          expect(state).toBe(played.state);
        }
      }),
      { numRuns: runs / 4 },
    );
  });

  test('nothing depends on whether a clean-up has run', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.boolean(), { minLength: stepsMax, maxLength: stepsMax }), (steps, swept) => {
        const plain = play(steps);
        let [state, nowMs, answers] = [undefined as AccountState | undefined, startMs, plain.answers];
        answers = new Map();
        const hashes: string[] = [];
        const journal: BookedEntry[] = [];
        for (const [index, step] of steps.entries()) {
          const sweptState: { state: AccountState | undefined } = { state };
          if (state && swept[index]) {
            // A sweeper passes somewhere before the request.
            const passed = advance(state, nowMs + Math.floor(step.waitMs / 2));
            hashes.push(...passed.booked.map((booked) => booked.entry.hash));
            journal.push(...passed.booked);
            sweptState.state = passed.state;
          }
          nowMs += step.waitMs;
          const decided = decideRequests(accountId, sweptState.state, [step.request], answers, nowMs, pastOf(journal, [step.request]));
          state = decided.state;
          journal.push(...decided.booked);
          hashes.push(...decided.booked.map((booked) => booked.entry.hash));
        }
        expect(hashes).toEqual(plain.booked.map((booked) => booked.entry.hash));
      }),
      { numRuns: runs / 2 },
    );
  });

  test('the balance at every past moment is what a read at that moment showed', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const shown: { atMs: number; number: number; balance: bigint; held: bigint }[] = [];
        const played = play(steps, (sofar) => {
          const state = stateOf(sofar);
          for (let ahead = 0; ahead < 12; ahead += 1) {
            const atMs = state.lastAtMs + ahead;
            const then = advance(state, atMs).state;
            shown.push({ atMs, number: state.lastNumber, balance: then.balance, held: then.held });
          }
        });
        for (const { atMs, number, balance, held } of shown) {
          // Only where no command has changed the course before that moment.
          const changed = played.booked.some(({ entry }) => entry.number > number && entry.atMs <= atMs && entry.commandId !== null);
          if (changed) continue;
          const booked = advance(stateOf(played), Math.max(atMs, stateOf(played).lastAtMs)).booked;
          const last = [...played.booked, ...booked].findLast(({ entry }) => entry.atMs <= atMs);
          expect([last?.entry.balanceAfter, last?.entry.heldAfter]).toEqual([balance, held]);
        }
      }),
      { numRuns: runs / 4 },
    );
  });

  test('deciding requests together or one after the other gives the same entries', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const [, ...later] = steps;
        const still = later.map((step) => ({ ...step, waitMs: 0 }));
        const oneByOne = play([...steps.slice(0, 1), ...still]);
        const opened = play(steps.slice(0, 1));
        const together = decideRequests(
          accountId,
          opened.state,
          still.map((step) => step.request),
          opened.answers,
          startMs,
          pastOf(
            opened.booked,
            still.map((step) => step.request),
          ),
        );
        expect([...opened.booked, ...together.booked]).toEqual(oneByOne.booked);
        expect(together.state).toEqual(oneByOne.state);
      }),
      { numRuns: runs / 4 },
    );
  });
});
