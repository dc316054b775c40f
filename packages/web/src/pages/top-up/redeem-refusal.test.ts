import { Imprest } from '@imprest/sdk';
import { describe, expect, test } from 'vitest';
import { redeemRefusal } from './redeem-refusal.ts';

/** The error that the SDK makes of an answer of the server. */
async function errorOf(code: string, extras: object = {}): Promise<unknown> {
  const body = { type: '', title: '', status: 409, detail: 'The words of the server.', instance: '', code, retry: 'never', ...extras };
  const headers = { 'content-type': 'application/problem+json' };
  const sdk = new Imprest({
    baseUrl: 'http://localhost',
    fetch: () => Promise.resolve(new Response(JSON.stringify(body), { status: 409, headers })),
  });
  return sdk.redeemCodes.redeem({ code: 'ANY' }).catch((error: unknown) => error);
}

describe('a refused code', () => {
  test.each([
    ['unknown_code', {}, /^There is no such code/u],
    ['code_already_redeemed', { redeemedAt: '2026-05-04T12:00:00.000Z' }, /already, on 4 May 2026/u],
    ['code_not_yet_valid', { validFrom: '2026-05-04T12:00:00.000Z' }, /from 4 May 2026, \d\d:\d\d/u],
    ['code_expired', { validUntil: '2026-05-04T12:00:00.000Z' }, /expired on 4 May 2026/u],
    ['code_exhausted', {}, /as often as it can be/u],
    ['code_disabled', {}, /withdrawn/u],
    ['code_for_new_customers', {}, /have not bought/u],
    ['code_expired', {}, /^The words of the server\.$/u],
    ['rate_limited', {}, /^The words of the server\.$/u],
  ])('%s %o says why', async (code, extras, words) => {
    expect(redeemRefusal(await errorOf(code, extras))).toMatch(words);
  });
});
