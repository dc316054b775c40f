import pg from 'pg';

const oids = { int8: 20, int8Array: 1016 };

/** pg's types name only the oids of its own list; the function takes any. */
const parserOf = pg.types.getTypeParser as (oid: number, format: 'text' | 'binary') => (text: string) => unknown;

const arrayOfInt8 = parserOf(oids.int8Array, 'text');

/**
 * How PostgreSQL's values arrive: int8 as `bigint` (amounts do not fit a number), numeric and xid8 as text, timestamptz as
 * `Date`, jsonb parsed, bytea as `Buffer`. Given to each connection, so that other users of `pg` in this process keep theirs.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === oids.int8) return BigInt;
      if (oid === oids.int8Array) return (text: string) => bigintsFrom(arrayOfInt8(text));
    }
    return parserOf(oid, format ?? 'text');
    // pg declares one overload per known type; a parser by plain number is the general case of all of them.
  }) as typeof pg.types.getTypeParser,
};

function bigintsFrom(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bigintsFrom);
  return typeof value === 'string' ? BigInt(value) : value;
}
