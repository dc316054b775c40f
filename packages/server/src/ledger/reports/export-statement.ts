import { amountToText } from '../../kernel/index.ts';
import type { Place } from '../commit/commit-together.ts';
import type { Entry } from '../entries.ts';
import { csvRecord, type Cell } from './csv.ts';
import { streamEntries, type StatementRange } from './stream-entries.ts';

export interface StatementExport extends StatementRange {
  /** `csv`: RFC 4180 in UTF-8 with a header. `json`: one object a line (NDJSON), with everything that an entry has. */
  readonly format: 'csv' | 'json';
  /** An entry in plain words; its memo when left out. */
  readonly describe?: ((entry: Entry) => string) | undefined;
  /** What an object of `json` has beside that. */
  readonly more?: ((entry: Entry) => object) | undefined;
}

/** A statement as text, oldest entry first, in pieces of whole lines. Amounts are decimal text in credits, times ISO 8601 in UTC. */
export async function exportStatement(
  place: Place,
  accountId: string,
  { format, describe = ({ memo }) => memo ?? '', more = () => ({}), ...range }: StatementExport,
): Promise<AsyncGenerator<string, void, undefined>> {
  const pages = await streamEntries(place, accountId, range);
  return format === 'csv' ? asCsv(pages, describe) : asJson(pages, (entry) => ({ description: describe(entry), ...more(entry) }));
}

type Pages = AsyncGenerator<readonly Entry[], void, undefined>;
type Describe = (entry: Entry) => string;

async function* asCsv(pages: Pages, describe: Describe): AsyncGenerator<string, void, undefined> {
  yield csvRecord(columns.map(([name]) => name));
  for await (const entries of pages) yield entries.map((entry) => csvRecord(columns.map(([, cell]) => cell(entry, describe)))).join('');
}

async function* asJson(pages: Pages, more: (entry: Entry) => object): AsyncGenerator<string, void, undefined> {
  for await (const entries of pages) {
    yield entries.map((entry) => `${entryAsJson(entry, more(entry))}\n`).join('');
  }
}

const amount = (value: bigint): Cell => ({ value: amountToText(value) });
const time = (ms: number): string => new Date(ms).toISOString();

const columns: readonly (readonly [name: string, cell: (entry: Entry, describe: Describe) => Cell])[] = [
  ['number', ({ number }) => ({ value: number })],
  ['at', ({ atMs }) => ({ value: time(atMs) })],
  ['kind', ({ kind }) => ({ value: kind })],
  ['description', (entry, describe) => describe(entry)],
  ['balanceChange', ({ balanceChange }) => amount(balanceChange)],
  ['heldChange', ({ heldChange }) => amount(heldChange)],
  ['balanceAfter', ({ balanceAfter }) => amount(balanceAfter)],
  ['heldAfter', ({ heldAfter }) => amount(heldAfter)],
  ['availableAfter', ({ availableAfter }) => amount(availableAfter)],
  ['parts', ({ parts }) => parts.map((part) => `${part.kind} ${part.grantId} ${amountToText(part.amount)}`).join('; ')],
  ['projectId', ({ usage }) => usage?.projectId ?? null],
  ['apiKeyId', ({ usage }) => usage?.apiKeyId ?? null],
  ['sessionId', ({ usage }) => usage?.sessionId ?? null],
  ['model', ({ usage }) => usage?.model ?? null],
  ['operation', ({ usage }) => usage?.operation ?? null],
  ['referenceType', ({ reference }) => reference?.type ?? null],
  ['referenceId', ({ reference }) => reference?.id ?? null],
  ['grantId', ({ grantId }) => grantId],
  ['holdId', ({ holdId }) => holdId],
  ['transferId', ({ transfer }) => transfer?.id ?? null],
  ['otherAccountId', ({ transfer }) => transfer?.otherAccountId ?? null],
  ['reversesNumber', ({ reverses }) => (reverses === null ? null : { value: reverses.number })],
  ['memo', ({ memo }) => memo],
  ['commandId', ({ commandId }) => commandId],
  ['hash', ({ hash }) => ({ value: hash })],
];

/** All that an entry has, with amounts as decimal text. */
function entryAsJson({ atMs, ...entry }: Entry, more: object): string {
  const members = { ...entry, at: time(atMs), ...more };
  return JSON.stringify(members, (_name, value: unknown) => (typeof value === 'bigint' ? amountToText(value) : value));
}
