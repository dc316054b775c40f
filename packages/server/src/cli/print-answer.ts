import type { ClientOptions } from './operation-command.ts';

/** Prints an answer of the API: JSON when asked, else a table for lists and one line per member for the rest. */
export function printAnswer(answer: unknown, { json }: ClientOptions): void {
  process.stdout.write(json === true ? `${JSON.stringify(answer, null, 2)}\n` : `${answerText(answer)}\n`);
}

/** The readable text of an answer. */
export function answerText(answer: unknown): string {
  if (Array.isArray(answer)) return table(answer.filter(isRecord));
  if (!isRecord(answer)) return String(answer);
  const { data, nextCursor } = answer;
  if (Array.isArray(data)) {
    const more = typeof nextCursor === 'string' ? `\nmore: --cursor ${nextCursor}` : '';
    return `${table(data.filter(isRecord))}${more}`;
  }
  return members(answer, '');
}

function members(record: Record<string, unknown>, indent: string): string {
  const width = Math.max(...Object.keys(record).map((name) => name.length));
  return Object.entries(record)
    .map(([name, value]) => {
      const label = `${indent}${name.padEnd(width)}  `;
      if (Array.isArray(value) && value.some(isRecord)) return `${label.trimEnd()}\n${nested(value.filter(isRecord), `${indent}  `)}`;
      if (isRecord(value)) return `${label.trimEnd()}\n${members(value, `${indent}  `)}`;
      return `${label}${plain(value)}`;
    })
    .join('\n');
}

function nested(rows: readonly Record<string, unknown>[], indent: string): string {
  return table(rows)
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n');
}

/** A larger record would make the table wider than any screen. */
const flatMembersMax = 3;

/** A member that is a small record becomes a column for each of its members. */
function flat(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      isRecord(value) && Object.keys(value).length <= flatMembersMax
        ? Object.entries(value).map(([inner, each]) => [`${name}.${inner}`, each] as const)
        : [[name, value] as const],
    ),
  );
}

function table(records: readonly Record<string, unknown>[]): string {
  const rows = records.map(flat);
  const [first] = rows;
  if (first === undefined) return '(none)';
  const names = Object.keys(first).filter((name) => !isRecord(first[name]) && !Array.isArray(first[name]));
  const cells = [names, ...rows.map((row) => names.map((name) => plain(row[name])))];
  const widths = names.map((_name, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
