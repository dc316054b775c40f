import type { Catalog, Column, Table } from './read-catalog.ts';

/** Writes the catalog as SQL to read: what the migrations add up to. It is not run by anything. */
export function writeSchema(catalog: Catalog): string {
  const parts = [
    '-- What the migrations in packages/server/migrations add up to, read back from PostgreSQL, for people to read and review.\n-- Made by `npm run generate`. Do not edit.',
    ...catalog.schemas.filter((schema) => schema !== 'public').map((schema) => `create schema ${schema};`),
    ...catalog.enums.map((each) => `create type ${qualified(each)} as enum (${each.labels.map((label) => `'${label}'`).join(', ')});`),
    ...catalog.tables.map(writeTable),
    ...catalog.functions.map((definition) => `${definition.trim()};`),
    ...catalog.tables.flatMap((table) => table.triggers.map((trigger) => `${trigger};`)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The name as it is written in SQL: the schema `public` is understood. */
export function qualified({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === 'public' ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

function writeTable(table: Table): string {
  if (table.isView) return `create view ${qualified(table)} as\n${table.query ?? ''}`;
  const lines = [
    ...table.columns.map(writeColumn),
    ...table.constraints.map(({ name, definition }) => `constraint ${quoted(name)} ${definition}`),
  ].map((line) => `  ${line}`);
  const partitioning = table.partitioning === null ? '' : ` partition by ${table.partitioning}`;
  const options = table.options === null || table.options === '' ? '' : ` with (${table.options})`;
  const body = `create table ${qualified(table)} (\n${lines.join(',\n')}\n)${partitioning}${options};`;
  return [body, ...table.indexes.map((index) => `${index};`)].join('\n');
}

function writeColumn(column: Column): string {
  const collation = column.collation === null ? '' : ` collate ${column.collation}`;
  return `${quoted(column.name)} ${column.type}${collation}${column.nullable ? '' : ' not null'}${origin(column)}`;
}

function origin({ generated, fallback }: Column): string {
  if (generated === 'always' || generated === 'default') {
    return ` generated ${generated === 'always' ? 'always' : 'by default'} as identity`;
  }
  if (fallback === null) return '';
  return generated === null ? ` default ${fallback}` : ` generated always as (${fallback}) ${generated}`;
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/u.test(name) ? name : `"${name}"`;
}
