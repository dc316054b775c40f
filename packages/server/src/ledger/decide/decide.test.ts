import { describe, expect, test } from 'vitest';
import { assert, Problem } from '../../kernel/index.ts';
import type { AccountState } from '../account/account-state.ts';
import type { Command } from '../commands.ts';
import { decideRequests, type Outcome } from './decide-requests.ts';
import type { Entry } from '../entries.ts';
import { play, startMs, testAccountId as accountId, type Played } from '../testing/histories.ts';

function stateOf(played: Played): AccountState {
  assert(played.state, 'the account is open');
  return played.state;
}

function codeOf(outcome: Outcome | undefined): string | undefined {
  return outcome?.outcome === 'refused' ? outcome.problem.code : undefined;
}

describe('a clock that steps back', () => {
  test('does not take an entry back in time', () => {
    const later = { waitMs: 5000, request: [grantOf(10n)] };
    const played = play([opened, later]);
    const spend: Command = { command: 'spend', id: 'back', accountId, amount: 1n };
    const { booked } = decideRequests(accountId, played.state, [[spend]], played.answers, startMs - 60_000);
    expect(booked[0]?.entry.atMs).toBe(startMs + 5000);
  });
});

const opened = { waitMs: 0, request: [{ command: 'open-account', id: 'open', accountId } satisfies Command] };

function grantOf(amount: bigint, more: Partial<Extract<Command, { command: 'grant' }>> = {}): Command {
  return { command: 'grant', id: `grant ${amount.toString()} ${more.grantId ?? ''}`, accountId, kind: 'purchased', amount, ...more };
}

function entriesAfter(requests: readonly { readonly atMs: number; readonly command: Command }[]): readonly Entry[] {
  let atMs = 0;
  const steps = requests.map(({ atMs: next, command }) => {
    const waitMs = next - atMs;
    atMs = next;
    return { waitMs, request: [command] };
  });
  const played = play([opened, ...steps]);
  for (const outcome of played.outcomes) if (outcome.outcome === 'refused') throw outcome.problem;
  return played.booked.map((booked) => booked.entry);
}

describe('expiry', () => {
  const grant = grantOf(100n, { expiresAtMs: startMs + 1000 });

  test('credits can be spent in the last millisecond', () => {
    const entries = entriesAfter([
      { atMs: 0, command: grant },
      { atMs: 999, command: { command: 'spend', id: 's', accountId, amount: 100n } },
    ]);
    expect(entries.at(-1)?.balanceAfter).toBe(0n);
  });

  test('and not at the moment of expiry, at which they become breakage', () => {
    const spend = { atMs: 1000, command: { command: 'spend', id: 's', accountId, amount: 1n } satisfies Command };
    expect(() => entriesAfter([{ atMs: 0, command: grant }, spend])).toThrow(Problem);
    const played = play([opened, { waitMs: 0, request: [grant] }, { waitMs: 1_000_000, request: [spend.command] }]);
    expect(played.booked.at(-1)?.entry).toMatchObject({
      kind: 'expire',
      atMs: startMs + 1000,
      commandId: null,
      postings: [
        { book: 'available', amount: -100n },
        { book: 'breakage', amount: 100n },
      ],
    });
  });

  test('held credits may be captured after it, and what comes back after it is breakage at once', () => {
    const entries = entriesAfter([
      { atMs: 0, command: grant },
      { atMs: 1, command: { command: 'hold', id: 'h', accountId, holdId: 'hold', amount: 60n, timeoutMs: 60_000 } },
      { atMs: 5000, command: { command: 'capture', id: 'c', accountId, holdId: 'hold', amount: 25n } },
    ]);
    expect(entries.slice(-2)).toMatchObject([
      { kind: 'expire', atMs: startMs + 1000, balanceAfter: 60n, heldAfter: 60n },
      {
        kind: 'capture',
        balanceAfter: 0n,
        heldAfter: 0n,
        parts: [{ amount: 25n }],
        postings: [
          { book: 'held', amount: -60n },
          { book: 'usage', amount: 25n },
          { book: 'breakage', amount: 35n },
        ],
      },
    ]);
  });
});

describe('a grant that takes effect later', () => {
  test('counts from its moment on', () => {
    const entries = entriesAfter([
      { atMs: 0, command: grantOf(100n, { effectiveAtMs: startMs + 500, grantId: 'grant_later' }) },
      { atMs: 500, command: { command: 'spend', id: 's', accountId, amount: 100n } },
    ]);
    expect(
      entries.map(({ kind, atMs, balanceChange, grantId, commandId }) => [
        kind,
        atMs - startMs,
        balanceChange,
        grantId,
        commandId === null,
      ]),
    ).toEqual([
      ['open-account', 0, 0n, null, false],
      ['grant', 0, 0n, 'grant_later', false],
      ['grant', 500, 100n, 'grant_later', true],
      ['spend', 500, -100n, null, false],
    ]);
  });
});

describe('a timeout racing a capture', () => {
  const hold: Command = { command: 'hold', id: 'h', accountId, holdId: 'hold', amount: 60n, timeoutMs: 100 };
  const capture: Command = { command: 'capture', id: 'c', accountId, holdId: 'hold' };

  test('the capture wins before the deadline', () => {
    const entries = entriesAfter([
      { atMs: 0, command: grantOf(100n) },
      { atMs: 0, command: hold },
      { atMs: 99, command: capture },
    ]);
    expect(entries.at(-1)).toMatchObject({ kind: 'capture', balanceAfter: 40n, heldAfter: 0n });
  });

  test('and loses at it', () => {
    const steps = [opened, { waitMs: 0, request: [grantOf(100n)] }, { waitMs: 0, request: [hold] }, { waitMs: 100, request: [capture] }];
    const played = play(steps);
    expect(codeOf(played.outcomes.at(-1))).toBe('hold_expired');
    expect(played.booked.at(-1)?.entry).toMatchObject({
      kind: 'expire',
      holdId: 'hold',
      atMs: startMs + 100,
      balanceAfter: 100n,
      heldAfter: 0n,
    });
  });
});

describe('an extension', () => {
  const hold: Command = { command: 'hold', id: 'h', accountId, holdId: 'hold', amount: 60n, timeoutMs: 100 };
  const capture: Command = { command: 'capture', id: 'c', accountId, holdId: 'hold' };
  const extend = (timeoutMs: number): Command => ({ command: 'extend', id: 'e', accountId, holdId: 'hold', timeoutMs });

  test('lets a capture win after the first deadline and lose at the new one', () => {
    for (const [captureAt, code] of [
      [249, undefined],
      [250, 'hold_expired'],
    ] as const) {
      const steps = [
        opened,
        { waitMs: 0, request: [grantOf(100n)] },
        { waitMs: 0, request: [hold] },
        { waitMs: 50, request: [extend(200)] },
      ];
      const played = play([...steps, { waitMs: captureAt - 50, request: [capture] }]);
      expect(codeOf(played.outcomes.at(-1))).toBe(code);
    }
  });

  test('comes too late at the deadline, and never makes a hold shorter', () => {
    const steps = [opened, { waitMs: 0, request: [grantOf(100n)] }, { waitMs: 0, request: [hold] }];
    expect(codeOf(play([...steps, { waitMs: 100, request: [extend(200)] }]).outcomes.at(-1))).toBe('hold_expired');
    expect(codeOf(play([...steps, { waitMs: 10, request: [extend(90)] }]).outcomes.at(-1))).toBe('invalid_command');
  });
});

describe('burn-down', () => {
  const day = 86_400_000;
  const grants: readonly Command[] = [
    grantOf(8n, { grantId: 'never, money, later id b' }),
    grantOf(7n, { grantId: 'never, money, later id a' }),
    grantOf(6n, { grantId: 'never, money, effective earlier', effectiveAtMs: startMs - day }),
    grantOf(5n, { grantId: 'never, gift', kind: 'bonus' }),
    grantOf(4n, { grantId: 'in two days', expiresAtMs: startMs + 2 * day }),
    grantOf(3n, { grantId: 'in a day, money', expiresAtMs: startMs + day }),
    grantOf(2n, { grantId: 'in a day, gift', kind: 'trial', expiresAtMs: startMs + day }),
    grantOf(1n, { grantId: 'first priority', priority: 0 }),
  ];
  const given = grants.map((command) => ({ atMs: 0, command }));

  test('follows the order of the house: amounts 1 to 8', () => {
    const entries = entriesAfter([...given, { atMs: 1, command: { command: 'spend', id: 's', accountId, amount: 36n } }]);
    expect(entries.at(-1)?.parts.map((part) => part.amount)).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n]);
  });

  test('is unwound in reverse by a void, and partly by a final capture', () => {
    const hold: Command = { command: 'hold', id: 'h', accountId, holdId: 'hold', amount: 12n, timeoutMs: 1000 };
    const voided = entriesAfter([
      ...given,
      { atMs: 1, command: hold },
      { atMs: 2, command: { command: 'void', id: 'v', accountId, holdId: 'hold' } },
    ]);
    expect(voided.at(-1)?.parts.map((part) => part.amount)).toEqual([2n, 4n, 3n, 2n, 1n]);
    const captured = entriesAfter([
      ...given,
      { atMs: 1, command: hold },
      { atMs: 2, command: { command: 'capture', id: 'c', accountId, holdId: 'hold', amount: 4n } },
    ]);
    expect(captured.at(-1)?.moves.map((move) => [move.to, move.amount])).toEqual([
      ['usage', 1n],
      ['usage', 2n],
      ['usage', 1n],
      ['available', 2n],
      ['available', 4n],
      ['available', 2n],
    ]);
  });

  test('goes on above the hold when a capture takes more than was held', () => {
    const entries = entriesAfter([
      ...given,
      { atMs: 1, command: { command: 'hold', id: 'h', accountId, holdId: 'hold', amount: 3n, timeoutMs: 1000 } },
      { atMs: 2, command: { command: 'capture', id: 'c', accountId, holdId: 'hold', amount: 7n } },
    ]);
    expect(entries.at(-1)?.moves.map((move) => [move.from, move.amount])).toEqual([
      ['held', 1n],
      ['held', 2n],
      ['available', 3n],
      ['available', 1n],
    ]);
  });
});

describe('wrong commands', () => {
  const funded = play([opened, { waitMs: 0, request: [grantOf(100n)] }]);
  const wrong: readonly (readonly [string, unknown])[] = [
    ['an amount of zero', { command: 'spend', amount: 0n }],
    ['a negative amount', { command: 'spend', amount: -1n }],
    ['a number as amount', { command: 'spend', amount: 1.5 }],
    ['a text as amount', { command: 'hold', holdId: 'h', amount: '1', timeoutMs: 1 }],
    ['no amount', { command: 'spend' }],
    ['an amount beyond 64 bits', { command: 'spend', amount: 2n ** 63n }],
    ['an empty hold id', { command: 'void', holdId: '' }],
    ['a hold id with a zero character', { command: 'void', holdId: 'a\0b' }],
    ['half a surrogate pair in the memo', { command: 'spend', amount: 1n, memo: '\ud800' }],
    ['a fractional timeout', { command: 'hold', holdId: 'h', amount: 1n, timeoutMs: 0.5 }],
    ['a timeout of two years', { command: 'hold', holdId: 'h', amount: 1n, timeoutMs: 730 * 86_400_000 }],
    ['an unknown kind of grant', { command: 'grant', kind: 'gift', amount: 1n }],
    ['a priority of 101', { command: 'grant', kind: 'bonus', amount: 1n, priority: 101 }],
    ['an expiry in the past', { command: 'grant', kind: 'bonus', amount: 1n, expiresAtMs: startMs }],
    ['an unknown reference', { command: 'spend', amount: 1n, reference: { type: 'moon', id: '1' } }],
    ['an empty project', { command: 'spend', amount: 1n, usage: { projectId: '' } }],
    ['a number as model', { command: 'spend', amount: 1n, usage: { model: 7 } }],
    ['null as usage', { command: 'spend', amount: 1n, usage: null }],
    ['null as reference', { command: 'spend', amount: 1n, reference: null }],
    ['an adjustment of zero', { command: 'adjust', amount: 0n, reason: 'why' }],
    ['an adjustment without a reason', { command: 'adjust', amount: 1n }],
    ['an adjustment with a memo', { command: 'adjust', amount: 1n, reason: 'why', memo: 'what' }],
    ['an unknown command', { command: 'steal', amount: 1n }],
  ];

  test.each(wrong)('%s is refused, remembered and changes nothing', (_name, members) => {
    // What plain JavaScript could send.
    const command = { id: 'wrong', accountId, ...(members as object) } as Command;
    const { outcomes, state, booked, refusals } = decideRequests(
      accountId,
      funded.state,
      [[command], [command]],
      funded.answers,
      startMs + 1,
    );
    expect(outcomes.map(codeOf)).toEqual(['invalid_command', 'invalid_command']);
    expect(booked).toEqual([]);
    expect(refusals).toHaveLength(1);
    expect(state).toEqual({ ...stateOf(funded), refusals: 1 });
  });

  test('an unknown account is refused', () => {
    const { outcomes, state } = decideRequests('acct_none', undefined, [[grantOf(1n)]], new Map(), startMs);
    expect(codeOf(outcomes[0])).toBe('unknown_account');
    expect(state).toBeUndefined();
  });

  test('a balance beyond 64 bits is refused', () => {
    const steps = [opened, { waitMs: 0, request: [grantOf(2n ** 63n - 1n)] }, { waitMs: 0, request: [grantOf(1n)] }];
    expect(codeOf(play(steps).outcomes.at(-1))).toBe('balance_too_large');
  });
});
