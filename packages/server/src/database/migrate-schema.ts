import { StartError } from '../kernel/index.ts';
import { borrow, type PgPool } from './callers-database.ts';
import { asUnavailable } from './connection-failures.ts';
import type { PgClient } from './guarded-client.ts';
import { refuseUnknown, type Migration } from './migrate.ts';
import { oldestVersion } from './problems.ts';
import { valueTypes } from './value-types.ts';

export interface SchemaMigrations {
  /** A name that needs no quoting inside quotes; whoever passes it has checked it. */
  readonly schema: string;
  /** What they make without naming a schema is made in this one. */
  readonly migrations: readonly Migration[];
}

/**
 * Brings one schema of somebody's database to the newest form, in one transaction. Any number of processes may do so at once; one does the
 * work and the others find it done. Refuses, with a StartError, a schema of a newer version and one that holds something else.
 */
export async function migrateSchema(pool: PgPool, wanted: SchemaMigrations): Promise<void> {
  try {
    const { client, giveBack } = await borrow(pool);
    let done = false;
    try {
      await run(client, 'begin isolation level read committed read write');
      await migrateIn(client, wanted);
      await run(client, 'commit');
      done = true;
    } finally {
      // A connection that cannot even roll back is of no use to anybody.
      done ||= await rolledBack(client);
      giveBack(!done);
    }
  } catch (error) {
    throw asUnavailable(error);
  }
}

async function rolledBack(client: PgClient): Promise<boolean> {
  try {
    await run(client, 'rollback');
    return true;
  } catch {
    return false;
  }
}

async function migrateIn(client: PgClient, { schema, migrations }: SchemaMigrations): Promise<void> {
  await requireVersion(client);
  // Released by the end of the transaction, so that it works behind a pooler, too.
  await run(client, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`imprest migrations of ${schema}`]);
  const { exists, used, migrated } = await lookAt(client, schema);
  if (used && !migrated) throw new StartError(`The schema ${schema} holds something else: give the ledger a schema of its own.`);
  // Not `if not exists`: that asks for the right to make schemas even when there is nothing to make.
  if (!exists) await run(client, `create schema "${schema}"`);
  await run(client, `set local search_path to "${schema}"`);
  if (!migrated) {
    await run(
      client,
      `create table migrations (
        name text constraint migrations_pkey primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`,
    );
  }
  const applied = await readApplied(client);
  refuseUnknown(applied, migrations, {
    newer: (name) =>
      `The schema ${schema} was migrated by a newer version (it has migration ${name}): install that, or use another schema.`,
    changed: (name) => `Migration ${name} is not what was applied to the schema ${schema}: install that version, or use another schema.`,
  });
  for (const migration of migrations) {
    if (applied.has(migration.name)) continue;
    await run(client, migration.sql);
    await run(client, 'insert into migrations (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
  }
}

async function requireVersion(client: PgClient): Promise<void> {
  const version = String((await run(client, 'show server_version'))[0]?.['server_version']);
  if (Number.parseInt(version, 10) >= oldestVersion) return;
  throw new StartError(`This is PostgreSQL ${version}, and ${oldestVersion} or newer is needed: update it, or use another server.`);
}

async function lookAt(client: PgClient, schema: string): Promise<Record<'exists' | 'used' | 'migrated', boolean>> {
  const [found] = await run(
    client,
    `select exists (select from pg_class c where c.relnamespace = n.oid) as used,
      exists (
        select from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = n.oid and c.relname = 'migrations' and a.attname = 'checksum'
      ) as migrated
    from pg_namespace n where n.nspname = $1`,
    [schema],
  );
  return { exists: found !== undefined, used: found?.['used'] === true, migrated: found?.['migrated'] === true };
}

async function readApplied(client: PgClient): Promise<ReadonlyMap<string, string>> {
  const rows = await run(client, 'select name, checksum from migrations order by name');
  return new Map(rows.map((row) => [String(row['name']), String(row['checksum'])]));
}

async function run(client: PgClient, text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await client.query({ text, values: [...values], types: valueTypes });
  // pg gives each row as an object by column.
  return rows as readonly Record<string, unknown>[];
}
