import { Type, type Static } from 'typebox';
import type { Sql } from '../../database/index.ts';
import { amountToText } from '../../kernel/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import {
  compareOffers as compare,
  nothingToCompare,
  offersLibrary,
  parseOffers,
  readCurrentOffers,
  type Comparison,
} from '../../offers/index.ts';
import { quote, readCurrentPriceBook, requestOutsidePriceBook, standardRequest } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { priceRequestOf } from '../quotes/price-request-of.ts';
import { exactly, OfferComparison, PicturesToPrice, ref } from '../schemas/index.ts';

const dayMs = 86_400_000;
const usageDays = 30;

export const compareOffers = operation({
  operationId: 'compareOffers',
  sdk: 'offers.compare',
  method: 'POST',
  path: '/v1/offers/compare',
  audience: 'signed-in',
  summary: 'Find out which way to pay is the cheapest',
  description:
    'For so many pictures a month of given settings, or for what the account has used in the last 30 days. Packs count at their rate, because what is left of one is used later.',
  body: exactly({
    images: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'Pictures a month; what the account has used in the last 30 days when left out',
      }),
    ),
    request: Type.Optional(
      Type.Unsafe<Static<typeof PicturesToPrice>>({
        ...ref(PicturesToPrice),
        description: 'One of the pictures; a standard one when left out',
      }),
    ),
    library: Type.Optional(
      Type.Enum(['default', 'hundreds', 'welcome'], { description: 'Offers to begin with that come along, instead of those in force' }),
    ),
  }),
  answer: ref(OfferComparison),
  problems: [requestOutsidePriceBook.definition, nothingToCompare.definition],
  async handle({ body: { images, request, library }, principal: { accountId } }, { database, clock, ledger }) {
    const offers = library === undefined ? await readCurrentOffers(database.sql) : parseOffers(offersLibrary[library]);
    const nowMs = clock.nowMs();
    if (images === undefined) return bodyOf(compare(offers, await usedBy(ledger, accountId, nowMs)), true);
    const credits = (await priceOfOne(database.sql, nowMs, request)) * BigInt(images);
    if (credits === 0n) throw nothingToCompare('Such pictures cost nothing, so that there is nothing to compare.');
    return bodyOf(compare(offers, { images, credits }), false);
  },
});

async function priceOfOne(sql: Sql, nowMs: number, request: Static<typeof PicturesToPrice> | undefined): Promise<bigint> {
  const book = await readCurrentPriceBook(sql, nowMs);
  // By the book alone: a month is longer than any queue.
  return quote(book, { ...(request === undefined ? standardRequest(book) : priceRequestOf(request)), images: 1 }).total;
}

/** What an account has used in the last days, each capture as one picture. */
async function usedBy(ledger: Ledger, accountId: string, nowMs: number): Promise<{ images: number; credits: bigint }> {
  const { total } = await ledger.readUsage(accountId, { fromMs: nowMs - usageDays * dayMs, toMs: nowMs, groupBy: [] });
  if (total.count <= 0 || total.amount <= 0n) {
    throw nothingToCompare('Nothing was used in the last 30 days: say with images how many pictures a month you mean.');
  }
  return { images: total.count, credits: total.amount };
}

function bodyOf({ need, offers, breakEvens }: Comparison, fromUsage: boolean): Static<typeof OfferComparison> {
  return {
    images: need.images,
    credits: amountToText(need.credits),
    fromUsage,
    offers: offers.map(({ monthlyUsdt, perImageUsdt, curve, ...rest }) => ({
      ...rest,
      monthlyUsdt: amountToText(monthlyUsdt),
      perImageUsdt: amountToText(perImageUsdt),
      curve: curve.map((point) => ({ images: point.images, monthlyUsdt: amountToText(point.monthlyUsdt) })),
    })),
    breakEvens: [...breakEvens],
  };
}
