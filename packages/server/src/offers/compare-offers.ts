import { assert, type MicroCredits, type UsdtUnits } from '../kernel/index.ts';
import { costAt, firstBelow, type CostLine, type Fraction } from './cost-lines.ts';
import { cyclesOfTerm, type Offers, type Term } from './offers.ts';
import { packCredits } from './pack.ts';

/** What somebody needs in a month. */
export interface Need {
  /** 1 or more. */
  readonly images: number;
  /** What so many pictures cost together. */
  readonly credits: MicroCredits;
}

export interface ComparedOffer {
  readonly kind: 'pack' | 'subscription' | 'images';
  readonly offerId: string;
  readonly term: Term | null;
  readonly title: string;
  /** USDT base units a month, rounded up. */
  readonly monthlyUsdt: UsdtUnits;
  readonly perImageUsdt: UsdtUnits;
  /** How it comes about, in a sentence. */
  readonly explanation: string;
  /** From how many pictures a month it is cheaper than paying for each; `null` where it never is, or where nothing is sold so. */
  readonly cheaperThanImagesFrom: number | null;
  /** The corners of its cost over the number of pictures, for a chart. */
  readonly curve: readonly { readonly images: number; readonly monthlyUsdt: UsdtUnits }[];
}

export interface Comparison {
  readonly need: Need;
  /** The cheapest first. */
  readonly offers: readonly ComparedOffer[];
  /** Which is the cheapest from how many pictures a month on, beginning with one picture. */
  readonly breakEvens: readonly {
    readonly fromImages: number;
    readonly kind: ComparedOffer['kind'];
    readonly offerId: string;
    readonly term: Term | null;
  }[];
}

/** Whoever needs more than this has a price of their own. */
const imagesMax = 10_000_000;

interface Candidate extends Pick<ComparedOffer, 'kind' | 'offerId' | 'term' | 'title' | 'explanation'> {
  /** What it costs in a month is the largest of these. */
  readonly lines: readonly CostLine[];
}

/**
 * Compares what a need costs in a month with each pack, each term of each subscription, and picture by picture. Pure and exact. Packs count
 * at their rate, because what is left of one is used later, but as one pack for each time that its credits last at least. Only the pack's
 * own bonus counts, which every purchase has. A subscription that does not cover the need is filled up at the best other rate.
 */
export function compareOffers(offers: Offers, need: Need): Comparison {
  const candidates = candidatesOf(offers, need);
  const single = candidates.find(({ kind }) => kind === 'images');
  const compared = candidates.map((candidate) => {
    const { lines, ...rest } = candidate;
    const cost = costAt(lines, need.images);
    return {
      ...rest,
      monthlyUsdt: roundUp(cost),
      perImageUsdt: roundUp({ n: cost.n, d: cost.d * BigInt(need.images) }),
      cheaperThanImagesFrom: single === undefined || single === candidate ? null : (firstBelow(lines, single.lines, 0, imagesMax) ?? null),
      lines,
    };
  });
  const breakEvens = breakEvensOf(candidates);
  const until = Math.max(need.images * 2, ...breakEvens.map(({ fromImages }) => Math.ceil(fromImages * 1.2)), 10);
  return {
    need,
    offers: compared
      .toSorted((a, b) => (a.monthlyUsdt < b.monthlyUsdt ? -1 : a.monthlyUsdt > b.monthlyUsdt ? 1 : 0))
      .map(({ lines, ...rest }) => ({ ...rest, curve: curveOf(lines, Math.min(until, need.images * 20)) })),
    breakEvens,
  };
}

function candidatesOf({ packs, subscriptions, payPerImage }: Offers, need: Need): readonly Candidate[] {
  const perImage = { n: need.credits, d: BigInt(need.images) };
  /** The cost of one picture at so much USDT for so many credits. */
  const rate = (usdt: UsdtUnits, credits: MicroCredits): Fraction => ({ n: usdt * perImage.n, d: credits * perImage.d });
  const zero = { n: 0n, d: 1n };
  const packOffers = packs.map((pack): Candidate => {
    const credits = packCredits(pack);
    const months = pack.grants.reduce<number | null>((least, { expiresAfterMonths: lasts }) => least ?? lasts, null);
    const atLeast = months === null ? zero : { n: pack.priceUsdt, d: BigInt(months) };
    const { id, title, priceUsdt } = pack;
    const lines = [
      { base: zero, perImage: rate(priceUsdt, credits) },
      { base: atLeast, perImage: zero },
    ];
    return { kind: 'pack', offerId: id, term: null, title, explanation: explainPack(credits, need, months), lines };
  });
  const single: readonly Candidate[] =
    payPerImage === null
      ? []
      : [
          {
            kind: 'images',
            offerId: 'images',
            term: null,
            title: 'Picture by picture',
            explanation: 'Each picture is paid for by itself, and larger ones by what they cost.',
            lines: [{ base: zero, perImage: rate(payPerImage.priceUsdt, payPerImage.credits) }],
          },
        ];
  const rates = [
    ...packs.map((pack) => rate(pack.priceUsdt, packCredits(pack))),
    ...single.flatMap(({ lines }) => lines.map((line) => line.perImage)),
  ];
  const best = rates.reduce((least, other) => (other.n * least.d < least.n * other.d ? other : least));
  const plans = subscriptions.flatMap(({ id, title, creditsPerCycle, terms }) =>
    terms.map(({ term, priceUsdt }): Candidate => {
      const monthly = { n: priceUsdt, d: BigInt(cyclesOfTerm[term]) };
      // Beyond the pictures that it covers, each costs the best other rate: base = monthly − covered × best.
      const covered = { n: creditsPerCycle * perImage.d, d: perImage.n };
      const base = { n: monthly.n * covered.d * best.d - covered.n * best.n * monthly.d, d: monthly.d * covered.d * best.d };
      const lines = [
        { base: monthly, perImage: zero },
        { base, perImage: best },
      ];
      return { kind: 'subscription', offerId: id, term, title, explanation: explainPlan(creditsPerCycle, need), lines };
    }),
  );
  return [...packOffers, ...plans, ...single];
}

function explainPack(credits: MicroCredits, need: Need, months: number | null): string {
  const tenths = (credits * 10n) / need.credits;
  const lasts = `${(tenths / 10n).toString()}.${(tenths % 10n).toString()}`;
  if (months !== null && tenths > BigInt(months) * 10n) {
    return `A pack would last ${lasts} months, but its credits last ${String(months)}: counted as one pack in that time.`;
  }
  return `A pack lasts ${lasts} months; what is left is used later.`;
}

function explainPlan(creditsPerCycle: MicroCredits, need: Need): string {
  if (creditsPerCycle >= need.credits) return 'Covers all of them each month.';
  const covered = (creditsPerCycle * BigInt(need.images)) / need.credits;
  return `Covers ${covered.toString()} of ${String(need.images)} pictures; the others are counted at the best other rate.`;
}

function breakEvensOf(candidates: readonly Candidate[]): Comparison['breakEvens'] {
  const found: { fromImages: number; kind: ComparedOffer['kind']; offerId: string; term: Term | null }[] = [];
  let at = 1;
  let [cheapest] = candidates;
  for (const candidate of candidates) if (cheapest && isBelow(candidate, cheapest, at)) cheapest = candidate;
  while (cheapest !== undefined) {
    const { kind, offerId, term, lines } = cheapest;
    found.push({ fromImages: at, kind, offerId, term });
    let next: Candidate | undefined;
    let nextAt = imagesMax;
    for (const candidate of candidates) {
      const below = candidate === cheapest ? undefined : firstBelow(candidate.lines, lines, at, imagesMax);
      if (below !== undefined && (below < nextAt || (below === nextAt && next !== undefined && isBelow(candidate, next, below)))) {
        next = candidate;
        nextAt = below;
      }
    }
    cheapest = next;
    at = nextAt;
  }
  return found;
}

function isBelow(one: Candidate, other: Candidate, images: number): boolean {
  const [a, b] = [costAt(one.lines, images), costAt(other.lines, images)];
  return a.n * b.d < b.n * a.d;
}

function curveOf(lines: readonly CostLine[], until: number): ComparedOffer['curve'] {
  const [first, second] = lines;
  const corner = first && second ? (firstBelow([first], [second], 0, until) ?? firstBelow([second], [first], 0, until)) : undefined;
  const places = [...new Set([0, ...(corner === undefined ? [] : [corner]), until])].filter((place) => place <= until);
  return places.map((images) => ({ images, monthlyUsdt: roundUp(costAt(lines, images)) }));
}

function roundUp({ n, d }: Fraction): UsdtUnits {
  assert(d > 0n && n >= 0n, 'a cost is never negative');
  return (n + d - 1n) / d;
}
