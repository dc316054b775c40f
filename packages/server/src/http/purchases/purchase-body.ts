import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import { purchaseCredits, type Purchase as OfferedPurchase } from '../../offers/index.ts';
import type { Purchase } from '../schemas/index.ts';

export function purchaseBody(purchase: OfferedPurchase): Static<typeof Purchase> {
  const { kind, offerId, title, priceUsdt, lines, cycles, offersVersion } = purchase;
  return {
    kind,
    offerId,
    title,
    priceUsdt: amountToText(priceUsdt),
    credits: amountToText(purchaseCredits(purchase)),
    lines: lines.map((line) => ({ ...line, credits: amountToText(line.credits) })),
    months: cycles,
    offersVersion,
  };
}
