import type pg from 'pg';

interface CatalogLine {
  readonly schema: string;
  readonly line: string;
}

const query = `
  with relations as (
    select c.oid, c.relname, c.relkind, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  ), lines as (
    select schema, format('table %s %s', relname, relkind) as line from relations
    union all
    select schema, format('column %s.%s %s %s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull, collname,
      pg_get_expr(adbin, adrelid))
    from relations join pg_attribute a on attrelid = relations.oid and attnum > 0 and not attisdropped
      left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
      left join pg_collation l on l.oid = attcollation
    union all
    select schema, format('constraint %s %s %s', relname, conname, pg_get_constraintdef(k.oid))
    from relations join pg_constraint k on conrelid = relations.oid
    union all
    select schema, format('index %s %s', relname, pg_get_indexdef(oid)) from relations where relkind = 'i'
    union all
    select schema, format('trigger %s %s', relname, pg_get_triggerdef(t.oid)) from relations join pg_trigger t on tgrelid = relations.oid
    union all
    select n.nspname, format('function %s', proname) from pg_proc p join pg_namespace n on n.oid = pronamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  )
  select schema, replace(line, format('%s.', schema), '') as line from lines order by line collate "C", schema`;

/** Everything that is in a schema, without its name, in order. */
export async function catalogOf(pool: pg.Pool, schema: string): Promise<readonly string[]> {
  const { rows } = await pool.query<CatalogLine>(query);
  return rows.filter((row) => row.schema === schema).map((row) => row.line);
}

/** Everything that is in the other schemas. */
export async function catalogOutside(pool: pg.Pool, schema: string | null): Promise<readonly string[]> {
  const { rows } = await pool.query<CatalogLine>(query);
  return rows.filter((row) => row.schema !== schema).map((row) => `${row.schema} ${row.line}`);
}
