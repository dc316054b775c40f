import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, readMigrations, migrate, type Database } from '../../src/database/index.ts';
import { afterFile } from './after-file.ts';

/**
 * Gives a fresh, migrated database of its own, cloned from a template in the PostgreSQL of this test run, and drops it after the
 * test file.
 */
export async function testDatabase(): Promise<Database> {
  const database = await openDatabase({ url: await testDatabaseUrl() });
  afterFile(() => database.close());
  return database;
}

/** The URL of a fresh, migrated database, for tests that open it themselves. It is dropped after the test file. */
export async function testDatabaseUrl(): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(async (client) => {
    const template = await ensureTemplate(client);
    await client.query(`create database ${name} template ${template}`);
  });
  afterFile(() => asAdministrator((client) => client.query(`drop database if exists ${name} with (force)`)));
  return urlOf(name);
}

/** Makes the template once for each content of the migrations, so that an edit during a watch run is seen. */
async function ensureTemplate(client: pg.Client): Promise<string> {
  const migrations = await readMigrations();
  const hash = createHash('sha256').update(migrations.map((migration) => `${migration.name}:${migration.checksum}`).join('\n'));
  const template = `template_${hash.digest('hex').slice(0, 16)}`;
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
  if (rowCount === 0) {
    const draft = `draft_${randomBytes(8).toString('hex')}`;
    await client.query(`create database ${draft}`);
    const migrating = new pg.Client({ connectionString: urlOf(draft) });
    await migrating.connect();
    try {
      await migrate(migrating, migrations);
    } finally {
      await migrating.end();
    }
    await client.query(`alter database ${draft} rename to ${template}`);
  }
  return template;
}

async function asAdministrator(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    // One test file at a time: a template cannot be copied while somebody is connected to it.
    await client.query('select pg_advisory_lock(1)');
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(name: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return url.href;
}
