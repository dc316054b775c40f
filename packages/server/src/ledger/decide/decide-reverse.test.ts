import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountMax } from '../../kernel/index.ts';
import type { Command } from '../commands.ts';
import type { Entry } from '../entries.ts';
import { histories, play, startMs, testAccountId as accountId } from '../testing/histories.ts';

test('an entry is reversed at most once, and what was taken goes back to the same grants in reverse', () => {
  let reversals = 0;
  fc.assert(
    fc.property(histories, (steps) => {
      const entries = play(steps).booked.map((booked) => booked.entry);
      const undone = new Set<number>();
      for (const entry of entries) {
        if (entry.reverses === null) continue;
        reversals += 1;
        expect(undone.has(entry.reverses.number)).toBe(false);
        undone.add(entry.reverses.number);
        const original = entries[entry.reverses.number - 1];
        if (original?.kind === 'grant') continue;
        const taken = original?.moves.filter((move) => move.to === 'usage') ?? [];
        expect(entry.moves.map(({ grantId, amount }) => [grantId, amount])).toEqual(
          taken.toReversed().map(({ grantId, amount }) => [grantId, amount]),
        );
        expect(entry.usage).toEqual(original?.usage);
      }
    }),
    { numRuns: 200 },
  );
  expect(reversals).toBeGreaterThan(20);
});

describe('a reversal', () => {
  const open: Command = { command: 'open-account', id: 'open', accountId };
  const grant = (more: Partial<Extract<Command, { command: 'grant' }>> = {}): Command => ({
    command: 'grant',
    id: 'g',
    accountId,
    kind: 'purchased',
    amount: 100n,
    ...more,
  });
  const spend: Command = { command: 'spend', id: 's', accountId, amount: 30n };
  const reverse = (commandId: string, id = 'r'): Command => ({ command: 'reverse', id, accountId, commandId });

  function after(...commands: readonly (Command | number)[]): {
    readonly last: Entry | undefined;
    readonly code: string;
    readonly extras: unknown;
  } {
    let waitMs = 0;
    const steps = [];
    for (const command of [open, ...commands]) {
      if (typeof command === 'number') waitMs = command;
      else {
        steps.push({ waitMs, request: [command] });
        waitMs = 0;
      }
    }
    const played = play(steps);
    const outcome = played.outcomes.at(-1);
    const refused = outcome?.outcome === 'refused';
    return {
      last: played.booked.at(-1)?.entry,
      code: refused ? outcome.problem.code : 'booked',
      extras: refused ? outcome.problem.extras : {},
    };
  }

  test('of a spend gives back, once', () => {
    expect(after(grant(), spend, reverse('s')).last).toMatchObject({
      kind: 'reverse',
      balanceAfter: 100n,
      reverses: { number: 3, rest: 0n },
    });
    expect(after(grant(), spend, reverse('s'), reverse('s', 'r2')).code).toBe('already_reversed');
  });

  test('of a spend whose grant was used up revives it, and of one that has expired is breakage at once', () => {
    const all: Command = { ...spend, amount: 100n };
    expect(after(grant({ expiresAtMs: startMs + 1000 }), all, 999, reverse('s')).last).toMatchObject({ balanceAfter: 100n });
    expect(after(grant({ expiresAtMs: startMs + 1000 }), all, 1000, reverse('s')).last).toMatchObject({
      balanceAfter: 0n,
      postings: [
        { book: 'usage', amount: -100n },
        { book: 'breakage', amount: 100n },
      ],
    });
  });

  test('of credits that lapse at once needs no room in the account', () => {
    const all = { ...spend, amount: 100n };
    const filled = grant({ id: 'full', amount: amountMax });
    const lapsing = grant({ expiresAtMs: startMs + 1000 });
    expect(after(lapsing, all, filled, 999, reverse('s')).code).toBe('balance_too_large');
    expect(after(lapsing, all, filled, 1000, reverse('s')).last).toMatchObject({ balanceAfter: amountMax });
  });

  test('of a grant takes back what is unused and says what was used', () => {
    expect(after(grant(), spend, reverse('g')).last).toMatchObject({ balanceAfter: 0n, reverses: { number: 2, rest: 30n } });
    expect(after(grant(), { ...spend, amount: 100n }, reverse('g'))).toMatchObject({
      code: 'nothing_to_reverse',
      extras: { used: '0.0001' },
    });
    expect(after(grant({ effectiveAtMs: startMs + 500 }), reverse('g'), 600, spend).code).toBe('insufficient_credits');
    expect(after(grant({ expiresAtMs: startMs + 500 }), 600, reverse('g')).code).toBe('nothing_to_reverse');
  });

  test('of a grant that open holds use is refused', () => {
    const hold: Command = { command: 'hold', id: 'h', accountId, holdId: 'hold', amount: 1n, timeoutMs: 1000 };
    expect(after(grant(), hold, reverse('g')).code).toBe('grant_held');
    expect(after(grant(), hold, 1000, reverse('g')).code).toBe('booked');
  });

  test('of anything else is refused', () => {
    expect(after(grant(), reverse('none')).code).toBe('unknown_entry');
    expect(after(grant(), reverse('open')).code).toBe('not_reversible');
  });
});
