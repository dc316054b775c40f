import type { JsonObject } from '../../database/index.ts';
import { amountFromText, amountToText, assert } from '../../kernel/index.ts';
import type { Purchase, PurchaseLine } from '../../offers/index.ts';

/** What an invoice remembers of what it sells, whatever becomes of the offers later. Amounts are decimal text. */
export function purchaseToJson({ priceUsdt, lines, rollover, ...rest }: Purchase): JsonObject {
  return {
    ...rest,
    priceUsdt: amountToText(priceUsdt),
    lines: lines.map(({ credits, ...line }) => ({ ...line, credits: amountToText(credits) })),
    rollover: rollover && { max: rollover.max === null ? null : amountToText(rollover.max), cycles: rollover.cycles },
  };
}

/** The form in the database. */
type StoredPurchase = Omit<Purchase, 'priceUsdt' | 'lines' | 'rollover'> & {
  readonly priceUsdt: string;
  readonly lines: readonly (Omit<PurchaseLine, 'credits'> & { readonly credits: string })[];
  readonly rollover: { readonly max: string | null; readonly cycles: number | null } | null;
};

/** The inverse of `purchaseToJson`; only ever given what that made. */
export function purchaseFromJson(json: JsonObject): Purchase {
  // The column is written by purchaseToJson alone.
  const { priceUsdt, lines, rollover, ...rest } = json as unknown as StoredPurchase;
  return {
    ...rest,
    priceUsdt: exact(priceUsdt),
    lines: lines.map((line) => ({ ...line, credits: exact(line.credits) })),
    rollover: rollover && { max: rollover.max === null ? null : exact(rollover.max), cycles: rollover.cycles },
  };
}

function exact(text: string): bigint {
  const amount = amountFromText(text);
  assert(amount !== undefined, 'a stored purchase holds exact amounts');
  return amount;
}
