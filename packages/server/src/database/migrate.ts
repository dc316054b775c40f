import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { StartError } from '../kernel/index.ts';

const migrationsFolder = path.resolve(import.meta.dirname, '../../migrations');
const fileName = /^(\d{4})_[a-z0-9_]+\.sql$/u;
/** An arbitrary constant; all Imprest processes on one database take turns under it. */
const migrationLock = 7_405_901_337_215;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Reads the numbered SQL files, in order. */
export async function readMigrations(folder: string = migrationsFolder): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name), 'utf8');
      return { name: name.slice(0, -'.sql'.length), sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the database to the newest form: each migration that is not recorded yet is run and recorded in one transaction.
 * Safe to run by several processes at once. Refuses, with a StartError, a database that this version does not know.
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  report: (line: string) => void = () => undefined,
): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    await client.query(`create table if not exists migrations (
      name text constraint migrations_pkey primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
    const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migrations order by name');
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    refuseUnknown(applied, migrations, wholeDatabase);
    for (const migration of migrations) {
      if (applied.has(migration.name)) continue;
      report(`applying migration ${migration.name}`);
      await applyMigration(client, migration);
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
  }
}

/** Refuses, with a StartError, a database that does not have exactly these migrations. Changes nothing. */
export async function requireMigrated(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migrations order by name');
  refuseUnknown(new Map(rows.map((row) => [row.name, row.checksum])), migrations, wholeDatabase);
  if (rows.length < migrations.length) {
    throw new StartError('The Imprest that runs on this database is older than this one: stop it and start the new one first.');
  }
}

interface Words {
  readonly newer: (migration: string) => string;
  readonly changed: (migration: string) => string;
}

const wholeDatabase: Words = {
  newer: (name) => `This database was used by a newer Imprest (it has migration ${name}): start that version, or use another database.`,
  changed: (name) => `Migration ${name} was changed after it was applied to this database: restore the file as it was released.`,
};

/** Refuses, with a StartError, what was migrated by a version with other migrations. */
export function refuseUnknown(applied: ReadonlyMap<string, string>, migrations: readonly Migration[], words: Words): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of applied) {
    const expected = known.get(name);
    if (expected === undefined) throw new StartError(words.newer(name));
    if (expected !== checksum) throw new StartError(words.changed(name));
  }
}

async function applyMigration(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migrations (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${String(error)}`, { cause: error });
  }
}
