/** Rows on their way to PostgreSQL, with a parameter for each column. */

/** The types that columns are sent as, with their object ids, which are the same in every PostgreSQL. */
const typeIds = { smallint: 21, integer: 23, bigint: 20, text: 25, json: 114, bytea: 17, timestamptz: 1184 } as const;

/** A column of rows. Bytes come as hexadecimal digits, JSON as its text, times as whole milliseconds since 1970. */
export type SentColumn<Row> = { readonly name: string } & (
  | { readonly type: 'text' | 'json' | 'bytea'; readonly of: (row: Row) => string | null }
  | { readonly type: 'smallint' | 'integer' | 'timestamptz'; readonly of: (row: Row) => number | null }
  | { readonly type: 'bigint'; readonly of: (row: Row) => bigint | number | null }
);

/** How rows are sent. */
export interface Sending {
  /** The rows as a source of a select; their columns are the parameters from `$first` on. */
  source<Row>(columns: readonly SentColumn<Row>[], first: number): string;
  /** Those parameters, in their order. */
  values<Row>(columns: readonly SentColumn<Row>[], rows: readonly Row[]): readonly (string | Buffer | null)[];
}

/**
 * Any number of rows with one text: an array for each column, in PostgreSQL's binary form, so that nothing has to be quoted, parsed or cast
 * on the way. The arrays come out of a subquery that stays one (`offset 0`), so that the planner does not see how many rows there are:
 * otherwise it plans a prepared statement anew each time, which takes longer than to run it. A column that is null in all rows is sent as
 * null: `unnest` fills up with nulls.
 */
export const manyRows: Sending = {
  source(columns, first) {
    const arrays = columns.map(({ name, type }, index) => `$${String(first + index)}::${type}[] as ${name}`);
    return `(select ${columns.map(({ name }) => `unnest(${name}) as ${name}`).join(', ')} from (select ${arrays.join(', ')} offset 0) arrays)`;
  },
  values: (columns, rows) => columns.map((column) => arrayOf(column, rows)),
};

/** Exactly one row, a value for each column: to take so many arrays of one apart costs a statement more than the rest of it. */
export const oneRow: Sending = {
  source(columns, first) {
    return `(select ${columns.map(({ name, type }, index) => `$${String(first + index)}::${type} as ${name}`).join(', ')})`;
  },
  values: (columns, rows) => rows.flatMap((row) => columns.map((column) => valueOf(column, row))),
};

/** Text as PostgreSQL reads it; bytes and times, whose text is longer or does not reach far years, in its binary form. */
function valueOf<Row>(column: SentColumn<Row>, row: Row): string | Buffer | null {
  if (column.type === 'timestamptz') {
    const ms = column.of(row);
    if (ms === null) return null;
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64BE(BigInt(ms - epochMs) * 1000n);
    return bytes;
  }
  const value = column.of(row);
  if (value === null) return null;
  return column.type === 'bytea' ? Buffer.from(String(value), 'hex') : String(value);
}

const headerBytes = 20;
const lengthBytes = 4;
const nullLength = -1;

/** The array in the form of PostgreSQL's `array_recv`, or `null` when there is nothing but nulls in it. */
function arrayOf<Row>(column: SentColumn<Row>, rows: readonly Row[]): Buffer | null {
  if (rows.every((row) => column.of(row) === null)) return null;
  const out = new ArrayWriter(rows.length, bytesExpected[column.type]);
  switch (column.type) {
    case 'text':
    case 'json':
      for (const row of rows) out.text(column.of(row));
      break;
    case 'bytea':
      for (const row of rows) out.bytes(column.of(row));
      break;
    case 'smallint':
      for (const row of rows) out.int16(column.of(row));
      break;
    case 'integer':
      for (const row of rows) out.int32(column.of(row));
      break;
    case 'timestamptz':
      for (const row of rows) out.time(column.of(row));
      break;
    case 'bigint':
      for (const row of rows) out.int64(column.of(row));
      break;
  }
  return out.finish(typeIds[column.type], rows.length);
}

/** Of one value; where there are more, room is made. */
const bytesExpected = { smallint: 2, integer: 4, bigint: 8, timestamptz: 8, bytea: 32, text: 96, json: 512 } as const;

/** PostgreSQL counts microseconds since 2000. */
const epochMs = 946_684_800_000;

class ArrayWriter {
  #buffer: Buffer;
  #view: DataView;
  #end = headerBytes;
  #nulls = 0;

  constructor(length: number, bytesEach: number) {
    this.#buffer = Buffer.allocUnsafe(headerBytes + length * (lengthBytes + bytesEach));
    this.#view = viewOf(this.#buffer);
  }

  text(value: string | null): void {
    if (value === null) return this.#null();
    // No UTF-16 unit takes more than three bytes.
    this.#reserve(lengthBytes + 3 * value.length);
    const bytes = this.#buffer.write(value, this.#end + lengthBytes, 'utf8');
    this.#view.setInt32(this.#end, bytes);
    this.#end += lengthBytes + bytes;
  }

  bytes(value: string | null): void {
    if (value === null) return this.#null();
    this.#begin(value.length / 2);
    this.#end += this.#buffer.write(value, this.#end, 'hex');
  }

  int16(value: number | null): void {
    if (value === null) return this.#null();
    this.#begin(2);
    this.#view.setInt16(this.#end, value);
    this.#end += 2;
  }

  int32(value: number | null): void {
    if (value === null) return this.#null();
    this.#begin(4);
    this.#view.setInt32(this.#end, value);
    this.#end += 4;
  }

  int64(value: bigint | number | null): void {
    if (value === null) return this.#null();
    this.#begin(8);
    if (typeof value === 'bigint') {
      this.#view.setBigInt64(this.#end, value);
    } else {
      this.#view.setInt32(this.#end, Math.floor(value / 2 ** 32));
      this.#view.setUint32(this.#end + 4, value >>> 0);
    }
    this.#end += 8;
  }

  time(ms: number | null): void {
    const micros = ms === null ? null : (ms - epochMs) * 1000;
    // Far years do not fit a number.
    this.int64(micros === null || ms === null || Number.isSafeInteger(micros) ? micros : BigInt(ms - epochMs) * 1000n);
  }

  finish(typeId: number, length: number): Buffer {
    this.#view.setInt32(0, 1); // dimensions
    this.#view.setInt32(4, this.#nulls > 0 ? 1 : 0);
    this.#view.setInt32(8, typeId);
    this.#view.setInt32(12, length);
    this.#view.setInt32(16, 1); // the first index
    return this.#buffer.subarray(0, this.#end);
  }

  #null(): void {
    this.#nulls += 1;
    this.#begin(nullLength);
  }

  /** Begins a value of so many bytes. */
  #begin(length: number): void {
    this.#reserve(lengthBytes + Math.max(0, length));
    this.#view.setInt32(this.#end, length);
    this.#end += lengthBytes;
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#end + bytes));
    this.#buffer.copy(larger, 0, 0, this.#end);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}
