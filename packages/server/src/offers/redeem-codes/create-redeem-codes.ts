import type { Database, Tx } from '../../database/index.ts';
import { assert, contentHash, derivedId, idempotencyKeyReused, type Clock } from '../../kernel/index.ts';
import type { Campaign, CampaignTerms } from './campaign.ts';
import { codeKeyOf, newCodeText } from './code-text.ts';
import { codeTaken, invalidCampaign } from '../problems.ts';
import { insertCampaign, insertCodes, selectCampaign, selectRequestHash, type NewCode } from './queries.ts';
import { viewCampaign } from './view-campaign.ts';

/** As many as one file and one statement comfortably hold. */
const codesMax = 10_000;
const claimsMaxLimit = 1_000_000_000;
const expiresAfterDaysMax = 3660;

export interface CreateRedeemCodes extends Omit<CampaignTerms, 'validFromMs'> {
  /** From now on when left out. */
  readonly validFromMs?: number | undefined;
  /** A word of the operator's choice, such as `SPRING-26`; a code is made up when it is left out. */
  readonly code?: string | undefined;
  /** How many codes are made up, 1 to 10 000. */
  readonly count?: number | undefined;
  /** How many accounts may redeem each code, `null` for any number; when left out one, and any number for a chosen word. */
  readonly claimsMax?: number | null | undefined;
  /** The account and the person who ask. */
  readonly operator: { readonly accountId: string; readonly userId: string };
  /** 1 to 128 visible ASCII characters; the same key gives the same campaign for ever. */
  readonly idempotencyKey: string;
}

/**
 * Makes a campaign with its codes, all in one transaction. Repeated with the same key it gives the campaign as it is now. Refuses
 * `invalid_campaign`, `code_taken` and `idempotency_key_reused`.
 */
export async function createRedeemCodes(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  request: CreateRedeemCodes,
): Promise<{ readonly campaign: Campaign; readonly replayed: boolean }> {
  const { operator, idempotencyKey, ...asked } = request;
  const id = derivedId('camp', operator.accountId, idempotencyKey);
  const requestHash = contentHash(asked);
  const nowMs = clock.nowMs();
  const before = await selectRequestHash(database.sql, id);
  if (before === undefined) {
    const { terms, codes, claimsMax } = checkCampaign(request, id, nowMs);
    const created = await database.transaction(async (tx) => {
      const campaign = { id, requestHash, terms, codeCount: codes.length, createdBy: operator.userId, createdAtMs: nowMs };
      // Whoever comes second under the same key waits here for the first.
      if (!(await insertCampaign(tx, campaign))) return false;
      await writeCodes(tx, codes, { campaignId: id, claimsMax, createdAtMs: nowMs });
      return true;
    });
    if (created) return { campaign: await readCampaign(database, id), replayed: false };
  }
  if ((await selectRequestHash(database.sql, id)) !== requestHash) {
    throw idempotencyKeyReused(
      'This Idempotency-Key was used for another campaign. No code was made now. Use a new key for a new campaign.',
    );
  }
  return { campaign: await readCampaign(database, id), replayed: true };
}

async function readCampaign(database: Database, id: string): Promise<Campaign> {
  const row = await selectCampaign(database.sql, id);
  assert(row, 'a campaign that was made is there');
  return viewCampaign(row);
}

async function writeCodes(tx: Tx, codes: readonly NewCode[], of: Parameters<typeof insertCodes>[2]): Promise<void> {
  const written = await insertCodes(tx, codes, of);
  if (written === codes.length) return;
  const [first] = codes;
  throw codeTaken(`There is a code ${first?.code ?? ''} already. No code was made. Choose another word; a code is never given out twice.`);
}

interface CheckedCampaign {
  readonly terms: CampaignTerms;
  readonly codes: readonly NewCode[];
  readonly claimsMax: number | null;
}

function checkCampaign(request: CreateRedeemCodes, campaignId: string, nowMs: number): CheckedCampaign {
  const { label, kind, amount, priority, expiresAfterDays, expiresAtMs, newCustomersOnly, code, count } = request;
  const { validFromMs = nowMs, claimsMax = code === undefined ? 1 : null } = request;
  // Without an end of its own the code ends when its credits do.
  const validUntilMs = request.validUntilMs ?? expiresAtMs;
  if (label.trim() === '' || label.length > 100 || !label.isWellFormed() || /\p{Cc}/u.test(label)) {
    throw invalidCampaign('The label must have 1 to 100 characters on one line.');
  }
  if (expiresAfterDays !== null && expiresAtMs !== null) {
    throw invalidCampaign('The granted credits expire after days or at a time: give one of expiresAfterDays and expiresAt.');
  }
  if (expiresAfterDays !== null && !isWhole(expiresAfterDays, 1, expiresAfterDaysMax)) {
    throw invalidCampaign(`expiresAfterDays must be a whole number from 1 to ${String(expiresAfterDaysMax)}.`);
  }
  if (validUntilMs !== null && validUntilMs <= Math.max(validFromMs, nowMs)) {
    throw invalidCampaign('The codes would never be valid: validUntil, and expiresAt, must be after validFrom and in the future.');
  }
  if (validUntilMs !== null && expiresAtMs !== null && validUntilMs > expiresAtMs) {
    throw invalidCampaign('The codes would outlive their credits: validUntil must not be after expiresAt.');
  }
  if (claimsMax !== null && !isWhole(claimsMax, 1, claimsMaxLimit)) {
    throw invalidCampaign(`claimsMax must be a whole number from 1 to ${String(claimsMaxLimit)}, or null for any number.`);
  }
  const terms = { label, kind, amount, priority, expiresAfterDays, expiresAtMs, validFromMs, validUntilMs, newCustomersOnly };
  return { terms, codes: codesOf(campaignId, code, count), claimsMax };
}

function codesOf(campaignId: string, code: string | undefined, count: number | undefined): readonly NewCode[] {
  if (code !== undefined && count !== undefined)
    throw invalidCampaign('Choose one word as the code, or a count of codes that are made up.');
  if (!isWhole(count ?? 1, 1, codesMax)) throw invalidCampaign(`count must be a whole number from 1 to ${String(codesMax)}.`);
  const texts = code === undefined ? madeUp(count ?? 1) : [code.trim().toUpperCase()];
  return texts.map((text, index) => {
    const key = codeKeyOf(text);
    if (key === undefined) {
      throw invalidCampaign(
        'A code has 4 to 32 letters from A to Z and digits. Dashes and spaces may stand between them and do not count.',
      );
    }
    return { id: derivedId('code', campaignId, String(index + 1)), number: index + 1, code: text, key };
  });
}

function madeUp(count: number): readonly string[] {
  const texts = new Set<string>();
  while (texts.size < count) texts.add(newCodeText());
  return [...texts];
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}
