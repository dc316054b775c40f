import Value from 'typebox/value';
import { amountFromText, amountToText, assert, contentHash, microCreditsPerCredit, type MicroCredits } from '../kernel/index.ts';
import { offersSchema, type OffersDocument } from './offers-document.ts';
import type { ExtraCampaign, Offers, PayPerImage, PercentBonus, Subscription } from './offers.ts';
import type { Pack, PackGrant } from './pack.ts';
import { invalidOffers } from './problems.ts';

/** Credits that are bought last a year where the document does not say. */
const monthsDefault = 12;
/** As much as the ledger lets a recurring grant give in a cycle. */
const creditsPerMonthMax = 1_000_000n * microCreditsPerCredit;

/** Something wrong in an offers document, at a JSON pointer. */
export interface OffersError {
  readonly path: string;
  readonly message: string;
}

/** Checks an offers document and gives it ready for use. Refuses `invalid_offers`, with the path of each thing that is wrong. */
export function parseOffers(value: unknown, version = 0): Offers {
  const formErrors = Value.Errors(offersSchema, value).filter((error) => error.keyword !== 'boolean');
  refuse(formErrors.map((error) => ({ path: error.instancePath, message: describe(error) })));
  // The schema was just checked.
  const document = value as OffersDocument;
  refuse(rulesBroken(document));
  const { title = 'Offers', combinedBonusMaxPercent, firstPurchaseBonus, usdtBonus, packs, payPerImage } = document;
  return {
    version,
    hash: contentHash(document),
    document,
    title,
    combinedBonusMaxPercent,
    firstPurchaseBonus: percentBonusOf(firstPurchaseBonus),
    usdtBonus: percentBonusOf(usdtBonus),
    packs: packs.map(packOf),
    campaigns: (document.campaigns ?? []).map(campaignOf),
    subscriptions: (document.subscriptions ?? []).map(subscriptionOf),
    usagePlans: (document.usagePlans ?? []).map((plan) => ({
      id: plan.id,
      title: plan.title,
      pricePerCreditUsdt: units(plan.pricePerCreditUsdt),
      creditLimit: units(plan.creditLimit),
    })),
    payPerImage: payPerImage === undefined ? null : payPerImageOf(payPerImage),
  };
}

function refuse(errors: readonly OffersError[]): void {
  if (errors.length === 0) return;
  const first = errors.slice(0, 3).map(({ path, message }) => `${path === '' ? '/' : path} ${message}`);
  const more = errors.length > 3 ? ` (and ${String(errors.length - 3)} more)` : '';
  throw invalidOffers(`The offers cannot be published: ${first.join('; ')}${more}. Correct them and try again; nothing has changed.`, {
    errors: errors.slice(0, 100),
  });
}

function describe(error: {
  readonly message: string;
  readonly params: object;
  readonly keyword: string;
  readonly schemaPath: string;
}): string {
  // True because the members are read as unknown, and params is an object.
  const { additionalProperties, pattern } = error.params as Readonly<Record<string, unknown>>;
  if (Array.isArray(additionalProperties)) return `has members that are not known: ${additionalProperties.join(', ')}`;
  if (typeof pattern === 'string' && pattern.includes('(?!0'))
    return 'must be an amount above zero as text, such as "12.5", with at most six decimals';
  return error.message;
}

/** What a schema cannot say. */
function rulesBroken({
  packs,
  campaigns = [],
  subscriptions = [],
  usagePlans = [],
  combinedBonusMaxPercent,
}: OffersDocument): OffersError[] {
  const errors: OffersError[] = [];
  const at = (path: string, message: string): void => void errors.push({ path, message });
  const ids = new Set<string>();
  for (const [list, items] of Object.entries({ packs, campaigns, subscriptions, usagePlans })) {
    for (const [place, { id }] of items.entries()) {
      if (ids.has(id)) at(`/${list}/${String(place)}/id`, `is used twice: ${id}`);
      ids.add(id);
    }
  }
  if (packs.filter((pack) => pack.recommended).length > 1) at('/packs', 'has more than one that is recommended');
  for (const [place, pack] of packs.entries()) {
    const most = (units(pack.credits) * BigInt(combinedBonusMaxPercent)) / 100n;
    if (pack.bonus !== undefined && units(pack.bonus.credits) > most) {
      at(
        `/packs/${String(place)}/bonus/credits`,
        `is more than combinedBonusMaxPercent of the pack allows, which is ${amountToText(most)}`,
      );
    }
  }
  for (const [place, campaign] of campaigns.entries()) {
    const path = `/campaigns/${String(place)}`;
    const [fromMs, untilMs] = [Date.parse(campaign.from), Date.parse(campaign.until)];
    if (!(fromMs < untilMs)) at(`${path}/until`, 'must be a time after from');
    if ((campaign.percent === undefined) === (campaign.credits === undefined)) at(path, 'must have either percent or credits');
    for (const packId of campaign.packs ?? []) {
      if (!packs.some((pack) => pack.id === packId)) at(`${path}/packs`, `names ${packId}, which is no pack here`);
    }
  }
  for (const [place, { creditsPerMonth, monthlyUsdt, yearlyUsdt }] of subscriptions.entries()) {
    if (units(creditsPerMonth) > creditsPerMonthMax) {
      at(`/subscriptions/${String(place)}/creditsPerMonth`, `must be at most ${amountToText(creditsPerMonthMax)}`);
    }
    if (monthlyUsdt === undefined && yearlyUsdt === undefined) at(`/subscriptions/${String(place)}`, 'needs monthlyUsdt or yearlyUsdt');
  }
  return errors;
}

function percentBonusOf(bonus: OffersDocument['usdtBonus']): PercentBonus | null {
  return bonus === undefined ? null : { percent: bonus.percent, expiresAfterMonths: monthsOf(bonus.expiresAfterMonths) };
}

function packOf({ id, title, priceUsdt, credits, expiresAfterMonths, bonus, recommended = false }: OffersDocument['packs'][number]): Pack {
  const bought = units(credits);
  const purchased: PackGrant = {
    kind: 'purchased',
    credits: bought,
    expiresAfterMonths: monthsOf(expiresAfterMonths),
    label: `Pack of ${credits} credits`,
  };
  if (bonus === undefined) return { id, title: title ?? titleOf(bought), priceUsdt: units(priceUsdt), grants: [purchased], recommended };
  const extra = units(bonus.credits);
  const grants: readonly PackGrant[] = [
    purchased,
    {
      kind: 'bonus',
      credits: extra,
      expiresAfterMonths: monthsOf(bonus.expiresAfterMonths),
      label: `Bonus of ${percentText(extra, bought)} %`,
    },
  ];
  return { id, title: title ?? titleOf(bought + extra), priceUsdt: units(priceUsdt), grants, recommended };
}

/** `1 200 credits`, the name of a pack that has no other. */
function titleOf(credits: MicroCredits): string {
  const [whole = '', decimals] = amountToText(credits).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/gu, ' ');
  return `${grouped}${decimals === undefined ? '' : `.${decimals}`} credits`;
}

function percentText(part: MicroCredits, whole: MicroCredits): string {
  return amountToText((part * 100n * microCreditsPerCredit) / whole).replace(/(\.\d\d)\d+$/u, '$1');
}

function campaignOf(campaign: NonNullable<OffersDocument['campaigns']>[number]): ExtraCampaign {
  const { id, title, from, until, percent, credits, packs } = campaign;
  return {
    id,
    title,
    fromMs: Date.parse(from),
    untilMs: Date.parse(until),
    extra: percent === undefined ? { credits: units(credits ?? '') } : { percent },
    packIds: packs ?? null,
    expiresAfterMonths: monthsOf(campaign.expiresAfterMonths),
  };
}

function subscriptionOf(plan: NonNullable<OffersDocument['subscriptions']>[number]): Subscription {
  const { id, title, creditsPerMonth, monthlyUsdt, yearlyUsdt, rollover } = plan;
  return {
    id,
    title,
    creditsPerCycle: units(creditsPerMonth),
    terms: [
      ...(monthlyUsdt === undefined ? [] : [{ term: 'monthly' as const, priceUsdt: units(monthlyUsdt) }]),
      ...(yearlyUsdt === undefined ? [] : [{ term: 'yearly' as const, priceUsdt: units(yearlyUsdt) }]),
    ],
    rollover:
      rollover === undefined ? null : { max: rollover.creditsMax === null ? null : units(rollover.creditsMax), cycles: rollover.months },
  };
}

function payPerImageOf(offer: NonNullable<OffersDocument['payPerImage']>): PayPerImage {
  const { priceUsdt, credits = '1', imagesMin = 1, expiresAfterMonths } = offer;
  return { priceUsdt: units(priceUsdt), credits: units(credits), imagesMin, expiresAfterMonths: monthsOf(expiresAfterMonths) };
}

function monthsOf(months: number | null | undefined): number | null {
  return months === undefined ? monthsDefault : months;
}

/** Decimal text that the schema has checked, in millionths. */
function units(text: string): bigint {
  const amount = amountFromText(text);
  assert(amount !== undefined, 'the schema lets amounts through alone');
  return amount;
}
