import { invalidPurchase, nothingToPay, packNotFound, subscriptionNotFound } from '../../offers/index.ts';
import { operation } from '../operation.ts';
import { exactly, Purchase, ref } from '../schemas/index.ts';
import { purchaseBody } from './purchase-body.ts';
import { purchaseInput, readPurchase } from './read-purchase.ts';

export const previewPurchase = operation({
  operationId: 'previewPurchase',
  sdk: 'purchases.preview',
  method: 'POST',
  path: '/v1/purchases/preview',
  audience: 'signed-in',
  summary: 'See what a purchase would bring, line by line',
  description: 'Changes nothing. An invoice made now keeps these lines, and paying its price grants exactly them.',
  body: exactly(purchaseInput),
  answer: ref(Purchase),
  problems: [packNotFound.definition, subscriptionNotFound.definition, invalidPurchase.definition, nothingToPay.definition],
  async handle({ principal: { accountId }, body }, { payments }) {
    return purchaseBody(await payments.previewPurchase(accountId, readPurchase(body)));
  },
});
