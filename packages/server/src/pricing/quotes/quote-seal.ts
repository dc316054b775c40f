import { hash } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
const innerPad = 0x36;
const outerPad = 0x5c;
/** Room for the text of nearly every quote; a longer one gets a buffer of its own. */
const textBytesMax = 4_096;
/** 132 bits of the digest: nobody guesses one within the minutes that a quote is open. */
export const sealLength = 22;

/**
 * HMAC-SHA-256 (RFC 2104) with one key over many short texts. Node's own makes an object for each text, which takes several times as long as
 * the two hashes.
 */
export class QuoteSeal {
  readonly #inner = Buffer.alloc(blockBytes + textBytesMax, innerPad);
  readonly #outer = Buffer.alloc(blockBytes + digestBytes, outerPad);

  /** `key` has 64 bytes at most. */
  constructor(key: Buffer) {
    if (key.length > blockBytes) throw new RangeError('the key of a seal fits one block');
    for (const [index, byte] of key.entries()) {
      this.#inner[index] = byte ^ innerPad;
      this.#outer[index] = byte ^ outerPad;
    }
  }

  /** The first 22 characters of the digest of a text, in base64url. */
  of(text: string): string {
    this.#outer.write(hash('sha256', this.#innerWith(text), 'binary'), blockBytes, 'latin1');
    return hash('sha256', this.#outer, 'base64url').slice(0, sealLength);
  }

  #innerWith(text: string): Buffer {
    // No character takes more than three bytes for each of its units.
    if (text.length * 3 > textBytesMax) return Buffer.concat([this.#inner.subarray(0, blockBytes), Buffer.from(text)]);
    return this.#inner.subarray(0, blockBytes + this.#inner.write(text, blockBytes));
  }
}
