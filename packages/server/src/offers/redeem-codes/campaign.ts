import type { MicroCredits } from '../../kernel/index.ts';

/** The kinds of grant that a code may give: gifts. What is bought comes by payments. */
export type CampaignKind = 'promotional' | 'bonus' | 'trial';

/** What the codes of a campaign grant, to whom, and when. */
export interface CampaignTerms {
  /** What the customer sees beside the credits, 1 to 100 characters. */
  readonly label: string;
  readonly kind: CampaignKind;
  readonly amount: MicroCredits;
  /** 0 to 100; lower is spent first. */
  readonly priority: number;
  /** The granted credits expire so many days of 24 hours after they were redeemed, 1 to 3660; not together with `expiresAtMs`. */
  readonly expiresAfterDays: number | null;
  /** The granted credits expire at this moment; both `null`: never. */
  readonly expiresAtMs: number | null;
  readonly validFromMs: number;
  /** The first moment at which a code can no longer be redeemed; `null`: it always can. */
  readonly validUntilMs: number | null;
  /** Only for accounts that have never bought credits. */
  readonly newCustomersOnly: boolean;
}

export interface Campaign extends CampaignTerms {
  readonly id: string;
  readonly codeCount: number;
  /** How often its codes were redeemed, all together. */
  readonly claims: number;
  readonly disabledCount: number;
  /** The code of a campaign that has one; `null` when there are several. */
  readonly code: string | null;
  readonly createdBy: string;
  readonly createdAtMs: number;
}

export type CodeStatus = 'waiting' | 'open' | 'exhausted' | 'ended' | 'disabled';

export interface RedeemCode {
  readonly id: string;
  readonly campaignId: string;
  readonly label: string;
  readonly code: string;
  readonly claims: number;
  /** `null`: as many accounts as come. */
  readonly claimsMax: number | null;
  readonly status: CodeStatus;
  readonly disabledAtMs: number | null;
  readonly createdAtMs: number;
}

/** A claim: what one account got for one code. */
export interface Redemption {
  readonly id: string;
  readonly accountId: string;
  readonly code: string;
  readonly label: string;
  readonly kind: CampaignKind;
  readonly amount: MicroCredits;
  readonly grantId: string;
  /** When the granted credits expire; `null`: never. */
  readonly expiresAtMs: number | null;
  readonly redeemedAtMs: number;
}

/** What decides whether a code can be redeemed now. */
export interface CodeState {
  readonly claims: number;
  readonly claimsMax: number | null;
  readonly disabledAtMs: number | null;
  readonly validFromMs: number;
  readonly validUntilMs: number | null;
}

/** How a code stands at a moment. What the operator ended comes first, then time, then the count. */
export function codeStatus({ claims, claimsMax, disabledAtMs, validFromMs, validUntilMs }: CodeState, nowMs: number): CodeStatus {
  if (disabledAtMs !== null) return 'disabled';
  if (validUntilMs !== null && nowMs >= validUntilMs) return 'ended';
  if (nowMs < validFromMs) return 'waiting';
  return claimsMax !== null && claims >= claimsMax ? 'exhausted' : 'open';
}
