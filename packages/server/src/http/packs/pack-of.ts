import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import { packCredits, packPricePerCredit, type Pack as OfferedPack } from '../../offers/index.ts';
import type { Pack } from '../schemas/index.ts';

export function packOf(pack: OfferedPack): Static<typeof Pack> {
  return {
    id: pack.id,
    title: pack.title,
    priceUsdt: amountToText(pack.priceUsdt),
    credits: amountToText(packCredits(pack)),
    pricePerCreditUsdt: amountToText(packPricePerCredit(pack)),
    grants: pack.grants.map(({ kind, label, credits, expiresAfterMonths }) => ({
      kind,
      label,
      credits: amountToText(credits),
      expiresAfterMonths,
    })),
    recommended: pack.recommended,
  };
}
