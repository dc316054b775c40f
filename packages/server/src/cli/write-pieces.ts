import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes text as it comes, to a file or to standard output; gives what to print about it. */
export async function writePieces(pieces: AsyncIterable<string>, file: string | undefined): Promise<object | undefined> {
  if (file === undefined) {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
    return undefined;
  }
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      done(null, chunk);
    },
  });
  await pipeline(Readable.from(pieces), counting, createWriteStream(file));
  return { file, bytes };
}
