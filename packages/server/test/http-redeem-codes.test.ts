import { describe, expect, it } from 'vitest';
import { audit } from '../src/ledger/index.ts';
import { runImprest } from './support/instance.ts';
import { differencesFromSchema } from './support/schema-check.ts';
import { testServer } from './support/server.ts';

describe('redeem codes over HTTP', async () => {
  const server = await testServer();

  const schemas = (): Record<string, object> => {
    const { components } = server.http.openApi() as { components: { schemas: Record<string, object> } };
    return components.schemas;
  };

  it('go from a campaign to the statement of a customer', async () => {
    const { client: operator } = await server.operator();
    const { client: ada } = await server.customer();
    const campaign = await operator.redeemCodes.create({ label: 'Spring', kind: 'bonus', credits: '12.5', count: 3, expiresAfterDays: 30 });
    expect(differencesFromSchema(campaign, { $ref: 'Campaign' }, schemas())).toEqual([]);
    const [head, ...lines] = new TextDecoder().decode(await operator.redeemCodes.download(campaign.id)).split('\r\n');
    expect(head).toBe('code,status,claims,claims_max');
    const code = lines[1]?.split(',')[0] ?? '';

    const redemption = await ada.redeemCodes.redeem({ code: code.toLowerCase() });
    expect(differencesFromSchema(redemption, { $ref: 'Redemption' }, schemas())).toEqual([]);
    expect(redemption).toMatchObject({ code, label: 'Spring', kind: 'bonus', credits: '12.5' });
    const { data: grants } = await ada.grants.list();
    expect(grants).toMatchObject([{ id: redemption.grantId, label: 'Spring', remaining: '12.5', expiresAt: redemption.expiresAt }]);
    const { data: entries } = await ada.statement.list();
    expect(entries[0]?.description).toBe(`Bonus · Spring, code ${code}`);

    const all: string[] = [];
    for await (const each of operator.redeemCodes.all({ campaignId: campaign.id, limit: 2 })) {
      expect(differencesFromSchema(each, { $ref: 'RedeemCode' }, schemas())).toEqual([]);
      all.push(`${each.status} ${String(each.claims)}`);
    }
    expect(all.toSorted()).toEqual(['exhausted 1', 'open 0', 'open 0']);
    expect((await operator.campaigns.list()).data[0]).toMatchObject({ id: campaign.id, claims: 1, disabledCount: 0, codeCount: 3 });
    expect(await operator.campaigns.disable(campaign.id)).toMatchObject({ claims: 1, disabledCount: 3 });
    expect((await audit(server.database)).difference).toBeNull();
  });

  it('are made, redeemed and withdrawn by the command line', { timeout: 60_000 }, async () => {
    const operator = await server.operator();
    const ada = await server.customer();
    const run = async (by: { apiKey: string }, ...args: string[]): Promise<string> => {
      const { code, output } = await runImprest([...args, '--url', server.url, '--key', by.apiKey]);
      expect(output.includes('(code_disabled)') ? 0 : code, output).toBe(0);
      return output;
    };
    const terms = ['--label', 'Poster', '--credits', '3', '--code', 'POSTER', '--expires-after-days', '30'];
    await run(operator, 'redeem-codes', 'create', ...terms, '--claims-max', 'unlimited');
    await run(operator, 'redeem-codes', 'create', ...terms.with(5, 'LIMITED'), '--claims-max', '7');
    const { data: codes } = await operator.client.redeemCodes.list({ limit: 2 });
    expect(codes.map(({ code, claimsMax }) => ({ code, claimsMax }))).toEqual([
      { code: 'LIMITED', claimsMax: 7 },
      { code: 'POSTER', claimsMax: null },
    ]);
    expect(await run(ada, 'redeem-codes', 'redeem', 'poster')).toMatch(/credits +3\n/u);
    await run(operator, 'redeem-codes', 'disable', codes[0]?.id ?? '');
    expect(await run(ada, 'redeem-codes', 'redeem', 'limited')).toContain('(code_disabled)');
  });

  it('say in a header that an answer repeats an earlier one', async () => {
    const operator = await server.operator();
    const ada = await server.customer();
    const send = (path: string, apiKey: string, body: unknown) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': 'repeated' },
        body: JSON.stringify(body),
      });
    const answers: unknown[] = [];
    for (const replayed of [null, 'true']) {
      const made = await send('/v1/redeem-codes', operator.apiKey, { label: 'L', kind: 'trial', credits: '1', code: 'REPEATED' });
      const redeemed = await send('/v1/redemptions', ada.apiKey, { code: 'REPEATED' });
      for (const answer of [made, redeemed]) {
        expect(answer.status).toBe(201);
        expect(answer.headers.get('idempotent-replayed')).toBe(replayed);
      }
      answers.push(await redeemed.json());
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await ada.client.balance.get()).toMatchObject({ balance: '1' });
  });
});

describe('guessing codes', async () => {
  const server = await testServer({ rateLimits: { redeemPerAccount: 3, redeemPerAddress: 5 } });
  const guess = { code: 'GUESS' };

  it('is slowed down by account, whatever the API key, and by address, whatever the account', async () => {
    const { client: operator } = await server.operator();
    const { client: ada, accountId } = await server.customer();
    const { client: bob } = await server.customer();
    await operator.redeemCodes.create({ label: 'L', kind: 'promotional', credits: '1', code: 'KNOWN' });
    for (let tries = 0; tries < 3; tries += 1) await expect(ada.redeemCodes.redeem(guess)).rejects.toMatchObject({ code: 'unknown_code' });
    // Also for a code that exists, so that the pause tells nothing.
    const paused = ada.redeemCodes.redeem({ code: 'KNOWN' });
    await expect(paused).rejects.toMatchObject({ code: 'rate_limited', status: 429, retry: 'after' });
    for (let tries = 0; tries < 2; tries += 1) await expect(bob.redeemCodes.redeem(guess)).rejects.toMatchObject({ code: 'unknown_code' });
    await expect(bob.redeemCodes.redeem(guess)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await ada.balance.get()).toMatchObject({ accountId, balance: '0' });
  });
});
