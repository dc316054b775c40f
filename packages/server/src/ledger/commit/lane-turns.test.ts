import { expect, test } from 'vitest';
import { LaneTurns } from './lane-turns.ts';
import { ledgerQueries } from './queries.ts';
import { ledgerFixture } from '../testing/ledger-fixture.ts';

const fixture = ledgerFixture();

/** Long enough for any machine. */
const long = { longestMs: 30_000, patienceMs: 30_000 };

function turnsOn(limits = long, schema = 'ledger'): LaneTurns {
  return new LaneTurns(fixture.current.database, ledgerQueries(schema, 'outbox'), limits);
}

test('a lane is one process’s at a time; other lanes, and other ledgers of the database, are not', async () => {
  const [one, other] = [turnsOn(), turnsOn()];
  const first = await one.take(0);
  expect(first).toBeDefined();
  let came = false;
  const waiting = other.take(0).then((turn) => ((came = true), turn));
  for (const free of [await other.take(1), await turnsOn(long, 'another').take(0)]) {
    expect(free).toBeDefined();
    free?.end();
    await free?.ended;
  }
  expect(came).toBe(false);
  first?.end();
  const second = await waiting;
  expect(second).toBeDefined();
  second?.end();
  await Promise.all([first?.ended, second?.ended]);
});

test('a turn that nobody ends is over soon', async () => {
  const [one, other] = [turnsOn({ ...long, longestMs: 50 }), turnsOn()];
  const forgotten = await one.take(0);
  const next = await other.take(0);
  expect(next).toBeDefined();
  await forgotten?.ended;
  next?.end();
  await next?.ended;
});

test('whoever waits in vain goes on without a turn', async () => {
  const { database } = fixture.current;
  const queries = ledgerQueries('ledger', 'outbox');
  const stands = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<undefined>();
  const holding = database.transaction(async (tx) => {
    await queries.waitForTurn(tx, 0, long);
    begun.resolve(undefined);
    await stands.promise;
  });
  await begun.promise;
  expect(await turnsOn({ ...long, patienceMs: 50 }).take(0)).toBeUndefined();
  stands.resolve(undefined);
  await holding;
});

test('turns are wanted for a while when much is lost, where there are connections for them', async () => {
  const turns = turnsOn();
  for (let write = 0; write < 200; write += 1) turns.note(write % 20 !== 0);
  expect(turns.wanted).toBe(false);
  for (let write = 0; write < 30; write += 1) turns.note(write % 2 === 0);
  expect(turns.wanted).toBe(true);
  const few = new LaneTurns({ ...fixture.current.database, connections: 7 }, ledgerQueries('ledger', 'outbox'));
  for (let write = 0; write < 30; write += 1) few.note(false);
  expect(few.wanted).toBe(false);
  for (let taken = 0; taken < 100; taken += 1) {
    expect(turns.wanted).toBe(true);
    const turn = await turns.take(0);
    turn?.end();
    await turn?.ended;
  }
  expect(turns.wanted).toBe(false);
});
