import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../kernel/index.ts';
import type { Entry, Ledger, UsageGroup } from '../index.ts';
import { allEntries, codeOf, ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();
const minute = 60_000;
const day = 24 * 60 * minute;
const startMs = Date.UTC(2026, 0, 1);

/** A ledger whose time is moved by hand, and an account in it. */
async function withClock(amount = 1_000_000n): Promise<{ clock: { nowMs: number }; ledger: Ledger; accountId: string }> {
  const clock = { nowMs: startMs };
  const ledger = fixture.current.ledgerBy({ nowMs: () => clock.nowMs });
  const accountId = newId('acct');
  await ledger.openAccount({ id: 'open', accountId });
  if (amount > 0n) await ledger.grant({ id: 'fund', accountId, kind: 'purchased', amount });
  return { clock, ledger, accountId };
}

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe('usage', () => {
  it('sums captures and spends less reversals, by any groups', async () => {
    const { clock, ledger, accountId } = await withClock();
    await ledger.spend({ id: 's1', accountId, amount: 10n, usage: { model: 'a', projectId: 'p' } });
    await ledger.hold({ id: 'h1', accountId, holdId: 'hold_1', amount: 50n, timeoutMs: 2 * day, usage: { model: 'a', operation: 'vary' } });
    await ledger.capture({ id: 'c1', accountId, holdId: 'hold_1', amount: 20n, final: false });
    clock.nowMs = startMs + day;
    await ledger.capture({ id: 'c2', accountId, holdId: 'hold_1', amount: 5n });
    await ledger.spend({ id: 's2', accountId, amount: 100n, usage: { model: 'b' } });
    await ledger.spend({ id: 's3', accountId, amount: 1000n });
    await ledger.reverse({ id: 'r1', accountId, commandId: 's2' });
    await ledger.grant({ id: 'g1', accountId, kind: 'refunded', amount: 7n });
    await ledger.reverse({ id: 'r2', accountId, commandId: 'g1' });
    const range = { fromMs: startMs, toMs: startMs + 2 * day };
    const byModel = await ledger.readUsage(accountId, { ...range, groupBy: ['model'] });
    expect(byModel.total).toEqual({ amount: 1035n, count: 6 });
    expect(byModel.groups).toEqual([
      { usage: {}, day: null, amount: 1000n, count: 1 },
      { usage: { model: 'a' }, day: null, amount: 35n, count: 3 },
      { usage: { model: 'b' }, day: null, amount: 0n, count: 2 },
    ]);
    expect(byModel.rest).toEqual({ amount: 0n, count: 0, groups: 0 });
    const byDay = await ledger.readUsage(accountId, { ...range, groupBy: ['day', 'operation'] });
    expect(byDay.groups).toEqual([
      { usage: { operation: 'vary' }, day: '2026-01-01', amount: 20n, count: 1 },
      { usage: {}, day: '2026-01-01', amount: 10n, count: 1 },
      { usage: {}, day: '2026-01-02', amount: 1000n, count: 3 },
      { usage: { operation: 'vary' }, day: '2026-01-02', amount: 5n, count: 1 },
    ]);
    expect(await ledger.readUsage(accountId, { ...range, groupBy: [] })).toMatchObject({
      total: { amount: 1035n },
      groups: [{ usage: {}, day: null, amount: 1035n, count: 6 }],
    });
    const limited = await ledger.readUsage(accountId, { ...range, groupBy: ['model'], limit: 1 });
    expect(limited).toMatchObject({ groups: [{ amount: 1000n }], rest: { amount: 35n, count: 5, groups: 2 } });
  });

  it('takes the first moment in and leaves the last one out, by days of any place', async () => {
    const { clock, ledger, accountId } = await withClock();
    for (const [index, at] of [
      '2026-03-28T22:59:59.999Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T21:59:59.999Z',
      '2026-03-29T22:00:00.000Z',
    ].entries()) {
      clock.nowMs = Date.parse(at);
      await ledger.spend({ id: `s${String(index)}`, accountId, amount: BigInt(10 ** index) });
    }
    const range = { fromMs: Date.parse('2026-03-28T22:59:59.999Z'), toMs: Date.parse('2026-03-29T22:00:00.000Z') };
    const report = await ledger.readUsage(accountId, { ...range, groupBy: ['day'], timeZone: 'Europe/Berlin' });
    expect(report.groups.map(({ day: on, amount }) => [on, amount])).toEqual([
      ['2026-03-28', 1n],
      ['2026-03-29', 110n],
    ]);
    const shorter = await ledger.readUsage(accountId, { fromMs: range.fromMs + 1, toMs: range.toMs + 1, groupBy: [] });
    expect(shorter.total).toEqual({ amount: 1110n, count: 3 });
  });

  it('is the same as the sum over the statement, for any range and any groups', async () => {
    const { clock, ledger, accountId } = await withClock(10n ** 18n);
    const values = fc.option(fc.constantFrom('x', 'y'), { nil: undefined });
    const usages = fc.record({ projectId: values, apiKeyId: values, sessionId: values, model: values, operation: values });
    const spends = fc.array(fc.record({ amount: fc.bigInt(1n, 99n), usage: usages, waitMs: fc.nat(2 * day), undone: fc.nat(4) }), {
      minLength: 30,
      maxLength: 30,
    });
    for (const [index, { undone, waitMs, ...spend }] of (fc.sample(spends, { numRuns: 1, seed: 7 })[0] ?? []).entries()) {
      clock.nowMs += waitMs;
      await ledger.spend({ id: `s${String(index)}`, accountId, ...spend });
      if (undone === 0) await ledger.reverse({ id: `r${String(index)}`, accountId, commandId: `s${String(index)}` });
    }
    const entries = await allEntries(ledger, accountId);
    const groups = fc.subarray<UsageGroup>(['project', 'apiKey', 'session', 'model', 'operation', 'day']);
    const moments = fc.integer({ min: startMs - day, max: startMs + 40 * day });
    await fc.assert(
      fc.asyncProperty(moments, fc.integer({ min: 1, max: 60 * day }), groups, async (fromMs, length, groupBy) => {
        const range = { fromMs, toMs: fromMs + length };
        const report = await ledger.readUsage(accountId, { ...range, groupBy });
        const got = new Map(report.groups.map((group) => [JSON.stringify([group.day, group.usage]), group.amount]));
        const expected = new Map<string, bigint>();
        for (const entry of entries) {
          if (entry.atMs < range.fromMs || entry.atMs >= range.toMs) continue;
          const used = usedIn(entry);
          if (used === 0n) continue;
          const key = keyOf(entry, groupBy);
          expected.set(key, (expected.get(key) ?? 0n) + used);
        }
        expect(got).toEqual(expected);
        expect(report.total.amount).toBe([...expected.values()].reduce((sum, amount) => sum + amount, 0n));
      }),
      { numRuns: 60 },
    );
  });

  it('refuses ranges that are none, ranges that are too long, places that nobody knows and unknown accounts', async () => {
    const { ledger, accountId } = await withClock();
    const ask = (fromMs: number, toMs: number, timeZone?: string): Promise<string> =>
      codeOf(ledger.readUsage(accountId, { fromMs, toMs, groupBy: [], timeZone }));
    expect(await ask(startMs, startMs)).toBe('invalid_range');
    expect(await ask(startMs, Number.NaN)).toBe('invalid_range');
    expect(await ask(startMs, startMs + 400 * day)).toBe('booked');
    expect(await ask(startMs, startMs + 400 * day + 1)).toBe('invalid_range');
    expect(await ask(startMs, startMs + day, 'Nowhere')).toBe('invalid_range');
    expect(await codeOf(ledger.readUsage('acct_none', { fromMs: 0, toMs: 1, groupBy: [] }))).toBe('unknown_account');
  });
});

describe('the forecast of a balance', () => {
  it('takes the pace over seven days at least, and over thirty at most', async () => {
    const { clock, ledger, accountId } = await withClock(1000n);
    clock.nowMs += 100 * day;
    expect(await ledger.forecastBalance(accountId)).toMatchObject({ available: 1000n, usedPerDay: 0n, runsOutAtMs: null });
    await ledger.spend({ id: 's1', accountId, amount: 70n });
    expect(await ledger.forecastBalance(accountId)).toMatchObject({ usedPerDay: 10n, paceDays: 7, runsOutAtMs: clock.nowMs + 93 * day });
    clock.nowMs += 14 * day;
    expect(await ledger.forecastBalance(accountId)).toMatchObject({ usedPerDay: 5n, paceDays: 14, runsOutAtMs: clock.nowMs + 186 * day });
    clock.nowMs += 16 * day - 1;
    expect(await ledger.forecastBalance(accountId)).toMatchObject({ usedPerDay: 2n, paceDays: 30 });
    clock.nowMs += 1;
    expect(await ledger.forecastBalance(accountId)).toMatchObject({ usedPerDay: 0n, paceDays: 30, runsOutAtMs: null });
  });

  it('says what expires, in the order of spending, and refuses an unknown account', async () => {
    const { clock, ledger, accountId } = await withClock(70n);
    await ledger.grant({ id: 'g1', accountId, kind: 'bonus', amount: 101n, expiresAtMs: startMs + 3 * day });
    await ledger.spend({ id: 's1', accountId, amount: 70n });
    const { expires, expiring, runsOutAtMs } = await ledger.forecastBalance(accountId);
    expect(expires).toBe(1n);
    expect(expiring).toMatchObject([{ amount: 1n, atMs: startMs + 3 * day }]);
    expect(runsOutAtMs).toBe(startMs + 10 * day);
    expect(clock.nowMs).toBe(startMs);
    expect(await codeOf(ledger.forecastBalance('acct_none'))).toBe('unknown_account');
  });
});

describe('the export of a statement', () => {
  it('says in CSV what the statement says, also what is due and not stored', async () => {
    const { clock, ledger, accountId } = await withClock();
    await ledger.grant({
      id: 'g1',
      accountId,
      kind: 'bonus',
      amount: 5n,
      expiresAtMs: startMs + day,
      memo: '=HYPERLINK("http://evil")',
      label: 'x',
    });
    clock.nowMs += day + 5;
    const text = await textOf(
      await ledger.exportStatement(accountId, { format: 'csv', describe: (entry) => `${entry.kind}, "of" ${String(entry.number)}` }),
    );
    const lines = text.split('\r\n');
    expect(lines.pop()).toBe('');
    expect(lines[0]?.startsWith('number,at,kind,description,balanceChange,heldChange,balanceAfter')).toBe(true);
    expect(lines).toHaveLength(5);
    expect(lines[3]).toContain(`3,2026-01-01T00:00:00.000Z,grant,"grant, ""of"" 3",0.000005,0,1.000005,0,1.000005`);
    expect(lines[3]).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(lines[4]).toContain('4,2026-01-02T00:00:00.000Z,expire,"expire, ""of"" 4",-0.000005,0,1,0,1');
  });

  it('gives each entry of the range as a line of JSON, as many pages as it takes', async () => {
    const { clock, ledger, accountId } = await withClock();
    for (let spends = 0; spends < 12; spends += 1) {
      clock.nowMs += minute;
      await ledger.executeAll(
        Array.from({ length: 100 }, (_, at) => ({ command: 'spend', id: `s${String(spends)}_${String(at)}`, accountId, amount: 1n })),
      );
    }
    const entries = await allEntries(ledger, accountId);
    const json = async (range: { fromMs?: number; toMs?: number }): Promise<Entry[]> => {
      const text = await textOf(await ledger.exportStatement(accountId, { format: 'json', ...range }));
      return text === ''
        ? []
        : text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as Entry);
    };
    expect((await json({})).map(({ hash }) => hash)).toEqual(entries.map(({ hash }) => hash));
    const range = { fromMs: startMs + 2 * minute, toMs: startMs + 4 * minute };
    expect((await json(range)).map(({ number }) => number)).toEqual(
      entries.filter(({ atMs }) => atMs >= range.fromMs && atMs < range.toMs).map(({ number }) => number),
    );
    expect(await json({ fromMs: startMs + day })).toEqual([]);
    expect(await codeOf(ledger.exportStatement(accountId, { format: 'csv', fromMs: 5, toMs: 5 }))).toBe('invalid_range');
    expect(await codeOf(ledger.exportStatement('acct_none', { format: 'csv' }))).toBe('unknown_account');
  });

  it('stays as it was when it began, whatever is booked meanwhile', async () => {
    const { clock, ledger, accountId } = await withClock();
    await ledger.grant({ id: 'g1', accountId, kind: 'bonus', amount: 5n, expiresAtMs: startMs + day });
    clock.nowMs += 2 * day;
    const pieces = await ledger.exportStatement(accountId, { format: 'json' });
    await ledger.spend({ id: 's1', accountId, amount: 1n });
    const entries = await allEntries(ledger, accountId);
    const lines = (await textOf(pieces))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as Entry).hash);
    expect(lines).toEqual(entries.slice(0, 4).map(({ hash }) => hash));
    expect(entries).toHaveLength(5);
  });
});

function usedIn({ kind, postings }: Entry): bigint {
  const used = postings.find(({ book }) => book === 'usage')?.amount ?? 0n;
  return kind === 'capture' || kind === 'spend' || (kind === 'reverse' && used < 0n) ? used : 0n;
}

const memberOf = { project: 'projectId', apiKey: 'apiKeyId', session: 'sessionId', model: 'model', operation: 'operation' } as const;

function keyOf({ atMs, usage }: Entry, groupBy: readonly UsageGroup[]): string {
  const day = groupBy.includes('day') ? new Date(atMs).toISOString().slice(0, 10) : null;
  const named = groupBy.flatMap((group) =>
    group === 'day' || usage?.[memberOf[group]] === undefined ? [] : [[memberOf[group], usage[memberOf[group]]]],
  );
  return JSON.stringify([day, Object.fromEntries(named)]);
}
