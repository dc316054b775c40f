import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Tx } from '../../database/index.ts';
import { systemClock } from '../../kernel/index.ts';
import { Ledger } from '../../ledger/index.ts';
import type { RedeemCodeContext } from '../index.ts';
import { availableOf, codeOf, context, credit, expectWhole, newAccount, newCampaign, outcomeOf, redeem } from './testing/redeem-fixture.ts';

class Died extends Error {
  override readonly message = 'the process died';
}

type Step = (tx: Tx) => Promise<void>;

const kill: Step = async (tx) => {
  await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
};
const fail: Step = () => Promise.reject(new Died());

interface Deaths {
  /** The grant is written, the claim is not. */
  readonly beforeClaim?: Step;
  /** Grant, claim and count are written and not committed. */
  readonly beforeCommit?: Step;
  /** All is committed, the answer is lost. */
  readonly beforeAnswer?: () => Promise<void>;
}

/** The same rooms, in a process that dies at a step. */
function dyingAt({ beforeClaim, beforeCommit, beforeAnswer }: Deaths): RedeemCodeContext {
  const ledger = new Ledger({ database: context.database, clock: systemClock });
  return {
    ...context,
    ledger: {
      hasBeenGranted: (...asked) => ledger.hasBeenGranted(...asked),
      async grant(command, options) {
        const entry = await ledger.grant(command, {
          alongside: async (tx, entries) => {
            await beforeClaim?.(tx);
            await options?.alongside?.(tx, entries);
            await beforeCommit?.(tx);
          },
        });
        await beforeAnswer?.();
        return entry;
      },
    },
  };
}

describe('a process that dies while it redeems a code', () => {
  test.each<[string, Deaths]>([
    ['between the grant and the claim', { beforeClaim: fail }],
    ['between the grant and the claim, with its connection', { beforeClaim: kill }],
    ['before the commit', { beforeCommit: fail }],
    ['before the commit, with its connection', { beforeCommit: kill }],
  ])('%s leaves nothing, and the same request then succeeds', async (_when, deaths) => {
    const code = codeOf(await newCampaign());
    const accountId = await newAccount();
    await expect(redeem(accountId, code, { key: 'once', at: dyingAt(deaths) })).rejects.toThrow(/the process died|database_unavailable/u);
    expect(await availableOf(accountId)).toBe(0n);
    await expectWhole();
    expect((await redeem(accountId, code, { key: 'once' })).replayed).toBe(false);
    expect(await availableOf(accountId)).toBe(5n * credit);
    await expectWhole();
  });

  test('after the commit has redeemed it: the same request gets that answer, and another account finds the code used up', async () => {
    const code = codeOf(await newCampaign({ expiresAfterDays: 7 }));
    const accountId = await newAccount();
    const dying = dyingAt({ beforeAnswer: () => Promise.reject(new Died()) });
    await expect(redeem(accountId, code, { key: 'once', at: dying })).rejects.toThrow(Died);
    expect((await redeem(accountId, code, { key: 'once' })).replayed).toBe(true);
    expect(await outcomeOf(redeem(accountId, code))).toBe('code_already_redeemed');
    expect(await outcomeOf(redeem(await newAccount(), code))).toBe('code_exhausted');
    expect(await availableOf(accountId)).toBe(5n * credit);
    await expectWhole();
  });

  test('a grant that the ledger refuses redeems nothing, and another key may try again', async () => {
    const code = codeOf(await newCampaign({ amount: 9_000_000_000_000_000_000n }));
    const accountId = await newAccount();
    const ledger = new Ledger({ database: context.database, clock: systemClock });
    await ledger.grant({ id: 'much', accountId, kind: 'promotional', amount: 9_000_000_000_000_000_000n });
    for (const key of ['first', 'first', 'second']) expect(await outcomeOf(redeem(accountId, code, { key }))).toBe('balance_too_large');
    await expectWhole();
    await ledger.spend({ id: 'spend', accountId, amount: 9_000_000_000_000_000_000n });
    expect(await outcomeOf(redeem(accountId, code, { key: 'third' }))).toBe('granted');
    await expectWhole();
  });
});
