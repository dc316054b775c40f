import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { newId } from '../../kernel/index.ts';
import { listCampaigns, listRedeemCodes, redeemCodesCsv, type CreateRedeemCodes } from '../index.ts';
import { codeOf, context, contexts, credit, newAccount, newCampaign, operator, outcomeOf, redeem } from './testing/redeem-fixture.ts';

const dayMs = 86_400_000;

async function counts(): Promise<unknown> {
  const { rows } = await sql`
    select (select count(*) from campaigns) as campaigns, (select count(*) from redeem_codes) as codes`.execute(context.database.sql);
  return rows[0];
}

async function csvOf(campaignId: string): Promise<readonly string[]> {
  let text = '';
  for await (const part of await redeemCodesCsv(context.database.sql, campaignId, Date.now())) text += part;
  return text.split('\r\n');
}

describe('making a campaign', () => {
  test('ten thousand single-use codes are all there, all different, and in the file', { timeout: 30_000 }, async () => {
    const campaign = await newCampaign({ count: 10_000 });
    expect(campaign).toMatchObject({ codeCount: 10_000, claims: 0, code: null });
    const [head, ...lines] = await csvOf(campaign.id);
    expect(head).toBe('code,status,claims,claims_max');
    expect(lines).toHaveLength(10_001);
    expect(lines.pop()).toBe('');
    expect(new Set(lines).size).toBe(10_000);
    expect(lines.every((line) => /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3},open,0,1$/u.test(line))).toBe(true);
    const code = lines[4321]?.split(',')[0] ?? '';
    await redeem(await newAccount(), code);
    expect((await csvOf(campaign.id))[4322]).toBe(`${code},exhausted,1,1`);
  });

  test('happens once for a key, also at once in two processes', async () => {
    const asked: Partial<CreateRedeemCodes> = { idempotencyKey: newId('req'), count: 20 };
    const made = await Promise.all(Array.from({ length: 8 }, (_each, index) => newCampaign(asked, contexts[index % 2])));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await csvOf(made[0]?.id ?? '')).length).toBe(22);
    expect(await outcomeOf(newCampaign({ ...asked, amount: 6n * credit }))).toBe('idempotency_key_reused');
  });

  test('a word is taken once, however it is spelt, and a failed campaign leaves nothing', async () => {
    await newCampaign({ code: 'Summer-Sale' });
    const before = await counts();
    expect(await outcomeOf(newCampaign({ code: 'SUMMERSALE' }))).toBe('code_taken');
    expect(await counts()).toEqual(before);
    const racers = await Promise.all(contexts.map((at) => outcomeOf(newCampaign({ code: 'AUTUMN' }, at))));
    expect(racers.toSorted()).toEqual(['code_taken', 'granted']);
  });

  test.each<[string, Partial<CreateRedeemCodes>]>([
    ['two ways to expire', { expiresAfterDays: 3, expiresAtMs: Date.now() + dayMs }],
    ['no days', { expiresAfterDays: 0 }],
    ['a window that has passed', { validUntilMs: Date.now() - 1 }],
    ['an empty window', { validFromMs: Date.now() + dayMs, validUntilMs: Date.now() + dayMs - 1 }],
    ['credits that expire before they can be had', { validFromMs: Date.now() + 2 * dayMs, expiresAtMs: Date.now() + dayMs }],
    ['codes that outlive their credits', { validUntilMs: Date.now() + 2 * dayMs, expiresAtMs: Date.now() + dayMs }],
    ['no label', { label: ' ' }],
    ['a label that cannot be kept', { label: 'a\0b' }],
    ['a word and a count', { code: 'WINTER', count: 2 }],
    ['no codes', { count: 0 }],
    ['too many codes', { count: 10_001 }],
    ['a limit of none', { claimsMax: 0 }],
    ['a word too short', { code: 'ABC' }],
    ['a word of other letters', { code: 'FRÜHLING' }],
  ])('is refused with %s', async (_what, members) => {
    const before = await counts();
    expect(await outcomeOf(newCampaign(members))).toBe('invalid_campaign');
    expect(await counts()).toEqual(before);
  });

  test('codes without an end of their own end with their credits', async () => {
    const expiresAtMs = Date.now() + dayMs;
    expect(await newCampaign({ expiresAtMs })).toMatchObject({ validUntilMs: expiresAtMs });
  });

  test('a word has no limit unless one is named, a made-up code has one claim', async () => {
    const limitOf = async (members: Partial<CreateRedeemCodes>) => {
      const { id } = await newCampaign(members);
      return (await listRedeemCodes(context.database.sql, { campaignId: id, limit: 1, nowMs: Date.now() })).codes[0]?.claimsMax;
    };
    expect(await limitOf({ code: 'NOLIMIT' })).toBeNull();
    expect(await limitOf({ code: 'SEVEN', claimsMax: 7 })).toBe(7);
    expect(await limitOf({})).toBe(1);
    expect(await limitOf({ claimsMax: null })).toBeNull();
  });
});

describe('the lists', () => {
  test('go through every code and every campaign once, newest first', async () => {
    const campaign = await newCampaign({ count: 7 });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRedeemCodes(context.database.sql, { campaignId: campaign.id, cursor, limit: 3, nowMs: Date.now() });
      seen.push(...page.codes.map(({ code }) => code));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);

    const newest = await newCampaign();
    await redeem(await newAccount(), codeOf(newest));
    const page = await listCampaigns(context.database.sql, { limit: 2 });
    expect(page.campaigns.map(({ id }) => id)).toEqual([newest.id, campaign.id]);
    expect(page.campaigns[0]).toMatchObject({ claims: 1, code: newest.code, createdBy: operator.userId });
    const ids: string[] = [];
    for (let next: string | undefined; ;) {
      const each = await listCampaigns(context.database.sql, { cursor: next, limit: 4 });
      ids.push(...each.campaigns.map(({ id }) => id));
      if (each.nextCursor === null) break;
      next = each.nextCursor;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(`${String(ids.length)}`).toBe(String(((await counts()) as { campaigns: bigint }).campaigns));
  });

  test.each(['nonsense', Buffer.from('1.inv_00000000000000000000000000').toString('base64url')])('refuse the cursor %s', async (cursor) => {
    const { sql: from } = context.database;
    expect(await outcomeOf(listCampaigns(from, { cursor, limit: 1 }))).toBe('invalid_cursor');
    expect(await outcomeOf(listRedeemCodes(from, { cursor, limit: 1, nowMs: 0 }))).toBe('invalid_cursor');
  });

  test('refuse the file of a campaign that does not exist', async () => {
    expect(await outcomeOf(redeemCodesCsv(context.database.sql, 'camp_none', 0))).toBe('campaign_not_found');
  });
});
