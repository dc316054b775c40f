import type { Readable } from 'node:stream';

/** Where the bytes of pictures are kept: under the SHA-256 of their content, so that keeping them twice is keeping them once. */
export interface ImageStore {
  /**
   * Keeps the bytes; when it resolves they survive a power cut. Nobody ever sees a part of them. Refuses `storage_full`, and then
   * nothing is kept.
   */
  put(bytes: Uint8Array): Promise<StoredFile>;
  /** The bytes as a stream, or `undefined` when they are not there. `sha256` is 64 hexadecimal digits. */
  read(sha256: string): Promise<Readable | undefined>;
  has(sha256: string): Promise<boolean>;
  /** Resolves also when they were not there. */
  remove(sha256: string): Promise<void>;
  /** Refuses `storage_full` when so many bytes more would not fit, so that no work begins that cannot be kept. */
  requireRoom(bytes: number): Promise<void>;
}

export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
}
