import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../kernel/index.ts';
import { Ledger } from '../../ledger/index.ts';
import { disableCampaign, disableRedeemCode, listRedeemCodes, type CreateRedeemCodes } from '../index.ts';
import {
  availableOf,
  codeOf,
  context,
  contextOn,
  contexts,
  credit,
  expectWhole,
  newAccount,
  newCampaign,
  otherContext,
  outcomeOf,
  redeem,
} from './testing/redeem-fixture.ts';

const dayMs = 86_400_000;

describe('redeeming a code', () => {
  test('grants what the campaign promises, in any spelling', async () => {
    const campaign = await newCampaign({ code: 'Welcome-26', label: 'Welcome', kind: 'trial', priority: 10, expiresAfterDays: 30 });
    const accountId = await newAccount();
    const { redemption, replayed } = await redeem(accountId, ' welcome 26');
    expect(replayed).toBe(false);
    expect(redemption).toMatchObject({ code: 'WELCOME-26', label: 'Welcome', kind: 'trial', amount: 5n * credit });
    expect(redemption.expiresAtMs).toBe(redemption.redeemedAtMs + 30 * dayMs);
    const [grant] = await new Ledger({ database: context.database, clock: systemClock }).readGrants(accountId);
    expect(grant).toMatchObject({
      id: redemption.grantId,
      label: 'Welcome',
      kind: 'trial',
      priority: 10,
      remaining: 5n * credit,
      expiresAtMs: redemption.expiresAtMs,
    });
    expect((await listRedeemCodes(context.database.sql, { campaignId: campaign.id, limit: 10, nowMs: Date.now() })).codes).toMatchObject([
      { claims: 1, claimsMax: null, status: 'open' },
    ]);
    await expectWhole();
  });

  test('happens once for an account, and the same request again gets the first answer', async () => {
    const code = codeOf(await newCampaign({ claimsMax: null }));
    const accountId = await newAccount();
    const { redemption } = await redeem(accountId, code, { key: 'mine' });
    expect(await redeem(accountId, code.toLowerCase(), { key: 'mine', at: otherContext })).toEqual({ redemption, replayed: true });
    expect(await outcomeOf(redeem(accountId, code))).toBe('code_already_redeemed');
    const another = codeOf(await newCampaign());
    expect(await outcomeOf(redeem(accountId, another, { key: 'mine' }))).toBe('idempotency_key_reused');
    expect(await availableOf(accountId)).toBe(5n * credit);
    // Once the code has ended, the first answer is still the answer.
    expect((await redeem(accountId, code, { key: 'mine' })).redemption).toEqual(redemption);
    await expectWhole();
  });

  test('the same request many times at once is one redemption', async () => {
    const code = codeOf(await newCampaign({ expiresAfterDays: 1 }));
    const accountId = await newAccount();
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_each, index) => redeem(accountId, code, { key: 'same', at: contexts[index % 2] ?? context })),
    );
    expect(new Set(answers.map(({ redemption }) => JSON.stringify({ ...redemption, amount: redemption.amount.toString() }))).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await availableOf(accountId)).toBe(5n * credit);
    await expectWhole();
  });

  test.each<[string, Partial<CreateRedeemCodes>, number]>([
    ['code_not_yet_valid', { validFromMs: 1000 }, 999],
    ['granted', { validFromMs: 1000 }, 1000],
    ['granted', { validUntilMs: 2000 }, 1999],
    ['code_expired', { validUntilMs: 2000 }, 2000],
    ['granted', { expiresAtMs: 3000 }, 2999],
    ['code_expired', { expiresAtMs: 3000 }, 3000],
  ])('%s with %o at %i ms', async (outcome, window, atMs) => {
    const startMs = Date.now() + 1000 * dayMs;
    const at = contextOn(context.database, { nowMs: () => startMs + atMs });
    const shifted = Object.fromEntries(Object.entries(window).map(([name, ms]) => [name, startMs + Number(ms)]));
    const code = codeOf(await newCampaign({ validFromMs: startMs, ...shifted }));
    const accountId = await newAccount();
    expect(await outcomeOf(redeem(accountId, code, { at }))).toBe(outcome);
    expect(await availableOf(accountId)).toBe(outcome === 'granted' ? 5n * credit : 0n);
  });

  test('is refused for codes that do not exist, are used up or withdrawn', async () => {
    const accountId = await newAccount();
    for (const wrong of ['NEVER-MADE', '', '!', 'x'.repeat(100)]) expect(await outcomeOf(redeem(accountId, wrong))).toBe('unknown_code');
    const single = codeOf(await newCampaign());
    expect(await outcomeOf(redeem(await newAccount(), single))).toBe('granted');
    expect(await outcomeOf(redeem(accountId, single))).toBe('code_exhausted');
    const withdrawn = await newCampaign();
    const { codes } = await listRedeemCodes(context.database.sql, { campaignId: withdrawn.id, limit: 1, nowMs: Date.now() });
    expect(await disableRedeemCode(context.database.sql, codes[0]?.id ?? '', Date.now())).toMatchObject({ status: 'disabled' });
    expect(await outcomeOf(redeem(accountId, codeOf(withdrawn)))).toBe('code_disabled');
    expect(await outcomeOf(disableRedeemCode(context.database.sql, 'code_none', Date.now()))).toBe('redeem_code_not_found');
    expect(await availableOf(accountId)).toBe(0n);
    await expectWhole();
  });

  test('is for accounts without a purchase where the campaign says so, also when what was bought is spent', async () => {
    const ledger = new Ledger({ database: context.database, clock: systemClock });
    const code = codeOf(await newCampaign({ newCustomersOnly: true, claimsMax: null }));
    const buyer = await newAccount();
    await ledger.grant({ id: 'buy', accountId: buyer, kind: 'purchased', amount: credit });
    await ledger.spend({ id: 'spend', accountId: buyer, amount: credit });
    expect(await outcomeOf(redeem(buyer, code))).toBe('code_for_new_customers');
    const gifted = await newAccount();
    await ledger.grant({ id: 'gift', accountId: gifted, kind: 'bonus', amount: credit });
    expect(await outcomeOf(redeem(gifted, code))).toBe('granted');
    await expectWhole();
  });

  test('a purchase and a code for new customers at once: never the code after the purchase', async () => {
    const ledger = new Ledger({ database: otherContext.database, clock: systemClock });
    const code = codeOf(await newCampaign({ newCustomersOnly: true, claimsMax: null }));
    for (let round = 0; round < 10; round += 1) {
      const accountId = await newAccount();
      await Promise.all([outcomeOf(redeem(accountId, code)), ledger.grant({ id: 'buy', accountId, kind: 'purchased', amount: credit })]);
      const { entries } = await ledger.readStatement(accountId, { limit: 10 });
      const kinds = entries.toReversed().flatMap(({ parts }) => parts.map(({ kind }) => kind));
      expect(kinds).not.toEqual(['purchased', 'promotional']);
    }
  });
});

describe('under any number of simultaneous claims', () => {
  test('grants are min(limit, accounts), and counts, claims and the ledger agree', { timeout: 60_000 }, async () => {
    const accounts = await Promise.all(Array.from({ length: 12 }, newAccount));
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          claimsMax: fc.option(fc.integer({ min: 1, max: 9 })),
          codeCount: fc.integer({ min: 1, max: 3 }),
          amount: fc.bigInt({ min: 1n, max: 10n ** 15n }),
          // Who asks for which code, in which process; the same account may ask many times.
          asks: fc.array(fc.tuple(fc.nat(11), fc.nat(2), fc.nat(1)), { minLength: 1, maxLength: 40 }),
        }),
        async ({ claimsMax, codeCount, amount, asks }) => {
          const campaign = await newCampaign({ claimsMax, count: codeCount, amount });
          const { codes } = await listRedeemCodes(context.database.sql, { campaignId: campaign.id, limit: 10, nowMs: Date.now() });
          const chosen = asks.map(([account, code, handle]) => ({
            accountId: accounts[account] ?? '',
            code: codes[code % codeCount]?.code ?? '',
            at: contexts[handle] ?? context,
          }));
          const outcomes = await Promise.all(chosen.map(({ accountId, code, at }) => outcomeOf(redeem(accountId, code, { at }))));
          let expected = 0;
          for (const { code } of codes) {
            const claimants = new Set(chosen.filter((ask) => ask.code === code).map(({ accountId }) => accountId)).size;
            const granted = Math.min(claimsMax ?? claimants, claimants);
            expect(outcomes.filter((outcome, index) => chosen[index]?.code === code && outcome === 'granted')).toHaveLength(granted);
            expected += granted;
          }
          for (const outcome of outcomes) expect(['granted', 'code_already_redeemed', 'code_exhausted']).toContain(outcome);
          const { rows } = await sql<{ claims: number; redemptions: number; grants: number; amount: bigint }>`
            select (select sum(claims)::integer from redeem_codes where campaign_id = ${campaign.id}) as claims,
              count(r.id)::integer as redemptions, count(g.grant_id)::integer as grants, coalesce(sum(g.amount), 0)::bigint as amount
            from redeem_codes c join redemptions r on r.code_id = c.id
              left join ledger.grants g on g.account_id = r.account_id and g.grant_id = r.grant_id
            where c.campaign_id = ${campaign.id}`.execute(context.database.sql);
          expect(rows[0]).toEqual({ claims: expected, redemptions: expected, grants: expected, amount: amount * BigInt(expected) });
        },
      ),
      { numRuns: 25 },
    );
    await expectWhole();
  });

  test('a limit of one among fifty accounts in two processes is one grant', { timeout: 30_000 }, async () => {
    const code = codeOf(await newCampaign());
    const accounts = await Promise.all(Array.from({ length: 50 }, newAccount));
    const outcomes = await Promise.all(
      accounts.map((accountId, index) => outcomeOf(redeem(accountId, code, { at: contexts[index % 2] ?? context }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'granted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'code_exhausted')).toHaveLength(49);
    await expectWhole();
  });

  test('a campaign that is withdrawn while many claim it grants what it counted, and no more afterwards', async () => {
    const campaign = await newCampaign({ claimsMax: null });
    const accounts = await Promise.all(Array.from({ length: 20 }, newAccount));
    const [outcomes] = await Promise.all([
      Promise.all(accounts.map((accountId) => outcomeOf(redeem(accountId, codeOf(campaign))))),
      disableCampaign(otherContext.database, campaign.id, Date.now()),
    ]);
    const granted = outcomes.filter((outcome) => outcome === 'granted').length;
    expect(outcomes.filter((outcome) => outcome === 'code_disabled')).toHaveLength(20 - granted);
    expect(await disableCampaign(context.database, campaign.id, Date.now())).toMatchObject({ claims: granted, disabledCount: 1 });
    expect(await outcomeOf(redeem(await newAccount(), codeOf(campaign)))).toBe('code_disabled');
    expect(await outcomeOf(disableCampaign(context.database, 'camp_none', Date.now()))).toBe('campaign_not_found');
    await expectWhole();
  });
});
