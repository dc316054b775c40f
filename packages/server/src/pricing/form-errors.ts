import Value from 'typebox/value';
import type { TSchema } from 'typebox';
import { wordsOf } from './formulas/number-text.ts';

/** Something wrong in a price book, at a JSON pointer. */
export interface BookError {
  readonly path: string;
  readonly message: string;
}

/** Where a value does not have its form, in words. */
export function formErrorsOf(schema: TSchema, value: unknown): BookError[] {
  // A member that is too much comes twice: at the member as "schema is false" and at its object by name. The second says more.
  const errors = Value.Errors(schema, value).filter((error) => error.keyword !== 'boolean');
  return errors.map((error) => ({ path: error.instancePath, message: describe(error) }));
}

/** The message of a schema error, with what would have been right where the schema knows it. */
function describe(error: { readonly message: string; readonly params: object }): string {
  // True because these members are read as unknown, and params is an object.
  const { allowedValues, additionalProperties, pattern } = error.params as Readonly<Record<string, unknown>>;
  const words = wordsOf(pattern);
  if (words !== undefined) return `must be ${words}`;
  const list = allowedValues ?? additionalProperties;
  return Array.isArray(list) ? `${error.message}: ${list.join(', ')}` : error.message;
}

/** Escapes a member name for a JSON pointer. */
export function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
