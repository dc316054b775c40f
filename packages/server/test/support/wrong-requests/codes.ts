import { sql } from 'kysely';
import type { Database } from '../../../src/database/index.ts';
import type { TestPerson } from '../server.ts';
import { key, type WrongRequest } from './wrong-request.ts';

/** The codes that the requests below name. Ada has redeemed one, and has bought credits. */
export async function setUpCodes({
  operator,
  ada,
  other,
  database,
}: {
  readonly operator: TestPerson;
  readonly ada: TestPerson;
  readonly other: TestPerson;
  readonly database: Database;
}): Promise<Record<string, string>> {
  const make = (code: string, terms: { claimsMax?: number; newCustomersOnly?: boolean; validFrom?: string } = {}) =>
    operator.client.redeemCodes.create({ label: 'For tests', kind: 'promotional', credits: '1', code, ...terms });
  await make('REDEEMED');
  await ada.client.redeemCodes.redeem({ code: 'REDEEMED' }, { idempotencyKey: 'adas-code' });
  await make('USED-UP', { claimsMax: 1 });
  await other.client.redeemCodes.redeem({ code: 'USED-UP' });
  await make('TOO-EARLY', { validFrom: new Date(Date.now() + 86_400_000).toISOString() });
  await operator.client.campaigns.disable((await make('WITHDRAWN')).id);
  const ended = await make('TOO-LATE');
  // Nobody may make a code that has ended, and no test should wait for one.
  await sql`update campaigns set valid_from = now() - interval '2 days', valid_until = now() - interval '1 day' where id = ${ended.id}`.execute(
    database.sql,
  );
  await make('NEWCOMERS', { newCustomersOnly: true });
  await operator.client.grants.create(ada.accountId, { kind: 'purchased', credits: '0.000001' });
  const { data } = await operator.client.redeemCodes.list({ campaignId: ended.id });
  return { redeemCode: data[0]?.id ?? 'none', campaign: ended.id };
}

const campaign = { label: 'Spring', kind: 'promotional', credits: '5' };
const own = (name: string) => ({ 'idempotency-key': name });

const refusedCodes: readonly (readonly [code: string, problem: string, status: number])[] = [
  ['NEVER-MADE', 'unknown_code', 404],
  ['!', 'unknown_code', 404],
  ['redeemed', 'code_already_redeemed', 409],
  ['used up', 'code_exhausted', 410],
  ['Too-Early', 'code_not_yet_valid', 409],
  ['TOO-LATE', 'code_expired', 410],
  ['WITHDRAWN', 'code_disabled', 410],
];

export const wrongCodes: WrongRequest[] = [
  ...refusedCodes.map(([code, problem, status]) => ({
    what: `redeemCode of ${code}`,
    request: 'POST /v1/redemptions',
    headers: own(`redeem-${problem}`),
    body: { code },
    code: problem,
    status,
  })),
  {
    what: 'redeemCode for new customers after a purchase',
    request: 'POST /v1/redemptions',
    headers: own('newcomer'),
    body: { code: 'NEWCOMERS' },
    code: 'code_for_new_customers',
    status: 403,
  },
  {
    what: 'redeemCode under the key of another code',
    request: 'POST /v1/redemptions',
    headers: own('adas-code'),
    body: { code: 'NEWCOMERS' },
    code: 'idempotency_key_reused',
    status: 422,
  },
  ...['', 'x'.repeat(101), 7, null].map((code) => ({
    what: `redeemCode of ${JSON.stringify(code).slice(0, 10)}`,
    request: 'POST /v1/redemptions',
    headers: key,
    body: { code },
    code: 'invalid_request',
    status: 422,
    path: 'body.code',
  })),
  ...['POST /v1/redeem-codes', 'GET /v1/redeem-codes', 'POST /v1/redeem-codes/{redeemCode}/disable'].map((request) => ({
    what: `${request} by a customer`,
    request,
    headers: key,
    ...(request === 'POST /v1/redeem-codes' ? { body: campaign } : {}),
    code: 'operator_only',
    status: 403,
  })),
  ...['GET /v1/campaigns', 'GET /v1/campaigns/{campaign}/codes.csv', 'POST /v1/campaigns/{campaign}/disable'].map((request) => ({
    what: `${request} by a customer`,
    request,
    code: 'operator_only',
    status: 403,
  })),
  ...[
    ['kind', 'purchased'],
    ['credits', '0'],
    ['credits', '-5'],
    ['count', 0],
    ['count', 10_001],
    ['claimsMax', 0],
    ['expiresAfterDays', 1.5],
    ['expiresAt', 'soon'],
    ['label', ''],
  ].map(([member, value]) => ({
    what: `createRedeemCodes with ${String(member)} ${JSON.stringify(value)}`,
    request: 'POST /v1/redeem-codes',
    as: 'operator' as const,
    headers: key,
    body: { ...campaign, [String(member)]: value },
    code: 'invalid_request',
    status: 422,
    path: `body.${String(member)}`,
  })),
  {
    what: 'createRedeemCodes that nobody could redeem',
    request: 'POST /v1/redeem-codes',
    as: 'operator',
    headers: own('past'),
    body: { ...campaign, validUntil: '2020-01-01T00:00:00.000Z' },
    code: 'invalid_campaign',
    status: 422,
  },
  {
    what: 'createRedeemCodes of a word that exists',
    request: 'POST /v1/redeem-codes',
    as: 'operator',
    headers: own('taken'),
    body: { ...campaign, code: 'usedup' },
    code: 'code_taken',
    status: 409,
  },
  ...['POST /v1/campaigns/camp_none/disable', 'GET /v1/campaigns/camp_none/codes.csv'].map((request) => ({
    what: request,
    request,
    as: 'operator' as const,
    code: 'campaign_not_found',
    status: 404,
  })),
  ...['GET /v1/campaigns/a%00b/codes.csv', 'GET /v1/redeem-codes?campaignId=%00'].map((request) => ({
    what: request,
    request,
    as: 'operator' as const,
    code: 'malformed_request',
    status: 400,
  })),
  {
    what: 'disableRedeemCode that does not exist',
    request: 'POST /v1/redeem-codes/code_none/disable',
    as: 'operator',
    code: 'redeem_code_not_found',
    status: 404,
  },
  {
    what: 'listRedeemCodes from nowhere',
    request: 'GET /v1/redeem-codes?cursor=nonsense',
    as: 'operator',
    code: 'invalid_cursor',
    status: 422,
  },
  { what: 'listCampaigns from nowhere', request: 'GET /v1/campaigns?cursor=nonsense', as: 'operator', code: 'invalid_cursor', status: 422 },
];
