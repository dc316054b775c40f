import { priceBookSchema, requestSchema } from './price-book.ts';

const dialect = { $schema: 'https://json-schema.org/draft/2020-12/schema' };

/** The JSON Schema of a price book, for editors and other programs. */
export const priceBookJsonSchema: Readonly<Record<string, unknown>> = {
  ...dialect,
  title: 'Imprest price book',
  ...pointing(priceBookSchema),
};

/** The JSON Schema of a request as `imprest price` reads it. */
export const priceRequestJsonSchema: Readonly<Record<string, unknown>> = { ...dialect, title: 'Request to be priced', ...requestSchema };

/** With references as JSON pointers into `$defs`, which every reader of JSON Schema follows. */
function pointing(schema: object): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(schema, (name, value: unknown) => {
    if (name === '$id') return undefined;
    return name === '$ref' && typeof value === 'string' ? `#/$defs/${value}` : value;
  });
  // True because an object becomes one again.
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}
