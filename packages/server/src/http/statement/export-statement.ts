import { Type } from 'typebox';
import { invalidRange } from '../../ledger/index.ts';
import { operation } from '../operation.ts';
import { rangeQuery, readRange } from '../read-range.ts';
import { exactly } from '../schemas/index.ts';
import { exportTypes, markQuery, sendExport } from '../send-export.ts';
import { describeEntry } from './describe-entry.ts';
import { entryOf } from './entry-of.ts';

const extensions = { csv: 'csv', json: 'ndjson' } as const;

export const exportStatement = operation({
  operationId: 'exportStatement',
  sdk: 'statement.export',
  method: 'GET',
  path: '/v1/statement/export',
  audience: 'signed-in',
  summary: 'Download your statement as CSV or as lines of JSON, the oldest entry first',
  description:
    'CSV is RFC 4180 in UTF-8 with a header; a text that a spreadsheet would run as a formula has an apostrophe before it. JSON has one entry a line, with everything that the statement says and all that an entry has. Without `from` and `to` it is the whole statement. It comes as it is read, however long it is.',
  query: exactly({
    format: Type.Unsafe<'csv' | 'json'>(Type.Enum(['csv', 'json'], { description: 'The form of the file' })),
    ...markQuery,
    ...rangeQuery,
  }),
  answer: { mediaType: 'text/csv', orMediaType: 'application/x-ndjson', what: 'The file, as it is read' },
  problems: [invalidRange.definition],
  async handle({ principal: { accountId }, query, reply }, { ledger, clock }) {
    const { format } = query;
    const pieces = await ledger.exportStatement(accountId, { format, describe: describeEntry, more: entryOf, ...readRange(query) });
    const name = `imprest-statement-${new Date(clock.nowMs()).toISOString().slice(0, 10)}.${extensions[format]}`;
    return sendExport(reply, { name, mediaType: exportTypes[format], pieces, mark: query.mark });
  },
});
