import { Type, type Static, type TObject } from 'typebox';
import { invalidPurchase, type PurchaseRequest } from '../../offers/index.ts';
import { id, ref, SubscriptionTerm } from '../schemas/index.ts';

/** What is to be bought: one of these. */
export const purchaseInput = {
  packId: Type.Optional(id),
  subscriptionId: Type.Optional(id),
  term: Type.Optional(Type.Unsafe<Static<typeof SubscriptionTerm>>({ ...ref(SubscriptionTerm), description: 'With `subscriptionId`' })),
  images: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, description: 'So many standard pictures, each at its price' })),
  usage: Type.Optional(Type.Literal(true, { description: 'What was used on credit and is not paid yet' })),
};

/** Reads what a request wants to buy. Refuses `invalid_purchase` unless it is exactly one thing. */
export function readPurchase(body: Static<TObject<typeof purchaseInput>>): PurchaseRequest {
  const { packId, subscriptionId, term, images, usage } = body;
  const wanted: readonly PurchaseRequest[] = [
    ...(packId === undefined ? [] : [{ packId }]),
    ...(subscriptionId === undefined ? [] : [{ subscriptionId, term: term ?? 'monthly' }]),
    ...(images === undefined ? [] : [{ images }]),
    ...(usage === undefined ? [] : [{ usage }]),
  ];
  const [only] = wanted;
  if (only === undefined || wanted.length > 1 || (term !== undefined && subscriptionId === undefined)) {
    throw invalidPurchase('Name one thing to buy: packId, subscriptionId with its term, images, or usage.');
  }
  return only;
}
