import { sql, type Sql } from '../../../packages/server/src/database/index.ts';

export interface Column {
  readonly name: string;
  /** As SQL writes it: `bigint`, `text[]`, `numeric(20,6)`. */
  readonly type: string;
  /** The name of the type without length, such as `int8`; of an array that of its elements. */
  readonly base: string;
  readonly isArray: boolean;
  readonly nullable: boolean;
  readonly fallback: string | null;
  /** `always` and `default` are identities, `stored` and `virtual` are computed columns. */
  readonly generated: 'always' | 'default' | 'stored' | 'virtual' | null;
  readonly collation: string | null;
  /** The labels of an enumerated type. */
  readonly labels: readonly string[] | null;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly isView: boolean;
  /** The query of a view. */
  readonly query: string | null;
  readonly options: string | null;
  readonly partitioning: string | null;
  readonly columns: readonly Column[];
  readonly constraints: readonly { readonly name: string; readonly definition: string }[];
  /** Those that no constraint brings along. */
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
}

export interface Catalog {
  readonly schemas: readonly string[];
  readonly enums: readonly { readonly schema: string; readonly name: string; readonly labels: readonly string[] }[];
  readonly functions: readonly string[];
  readonly tables: readonly Table[];
}

/** Only what is ours: neither PostgreSQL's own schemas nor what an extension brings. */
const ours = sql`n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
const notOfExtension = (oid: 'c.oid' | 'p.oid' | 't.oid') =>
  sql`not exists (select 1 from pg_depend d where d.objid = ${sql.ref(oid)} and d.deptype = 'e')`;

/** Reads all that the migrations have made, in an order that does not depend on how. */
export async function readCatalog(database: Sql): Promise<Catalog> {
  const schemas = await sql<{ name: string }>`
    select n.nspname as name from pg_namespace n where ${ours} order by n.nspname <> 'public', n.nspname`.execute(database);
  const enums = await sql<Catalog['enums'][number]>`
    select n.nspname as schema, t.typname as name,
      (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels
    from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where t.typtype = 'e' and ${ours} and ${notOfExtension('t.oid')} order by 1, 2`.execute(database);
  const functions = await sql<{ definition: string }>`
    select pg_get_functiondef(p.oid) as definition
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prokind in ('f', 'p') and ${ours} and ${notOfExtension('p.oid')} order by n.nspname, p.proname, p.oid::regprocedure::text`.execute(
    database,
  );
  return {
    schemas: schemas.rows.map((row) => row.name),
    enums: enums.rows,
    functions: functions.rows.map((row) => row.definition),
    tables: await readTables(database),
  };
}

async function readTables(database: Sql): Promise<readonly Table[]> {
  const { rows } = await sql<Table & { oid: number }>`
    select c.oid::int, n.nspname as schema, c.relname as name, c.relkind in ('v', 'm') as "isView",
      case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) end as query,
      array_to_string(c.reloptions, ', ') as options,
      case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as partitioning,
      array(
        select json_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid, true)) from pg_constraint k
        where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x')
        order by array_position(array['p', 'u', 'x', 'f', 'c'], k.contype::text), k.conname
      ) as constraints,
      array(
        select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class ic on ic.oid = i.indexrelid
        where i.indrelid = c.oid and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
        order by ic.relname
      ) as indexes,
      array(select pg_get_triggerdef(g.oid, true) from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal order by g.tgname) as triggers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and ${ours} and ${notOfExtension('c.oid')}
    order by n.nspname <> 'public', n.nspname, c.relkind in ('v', 'm'), c.relname`.execute(database);
  const columns = await readColumns(database);
  return rows.map(({ oid, ...table }) => ({ ...table, columns: columns.get(oid) ?? [] }));
}

async function readColumns(database: Sql): Promise<ReadonlyMap<number, readonly Column[]>> {
  const { rows } = await sql<Column & { table: number }>`
    select a.attrelid::int as "table", a.attname as name, replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz') as type,
      coalesce(e.typname, t.typname) as base, e.oid is not null as "isArray", not a.attnotnull as nullable,
      pg_get_expr(d.adbin, d.adrelid, true) as fallback,
      case when a.attidentity = 'a' then 'always' when a.attidentity = 'd' then 'default'
        when a.attgenerated = 's' then 'stored' when a.attgenerated = 'v' then 'virtual' end as generated,
      case when a.attcollation <> t.typcollation then (select quote_ident(o.collname) from pg_collation o where o.oid = a.attcollation) end as collation,
      (select array_agg(l.enumlabel::text order by l.enumsortorder) from pg_enum l where l.enumtypid = coalesce(e.oid, t.oid)) as labels
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped
    order by a.attrelid, a.attnum`.execute(database);
  const byTable = new Map<number, Column[]>();
  for (const { table, ...column } of rows) byTable.set(table, [...(byTable.get(table) ?? []), column]);
  return byTable;
}
