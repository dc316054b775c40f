import { priceBookJsonSchema } from '../../packages/server/src/pricing/index.ts';

/** The JSON Schema of a price book, beside the reference. */
export function generate(): Promise<{ path: string; content: string }[]> {
  const content = `${JSON.stringify(priceBookJsonSchema, undefined, 2)}\n`;
  return Promise.resolve([{ path: 'docs/reference/price-book.schema.json', content }]);
}
