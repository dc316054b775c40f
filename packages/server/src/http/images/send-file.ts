import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenedFile } from '../../gallery/index.ts';

interface AskedFile {
  /** The hash of the content, without opening it. */
  readonly sha256Of: () => Promise<string>;
  readonly open: () => Promise<OpenedFile>;
}

/**
 * Sends bytes that never change: a browser keeps them, and where it asks again it is told 304 before anything is opened.
 * `private`, because a picture belongs to its account.
 */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, { sha256Of, open }: AskedFile): Promise<FastifyReply> {
  const known = request.headers['if-none-match'];
  if (known !== undefined) {
    const etag = etagOf(await sha256Of());
    if (known.split(',').some((each) => each.trim().replace(/^W\//u, '') === etag)) {
      return reply.code(304).header('etag', etag).header('cache-control', forEver).send();
    }
  }
  const { stream, bytes, mediaType, sha256, fileName } = await open();
  return reply
    .header('etag', etagOf(sha256))
    .header('cache-control', forEver)
    .header('content-type', mediaType)
    .header('content-length', bytes)
    .header('content-disposition', `inline; filename="${fileName}"`)
    .send(stream);
}

const forEver = 'private, max-age=31536000, immutable';

function etagOf(sha256: string): string {
  return `"${sha256}"`;
}
