import { StartError } from '../../kernel/index.ts';

/** Such names mean the same with and without quotes, and can be put into any statement. */
const form = /^[a-z_][a-z0-9_]{0,62}$/u;

/** Refuses, with a StartError, what is no plain name of a schema. */
export function checkSchemaName(schema: string): string {
  if (form.test(schema) && !schema.startsWith('pg_') && schema !== 'information_schema') return schema;
  throw new StartError(
    `"${schema}" cannot be the ledger's schema: take 1 to 63 lower-case letters, digits and underscores, no digit first and not pg_….`,
  );
}
