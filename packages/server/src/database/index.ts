/** The tag of SQL statements and the form in which they are run, so that who wants nothing else of Kysely needs no second import. */
export { CompiledQuery, sql } from 'kysely';
export { openDatabase } from './open-database.ts';
export type { Database, Sql, Tx } from './database.ts';
export { appendEvents, eventParameters, eventValues, insertEvents, noteEvents, type OutboxEvent } from './append-events.ts';
export { Gather } from './gather.ts';
export { prepared, preparedText } from './prepared.ts';
export { databaseOnCallersPool, databaseWithin, type CallersDatabaseOptions, type PgPool, type PgPoolClient } from './callers-database.ts';
export type { PgClient } from './guarded-client.ts';
export { migrateSchema, type SchemaMigrations } from './migrate-schema.ts';
export { manyRows, oneRow, type Sending, type SentColumn } from './sent-rows.ts';
export { migrate, readMigrations, type Migration } from './migrate.ts';
export { databaseUnavailable } from './problems.ts';
export type { JsonObject, JsonValue } from './json.ts';
