import { migrateSchema, readMigrations, type Migration, type PgPool } from '../../database/index.ts';

/** The platform's own migrations that make the tables of the ledger and its outbox. */
const ours = /^\d{4}_(?:outbox|ledger)(?:_|$)/u;

/** Makes or updates the tables of the ledger in `schema`, with the platform's own SQL. */
export async function migrateLedger(pool: PgPool, schema: string): Promise<void> {
  const migrations = (await readMigrations()).filter(({ name }) => ours.test(name));
  await migrateSchema(pool, { schema, migrations: migrations.map((migration) => inSchema(migration, schema)) });
}

/**
 * The platform keeps the ledger in a schema named `ledger` and names it everywhere, and its outbox where names are searched first. So a name
 * with another schema, and that schema to be searched first, are all that is different.
 */
function inSchema({ name, sql, checksum }: Migration, schema: string): Migration {
  return { name, checksum, sql: sql.replaceAll(/^create schema ledger;$/gmu, '').replaceAll(/\bledger\./gu, `"${schema}".`) };
}
