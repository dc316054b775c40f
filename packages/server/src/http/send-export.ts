import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';

/** The types in which tables are exported. */
export const exportTypes = { csv: 'text/csv; charset=utf-8', json: 'application/x-ndjson; charset=utf-8' } as const;

/** By the first character of a file spreadsheets know UTF-8. Programs would take it for a part of the first name, so it has to be asked for. */
const byteOrderMark = '\uFEFF';

/** The member of a query that asks for it. */
export const markQuery = {
  mark: Type.Optional(
    Type.Enum(['true', 'false'], {
      description:
        '`true` begins CSV with a byte order mark, without which Excel on Windows does not know UTF-8. Programs do better without',
    }),
  ),
};

/** Sends text as it comes, as a file to keep. Whoever goes away ends the reading of it. */
export function sendExport(
  reply: FastifyReply,
  file: {
    readonly name: string;
    readonly mediaType: string;
    readonly pieces: AsyncIterable<string> | readonly string[];
    /** What the query said of the byte order mark. */
    readonly mark?: 'true' | 'false' | undefined;
  },
): FastifyReply {
  const isMarked = file.mark === 'true' && file.mediaType === exportTypes.csv;
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(isMarked ? marked(file.pieces) : file.pieces));
}

async function* marked(pieces: AsyncIterable<string> | readonly string[]): AsyncGenerator<string> {
  yield byteOrderMark;
  yield* pieces;
}
