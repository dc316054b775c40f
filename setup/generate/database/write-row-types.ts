import type { Catalog, Column, Table } from './read-catalog.ts';

/** How each type of PostgreSQL arrives in JavaScript; see src/database/value-types.ts. What is not listed arrives as text. */
const arrivesAs: Readonly<Record<string, string>> = {
  int8: 'bigint',
  int2: 'number',
  int4: 'number',
  oid: 'number',
  float4: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  timestamp: 'Date',
  date: 'Date',
  bytea: 'Buffer',
};

/** Writes the types of all rows, as Kysely wants them. */
export function writeRowTypes(catalog: Catalog): string {
  const tables = catalog.tables.map(writeInterface).join('\n\n');
  const members = catalog.tables.map((table) => `  ${keyOf(table)}: ${interfaceName(table)};`).join('\n');
  const body = `${tables}\n\n/** Every table, by the name that statements use. */\nexport interface Schema {\n${members}\n}\n`;
  const wrappers = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) => body.includes(`${name}<`));
  return [
    '// Made by `npm run generate` from packages/server/migrations. Do not edit.',
    ...(wrappers.length === 0 ? [] : [`import type { ${wrappers.join(', ')} } from 'kysely';`]),
    ...(body.includes('JsonValue') ? [`import type { JsonValue } from './json.ts';`] : []),
    '',
    body,
  ].join('\n');
}

function writeInterface(table: Table): string {
  const columns = table.columns.map((column) => `  ${nameOf(column.name)}: ${typeOf(column, table.isView)};`);
  return `export interface ${interfaceName(table)} {\n${columns.join('\n')}\n}`;
}

function typeOf(column: Column, isView: boolean): string {
  const value = withNull(valueOf(column), column.nullable);
  if (isView) return `ColumnType<${value}, never, never>`;
  // JSON is written as text, because the driver would take a JavaScript array for an array of PostgreSQL.
  const isJson = !column.isArray && (column.base === 'jsonb' || column.base === 'json');
  const written = withNull('string', column.nullable);
  if (column.generated === 'always' || column.generated === 'stored' || column.generated === 'virtual') return `GeneratedAlways<${value}>`;
  const optional = column.fallback !== null || column.generated === 'default';
  if (isJson) return `ColumnType<${value}, ${optional ? `${written} | undefined` : written}, ${written}>`;
  return optional ? `Generated<${value}>` : value;
}

function valueOf({ base, isArray, labels }: Column): string {
  // The driver reads arrays of PostgreSQL's own types only.
  if (labels !== null) return isArray ? 'string' : labels.map((label) => `'${label}'`).join(' | ');
  const one = arrivesAs[base] ?? (base === 'jsonb' || base === 'json' ? 'JsonValue' : 'string');
  return isArray ? `readonly ${one}[]` : one;
}

function withNull(type: string, nullable: boolean): string {
  return nullable ? `${type} | null` : type;
}

function keyOf({ schema, name }: Table): string {
  return nameOf(schema === 'public' ? name : `${schema}.${name}`);
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : `'${name}'`;
}

/** `ledger.entries` → `LedgerEntriesTable`. */
function interfaceName({ schema, name }: Table): string {
  const words = `${schema === 'public' ? '' : `${schema}_`}${name}`.split(/[^A-Za-z\d]+/u);
  return `${words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('')}Table`;
}
