import pg from 'pg';
import { assert } from '../kernel/index.ts';

const oids = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  json: 114,
  int8Array: 1016,
  timestamptz: 1184,
  numeric: 1700,
  jsonb: 3802,
};

/** pg's types name only the oids of its own list; the function takes any. */
const parserOf = pg.types.getTypeParser as (oid: number, format: 'text' | 'binary') => (text: string) => unknown;

const arrayOfInt8 = parserOf(oids.int8Array, 'text');

/** Our own for each type that our tables have: the program around us may have told pg to read them in another way. */
const parsers = new Map<number, (text: string) => unknown>([
  [oids.bool, (text) => text === 't'],
  [oids.bytea, bytesFrom],
  [oids.int2, Number],
  [oids.int4, Number],
  [oids.int8, BigInt],
  [oids.int8Array, (text) => bigintsFrom(arrayOfInt8(text))],
  [oids.json, jsonFrom],
  [oids.jsonb, jsonFrom],
  [oids.numeric, String],
  [oids.timestamptz, timeFrom],
]);

/**
 * How PostgreSQL's values arrive: int8 as `bigint` (amounts do not fit a number), numeric and xid8 as text, timestamptz as
 * `Date`, jsonb parsed, bytea as `Buffer`. Given to each connection, so that other users of `pg` in this process keep theirs.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? parserOf(oid, format ?? 'text');
    // pg declares one overload per known type; a parser by plain number is the general case of all of them.
  }) as typeof pg.types.getTypeParser,
};

function bytesFrom(text: string): Buffer {
  assert(text.startsWith(String.raw`\x`), 'bytea comes in its default form, hex: leave bytea_output as it is');
  return Buffer.from(text.slice(2), 'hex');
}

const timeForm = /^(\d{4,6}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-])(\d\d)(?::?(\d\d))?(?::?(\d\d))?$/u;

/** In the zone of the session, whichever that is. */
function timeFrom(text: string): Date {
  const [, day = '', time = '', sign, hours = '0', minutes = '0', seconds = '0'] = timeForm.exec(text) ?? [];
  const local = Date.parse(`${day.length > 10 ? `+${day.padStart(12, '0')}` : day}T${time}Z`);
  assert(!Number.isNaN(local), `timestamptz comes in its default form, ISO, and not as ${text}: leave DateStyle as it is`);
  const ahead = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000;
  return new Date(sign === '-' ? local + ahead : local - ahead);
}

function jsonFrom(text: string): unknown {
  return JSON.parse(text);
}

function bigintsFrom(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bigintsFrom);
  return typeof value === 'string' ? BigInt(value) : value;
}
