import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import type { ListPlace } from '../../kernel/index.ts';
import type { CampaignKind, CampaignTerms } from './campaign.ts';

const campaignColumns = sql`m.id, m.label, m.kind, m.amount, m.priority, m.expires_after_days, m.expires_at, m.valid_from, m.valid_until,
  m.new_customers_only, m.code_count, m.created_by, m.created_at`;
const codeColumns = sql`c.id, c.campaign_id, m.label, c.code, c.claims, c.claims_max, c.disabled_at, m.valid_from, m.valid_until,
  c.created_at`;

export interface CampaignRow {
  readonly id: string;
  readonly label: string;
  readonly kind: CampaignKind;
  readonly amount: bigint;
  readonly priority: number;
  readonly expires_after_days: number | null;
  readonly expires_at: Date | null;
  readonly valid_from: Date;
  readonly valid_until: Date | null;
  readonly new_customers_only: boolean;
  readonly code_count: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly claims: number;
  readonly disabled_count: number;
  /** The first of its codes. */
  readonly code: string | null;
}

export interface RedeemCodeRow {
  readonly id: string;
  readonly campaign_id: string;
  readonly label: string;
  readonly code: string;
  readonly claims: number;
  readonly claims_max: number | null;
  readonly disabled_at: Date | null;
  readonly valid_from: Date;
  readonly valid_until: Date | null;
  readonly created_at: Date;
}

export interface RedemptionRow {
  readonly id: string;
  readonly account_id: string;
  readonly code: string;
  readonly code_key: string;
  readonly label: string;
  readonly kind: CampaignKind;
  readonly amount: bigint;
  readonly grant_id: string;
  readonly expires_at: Date | null;
  readonly redeemed_at: Date;
}

/** A code with what it grants. */
export type OfferedCodeRow = RedeemCodeRow &
  Pick<CampaignRow, 'kind' | 'amount' | 'priority' | 'expires_after_days' | 'expires_at' | 'new_customers_only'> & {
    /** When this account redeemed it. */
    readonly redeemed_at: Date | null;
  };

export interface NewCampaign {
  readonly id: string;
  readonly requestHash: string;
  readonly terms: CampaignTerms;
  readonly codeCount: number;
  readonly createdBy: string;
  readonly createdAtMs: number;
}

/** Writes a campaign unless it exists. Gives whether it was written. */
export async function insertCampaign(tx: Tx, { id, requestHash, terms, codeCount, createdBy, createdAtMs }: NewCampaign): Promise<boolean> {
  const { rows } = await sql`
    insert into campaigns (id, request_hash, label, kind, amount, priority, expires_after_days, expires_at, valid_from, valid_until,
      new_customers_only, code_count, created_by, created_at)
    values (${id}, ${requestHash}, ${terms.label}, ${terms.kind}, ${terms.amount}, ${terms.priority}, ${terms.expiresAfterDays},
      ${dateOf(terms.expiresAtMs)}, ${dateOf(terms.validFromMs)}, ${dateOf(terms.validUntilMs)}, ${terms.newCustomersOnly}, ${codeCount},
      ${createdBy}, ${dateOf(createdAtMs)})
    on conflict (id) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export interface NewCode {
  readonly id: string;
  readonly number: number;
  readonly code: string;
  readonly key: string;
}

/** Writes codes of a campaign. Gives how many; the others exist already, in this campaign or another. */
export async function insertCodes(
  tx: Tx,
  codes: readonly NewCode[],
  { campaignId, claimsMax, createdAtMs }: { readonly campaignId: string; readonly claimsMax: number | null; readonly createdAtMs: number },
): Promise<number> {
  const { rows } = await sql`
    insert into redeem_codes (id, campaign_id, number, code, code_key, claims_max, created_at)
    select id, ${campaignId}, number, code, key, ${claimsMax}::integer, ${dateOf(createdAtMs)}::timestamptz
    from unnest(${codes.map(({ id }) => id)}::text[], ${codes.map(({ number }) => number)}::integer[],
      ${codes.map(({ code }) => code)}::text[], ${codes.map(({ key }) => key)}::text[]) as n (id, number, code, key)
    on conflict (code_key) do nothing returning id`.execute(tx);
  return rows.length;
}

export async function selectRequestHash(from: Sql, campaignId: string): Promise<string | undefined> {
  const { rows } = await sql<{ request_hash: string }>`select request_hash from campaigns where id = ${campaignId}`.execute(from);
  return rows[0]?.request_hash;
}

const countedCampaigns = sql`campaigns m cross join lateral (
  select coalesce(sum(c.claims), 0)::integer as claims, count(c.disabled_at)::integer as disabled_count, min(c.code) as code
  from redeem_codes c where c.campaign_id = m.id
) counted`;

export async function selectCampaign(from: Sql, campaignId: string): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`
    select ${campaignColumns}, counted.* from ${countedCampaigns} where m.id = ${campaignId}`.execute(from);
  return rows[0];
}

export async function selectCampaigns(
  from: Sql,
  { before, limit }: { readonly before: ListPlace | undefined; readonly limit: number },
): Promise<readonly CampaignRow[]> {
  const after = before === undefined ? sql`` : sql`where (m.created_at, m.id) < (${dateOf(before.atMs)}, ${before.id})`;
  const { rows } = await sql<CampaignRow>`
    select ${campaignColumns}, counted.* from ${countedCampaigns} ${after} order by m.created_at desc, m.id desc limit ${limit}`.execute(
    from,
  );
  return rows;
}

/** Codes with their claims, the newest first; of one campaign, or of all. */
export async function selectCodes(
  from: Sql,
  {
    campaignId,
    before,
    limit,
  }: { readonly campaignId?: string | undefined; readonly before: ListPlace | undefined; readonly limit: number },
): Promise<readonly RedeemCodeRow[]> {
  const ofCampaign = campaignId === undefined ? sql`` : sql`and c.campaign_id = ${campaignId}`;
  const after = before === undefined ? sql`` : sql`and (c.created_at, c.id) < (${dateOf(before.atMs)}, ${before.id})`;
  const { rows } = await sql<RedeemCodeRow>`
    select ${codeColumns} from redeem_codes c join campaigns m on m.id = c.campaign_id
    where true ${ofCampaign} ${after} order by c.created_at desc, c.id desc limit ${limit}`.execute(from);
  return rows;
}

/** The codes of a campaign in the order in which they were made, `limit` of them after a number. */
export async function selectCodesAfter(
  from: Sql,
  campaignId: string,
  number: number,
  limit: number,
): Promise<readonly (RedeemCodeRow & { readonly number: number })[]> {
  const { rows } = await sql<RedeemCodeRow & { readonly number: number }>`
    select ${codeColumns}, c.number from redeem_codes c join campaigns m on m.id = c.campaign_id
    where c.campaign_id = ${campaignId} and c.number > ${number} order by c.number limit ${limit}`.execute(from);
  return rows;
}

export async function selectCode(from: Sql, codeId: string): Promise<RedeemCodeRow | undefined> {
  const { rows } = await sql<RedeemCodeRow>`
    select ${codeColumns} from redeem_codes c join campaigns m on m.id = c.campaign_id where c.id = ${codeId}`.execute(from);
  return rows[0];
}

/** Ends a code; one that has ended keeps its time. */
export async function disableCode(on: Sql, codeId: string, nowMs: number): Promise<void> {
  await sql`update redeem_codes set disabled_at = ${dateOf(nowMs)} where id = ${codeId} and disabled_at is null`.execute(on);
}

/** Ends all codes of a campaign. The campaign's row is locked first, so that two who do it wait for each other and not in a circle. */
export async function disableCodesOf(tx: Tx, campaignId: string, nowMs: number): Promise<void> {
  await sql`select from campaigns where id = ${campaignId} for no key update`.execute(tx);
  await sql`update redeem_codes set disabled_at = ${dateOf(nowMs)} where campaign_id = ${campaignId} and disabled_at is null`.execute(tx);
}

/** What was granted under a caller's key before. */
export async function selectRedemption(from: Sql, accountId: string, redemptionId: string): Promise<RedemptionRow | undefined> {
  const { rows } = await sql<RedemptionRow>`
    select r.id, r.account_id, c.code, c.code_key, m.label, m.kind, m.amount, r.grant_id, r.expires_at, r.redeemed_at
    from redemptions r join redeem_codes c on c.id = r.code_id join campaigns m on m.id = c.campaign_id
    where r.account_id = ${accountId} and r.id = ${redemptionId}`.execute(from);
  return rows[0];
}

/** A code by what was typed, with what it grants and whether this account has it already. */
export async function selectOfferedCode(from: Sql, accountId: string, codeKey: string): Promise<OfferedCodeRow | undefined> {
  const { rows } = await sql<OfferedCodeRow>`
    select ${codeColumns}, m.kind, m.amount, m.priority, m.expires_after_days, m.expires_at, m.new_customers_only, r.redeemed_at
    from redeem_codes c join campaigns m on m.id = c.campaign_id
    left join redemptions r on r.account_id = ${accountId} and r.code_id = c.id
    where c.code_key = ${codeKey}`.execute(from);
  return rows[0];
}

export interface NewRedemption {
  readonly accountId: string;
  readonly id: string;
  readonly codeId: string;
  readonly grantId: string;
  readonly expiresAtMs: number | null;
  readonly redeemedAtMs: number;
}

/** Writes a claim, unless the account has redeemed the code before. Gives whether it was written. */
export async function insertRedemption(tx: Tx, row: NewRedemption): Promise<boolean> {
  const { rows } = await sql`
    insert into redemptions (account_id, id, code_id, grant_id, expires_at, redeemed_at)
    values (${row.accountId}, ${row.id}, ${row.codeId}, ${row.grantId}, ${dateOf(row.expiresAtMs)}, ${dateOf(row.redeemedAtMs)})
    on conflict (account_id, code_id) do nothing returning id`.execute(tx);
  return rows.length === 1;
}

/** Counts one more claim, if the code is neither disabled nor used up. Whoever comes second waits here and then sees the new count. */
export async function countClaim(tx: Tx, codeId: string): Promise<boolean> {
  const { rows } = await sql`
    update redeem_codes set claims = claims + 1
    where id = ${codeId} and disabled_at is null and (claims_max is null or claims < claims_max) returning id`.execute(tx);
  return rows.length === 1;
}

function dateOf(ms: number): Date;
function dateOf(ms: number | null): Date | null;
function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
