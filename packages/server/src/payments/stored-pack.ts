import type { JsonObject } from '../database/index.ts';
import { amountFromText, amountToText, assert } from '../kernel/index.ts';
import type { Pack, PackGrant } from '../offers/index.ts';

/** What an invoice remembers of the pack that it sells, whatever becomes of the pack later. */
export function packToJson(pack: Pack): JsonObject {
  return {
    id: pack.id,
    title: pack.title,
    priceUsdt: amountToText(pack.priceUsdt),
    recommended: pack.recommended,
    grants: pack.grants.map(({ kind, credits, expiresAfterMonths, label }) => ({
      kind,
      credits: amountToText(credits),
      expiresAfterMonths,
      label,
    })),
  };
}

/** The form in the database: amounts as decimal text. */
type StoredPack = Omit<Pack, 'priceUsdt' | 'grants'> & {
  readonly priceUsdt: string;
  readonly grants: readonly (Omit<PackGrant, 'credits'> & { readonly credits: string })[];
};

/** The inverse of `packToJson`; only ever given what that made. */
export function packFromJson(json: JsonObject): Pack {
  // The column is written by packToJson alone.
  const { priceUsdt, grants, ...rest } = json as unknown as StoredPack;
  return { ...rest, priceUsdt: exact(priceUsdt), grants: grants.map((grant) => ({ ...grant, credits: exact(grant.credits) })) };
}

function exact(text: string): bigint {
  const amount = amountFromText(text);
  assert(amount !== undefined, 'a stored pack holds exact amounts');
  return amount;
}
