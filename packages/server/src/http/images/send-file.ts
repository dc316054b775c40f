import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface SentFile {
  /** Made from the content, so that the same text means the same bytes. */
  readonly etag: string;
  readonly mediaType: string;
  readonly fileName: string;
}

/**
 * Sends bytes that never change: a browser keeps them, and is told 304 where it asks again. `open` runs only when they are
 * needed. `private`, because a picture belongs to its account.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, mediaType, fileName }: SentFile,
  open: () => Promise<Uint8Array | Readable>,
): Promise<FastifyReply> {
  const quoted = `"${etag}"`;
  void reply.header('etag', quoted).header('cache-control', 'private, max-age=31536000, immutable');
  const known = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//u, ''));
  if (known.includes(quoted)) return reply.code(304).send();
  const content = await open();
  return reply.header('content-type', mediaType).header('content-disposition', `inline; filename="${fileName}"`).send(content);
}
