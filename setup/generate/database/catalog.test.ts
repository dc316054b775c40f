import { expect, test } from 'vitest';
import { testDatabase } from '../../../packages/server/test/support/database.ts';
import { sql } from '../../../packages/server/src/database/index.ts';
import { readCatalog } from './read-catalog.ts';
import { writeRowTypes } from './write-row-types.ts';
import { writeSchema } from './write-schema.ts';

const database = await testDatabase();

test('every kind of column, constraint, index, trigger and view finds its way into both files', async () => {
  await sql`
    create schema sample;
    create type sample.mood as enum ('sad', 'glad');
    create function sample.refuse() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
    create table sample.things (
      id bigint generated always as identity constraint things_pkey primary key,
      other_id bigint constraint things_other_id_fkey references sample.things,
      name text collate "C" not null constraint things_name_key unique,
      feeling sample.mood not null default 'glad',
      feelings sample.mood[] not null,
      amounts bigint[],
      price numeric(20, 6) not null,
      doubled numeric not null generated always as (price * 2) stored,
      content jsonb not null default '{}',
      note jsonb,
      raw bytea not null,
      at timestamptz not null default now(),
      "odd name" integer,
      constraint things_price_positive check (price > 0)
    ) with (fillfactor = 70);
    create index things_by_feeling on sample.things (feeling) where note is not null;
    create trigger things_keep before delete on sample.things for each row execute function sample.refuse();
    create view sample.names as select id, name from sample.things`.execute(database.sql);
  const catalog = await readCatalog(database.sql);

  const types = writeRowTypes(catalog);
  expect(types.slice(types.indexOf('export interface SampleThingsTable'), types.indexOf('/** Every table'))).toMatchInlineSnapshot(`
    "export interface SampleThingsTable {
      id: GeneratedAlways<bigint>;
      other_id: bigint | null;
      name: string;
      feeling: Generated<'sad' | 'glad'>;
      feelings: string;
      amounts: readonly bigint[] | null;
      price: string;
      doubled: GeneratedAlways<string>;
      content: ColumnType<JsonValue, string | undefined, string>;
      note: ColumnType<JsonValue | null, string | null, string | null>;
      raw: Buffer;
      at: Generated<Date>;
      'odd name': number | null;
    }

    export interface SampleNamesTable {
      id: ColumnType<bigint | null, never, never>;
      name: ColumnType<string | null, never, never>;
    }

    "
  `);
  expect(types).toContain("  'sample.things': SampleThingsTable;\n");
  expect(types).toContain('  outbox: OutboxTable;\n');

  const schema = writeSchema(catalog);
  expect(schema).toContain('create schema sample;');
  expect(schema).toContain("create type sample.mood as enum ('sad', 'glad');");
  expect(schema.slice(schema.indexOf('create table sample.things'), schema.indexOf('create view sample.names'))).toMatchInlineSnapshot(`
    "create table sample.things (
      id bigint not null generated always as identity,
      other_id bigint,
      name text collate "C" not null,
      feeling sample.mood not null default 'glad'::sample.mood,
      feelings sample.mood[] not null,
      amounts bigint[],
      price numeric(20,6) not null,
      doubled numeric not null generated always as (price * 2::numeric) stored,
      content jsonb not null default '{}'::jsonb,
      note jsonb,
      raw bytea not null,
      at timestamptz not null default now(),
      "odd name" integer,
      constraint things_pkey PRIMARY KEY (id),
      constraint things_name_key UNIQUE (name),
      constraint things_other_id_fkey FOREIGN KEY (other_id) REFERENCES sample.things(id),
      constraint things_price_positive CHECK (price > 0::numeric)
    ) with (fillfactor=70);
    CREATE INDEX things_by_feeling ON sample.things USING btree (feeling) WHERE (note IS NOT NULL);

    "
  `);
  expect(schema).toContain('CREATE OR REPLACE FUNCTION sample.refuse()');
  expect(schema).toContain('CREATE TRIGGER things_keep BEFORE DELETE ON sample.things');
  expect(schema, 'no extension and nothing of PostgreSQL itself').not.toMatch(/pg_catalog\.|information_schema/u);
});
