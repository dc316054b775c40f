import { describe, expect, test } from 'vitest';
import { commandIdReused } from '../problems.ts';
import type { AccountRequest } from './commit-together.ts';
import type { Outcome } from '../decide/decide-requests.ts';
import { batchMax, GroupCommit } from './group-commit.ts';
import type { Turn } from './lane-turns.ts';

function requestOf(id: string, accountId = 'acct_a'): AccountRequest {
  return { accountId, request: [{ command: 'spend', id, accountId, amount: 1n }] };
}

function idsOf(batch: readonly AccountRequest[]): readonly (string | undefined)[] {
  return batch.map((member) => member.request[0]?.id);
}

/** Answers each request with a problem that carries its id, so that mixed-up answers show. */
function answer(batch: readonly AccountRequest[]): readonly Outcome[] {
  return idsOf(batch).map((id) => ({ outcome: 'refused', problem: commandIdReused(id ?? '') }));
}

class DatabaseError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the database says ${code}`);
    this.code = code;
  }
}

describe('group commit', () => {
  test('takes those along that come while a batch is under way, in order, and answers each with its own', async () => {
    const batches: (readonly (string | undefined)[])[] = [];
    const first = Promise.withResolvers<undefined>();
    const started = Promise.withResolvers<undefined>();
    const group = new GroupCommit(async (batch) => {
      batches.push(idsOf(batch));
      if (batches.length === 1) {
        started.resolve(undefined);
        await first.promise;
      }
      return answer(batch);
    });
    const alone = group.submit(requestOf('0'));
    await started.promise;
    const others = ['1', '2', '3'].map((id) => group.submit(requestOf(id)));
    first.resolve(undefined);
    const outcomes = await Promise.all([alone, ...others]);
    expect(batches).toEqual([['0'], ['1', '2', '3']]);
    expect(outcomes.map((outcome) => (outcome.outcome === 'refused' ? outcome.problem.detail : ''))).toEqual(['0', '1', '2', '3']);
  });

  test('what was lost to another process comes again with the next batch, before what came later', async () => {
    const batches: (readonly (readonly [string | undefined, number])[])[] = [];
    const later: Promise<Outcome>[] = [];
    const group = new GroupCommit((batch) => {
      batches.push(batch.map(({ request, losses = 0 }) => [request[0]?.id, losses]));
      if (batches.length === 1) later.push(group.submit(requestOf('3')));
      return Promise.resolve(answer(batch).map((outcome, index) => (batches.length <= 2 && index === 1 ? 'lost' : outcome)));
    });
    const outcomes = await Promise.all(['0', '1', '2'].map((id) => group.submit(requestOf(id))));
    outcomes.push(...(await Promise.all(later)));
    expect(batches).toEqual([
      [
        ['0', 0],
        ['1', 0],
        ['2', 0],
      ],
      [
        ['1', 1],
        ['3', 0],
      ],
      [['3', 1]],
    ]);
    expect(outcomes.map((outcome) => (outcome.outcome === 'refused' ? outcome.problem.detail : ''))).toEqual(['0', '1', '2', '3']);
  });

  test('batches of a lane share its turn for a while, and its turn ends with the work, before those who wait are answered', async () => {
    const told: string[] = [];
    let beganMs = Infinity;
    let count = 0;
    const turns = {
      wanted: true,
      take: (): Promise<Turn> => {
        count += 1;
        const id = count;
        told.push(`turn ${String(id)}`);
        const ended = Promise.withResolvers<undefined>();
        return Promise.resolve({
          id,
          beganMs,
          end: () => (told.push(`end ${String(id)}`), ended.resolve(undefined)),
          ended: ended.promise,
        });
      },
    };
    const group = new GroupCommit((batch, turn) => {
      told.push(`batch in ${String(turn?.id)}`);
      return Promise.resolve(answer(batch));
    }, turns);
    await group.submit(requestOf('1'));
    await group.submit(requestOf('2'));
    await group.drain();
    expect(told.splice(0)).toEqual(['turn 1', 'batch in 1', 'batch in 1', 'end 1']);
    beganMs = -Infinity;
    await group.submit(requestOf('3')).then(() => told.push('answered'));
    await group.submit(requestOf('4'));
    await group.drain();
    expect(told.splice(0)).toEqual(['turn 2', 'batch in 2', 'end 2', 'answered', 'turn 3', 'batch in 3', 'end 3']);
    turns.wanted = false;
    await group.submit(requestOf('5'));
    expect(told).toEqual(['batch in undefined']);
  });

  describe('while another process competes', () => {
    const ids = (batches: readonly { readonly batch: readonly AccountRequest[] }[]) => batches.map(({ batch }) => idsOf(batch));

    /** Each batch is under way until the test answers it. */
    function held(isCompeting: () => boolean) {
      const batches: { readonly batch: readonly AccountRequest[]; readonly answer: (lost?: number) => void }[] = [];
      const group = new GroupCommit(
        (batch) =>
          new Promise((resolve) => {
            batches.push({ batch, answer: (lost) => resolve(answer(batch).map((outcome, index) => (index === lost ? 'lost' : outcome))) });
          }),
        undefined,
        isCompeting,
      );
      return { batches, group };
    }

    const someTurns = async (): Promise<void> => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };

    /** An account of another lane than `acct_a`: its batch goes out while that of the other is under way. */
    async function ofOtherLane(): Promise<string> {
      const { batches, group } = held(() => false);
      const answered = [group.submit(requestOf('0'))];
      let accountId = '';
      for (let index = 0; batches.length < 2; index += 1) {
        accountId = `acct_${String(index)}`;
        answered.push(group.submit(requestOf('1', accountId)));
        await someTurns();
      }
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        batch.answer();
        await someTurns();
      }
      await Promise.all(answered);
      return accountId;
    }

    test('few go together, lane by lane, and many by themselves', async () => {
      const other = await ofOtherLane();
      const { batches, group } = held(() => true);
      const answered = [group.submit(requestOf('a1'))];
      await someTurns();
      answered.push(group.submit(requestOf('b1', other)), group.submit(requestOf('a2')));
      await someTurns();
      expect(ids(batches)).toEqual([['a1']]);
      batches[0]?.answer();
      await someTurns();
      expect(
        ids(batches)
          .slice(1)
          .map((batch) => new Set(batch)),
      ).toEqual([new Set(['a2', 'b1'])]);
      const many = Array.from({ length: 40 }, (_, index) => `b${String(index + 2)}`);
      answered.push(...many.map((id) => group.submit(requestOf(id, other))));
      await someTurns();
      // Nothing of a lane is overtaken by what came later.
      expect(batches).toHaveLength(2);
      batches[1]?.answer();
      await someTurns();
      answered.push(group.submit(requestOf('a3')));
      await someTurns();
      expect(ids(batches).slice(2)).toEqual([many, ['a3']]);
      batches[2]?.answer();
      batches[3]?.answer();
      expect(await Promise.all(answered)).toHaveLength(44);
      await group.drain();
    });

    test('what was lost goes back to its own lane, before what came later there, also when nobody competes any more', async () => {
      const other = await ofOtherLane();
      let isCompeting = true;
      const { batches, group } = held(() => isCompeting);
      const answered = [group.submit(requestOf('a1')), group.submit(requestOf('b1', other))];
      await someTurns();
      const [together] = ids(batches);
      expect(new Set(together)).toEqual(new Set(['a1', 'b1']));
      isCompeting = false;
      answered.push(group.submit(requestOf('a2')), group.submit(requestOf('b2', other)));
      await someTurns();
      expect(batches).toHaveLength(1);
      const drained = group.drain();
      batches[0]?.answer(together?.indexOf('b1'));
      await someTurns();
      expect(new Set(ids(batches).slice(1))).toEqual(new Set([['a2'], ['b1', 'b2']]));
      for (const { answer: reply } of batches.slice(1)) reply();
      await Promise.all([...answered, drained]);
    });
  });

  test('keeps batches within bounds', async () => {
    const sizes: number[] = [];
    const group = new GroupCommit((batch) => {
      sizes.push(batch.length);
      return Promise.resolve(answer(batch));
    });
    await Promise.all(Array.from({ length: batchMax * 2 + 1 }, (_, index) => group.submit(requestOf(String(index)))));
    expect(sizes).toEqual([batchMax, batchMax, 1]);
  });

  test('a request that the database does not take fails alone', async () => {
    const group = new GroupCommit((batch) =>
      idsOf(batch).includes('13') ? Promise.reject(new DatabaseError('23514')) : Promise.resolve(answer(batch)),
    );
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => group.submit(requestOf(String(index)))));
    expect(answers.map((settled) => settled.status === 'rejected')).toEqual(Array.from({ length: 20 }, (_, index) => index === 13));
  });

  test('a database that is away fails the batch once, and the next goes through when it is back', async () => {
    let calls = 0;
    const group = new GroupCommit((batch) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new DatabaseError('57P01')) : Promise.resolve(answer(batch));
    });
    const answers = await Promise.allSettled([group.submit(requestOf('1')), group.submit(requestOf('2'))]);
    expect(answers.map((settled) => settled.status)).toEqual(['rejected', 'rejected']);
    expect((await group.submit(requestOf('1'))).outcome).toBe('refused');
    expect(calls).toBe(2);
  });
});
