import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** The types in which tables are exported. */
export const exportTypes = { csv: 'text/csv; charset=utf-8', json: 'application/x-ndjson; charset=utf-8' } as const;

/** Sends text as it comes, as a file to keep. Whoever goes away ends the reading of it. */
export function sendExport(
  reply: FastifyReply,
  file: { readonly name: string; readonly mediaType: string; readonly pieces: AsyncIterable<string> | readonly string[] },
): FastifyReply {
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(file.pieces));
}
