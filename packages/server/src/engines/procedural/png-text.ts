import { crc32 } from 'node:zlib';

const signatureLength = 8;
const endChunkLength = 12;

/**
 * Puts a text chunk before the end of a PNG: `tEXt` where the text fits Latin-1, `iTXt` in UTF-8 where it does not, as
 * readers of A1111-style `parameters` expect. `keyword` is 1..79 Latin-1 letters. The text must hold no NUL.
 */
export function addPngText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const isLatin1 = [...Buffer.from(text, 'utf16le')].every((byte, place) => place % 2 === 0 || byte === 0);
  const data = isLatin1
    ? Buffer.concat([Buffer.from(`${keyword}\0`, 'latin1'), Buffer.from(text, 'latin1')])
    : Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]);
  const chunk = makeChunk(isLatin1 ? 'tEXt' : 'iTXt', data);
  const result = new Uint8Array(png.length + chunk.length);
  const end = png.length - endChunkLength;
  result.set(png.subarray(0, end));
  result.set(chunk, end);
  result.set(png.subarray(end), end + chunk.length);
  return result;
}

function makeChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** Reads the text under `keyword` from a PNG, or gives `undefined`. */
export function readPngText(png: Uint8Array, keyword: string): string | undefined {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.length);
  for (let at = signatureLength; at + endChunkLength <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    const name = data.subarray(0, keyword.length + 1).toString('latin1');
    if (name === `${keyword}\0`) {
      if (type === 'tEXt') return data.toString('latin1', keyword.length + 1);
      if (type === 'iTXt') return data.toString('utf8', keyword.length + 5);
    }
    at += length + 12;
  }
  return undefined;
}
