import { priceBookJsonSchema } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { JsonSchema, ref } from '../schemas/index.ts';

export const getPriceBookSchema = operation({
  operationId: 'getPriceBookSchema',
  sdk: 'priceBooks.schema',
  method: 'GET',
  path: '/v1/price-books/schema',
  audience: 'public',
  summary: 'Read the JSON Schema of a price book',
  description: 'For editors, and for programs that write price books. The same as `docs/reference/price-book.schema.json`.',
  answer: ref(JsonSchema),
  problems: [],
  handle: () => Promise.resolve(priceBookJsonSchema),
});
