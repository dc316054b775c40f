import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageStore, StoredFile } from '../../gallery/index.ts';
import { assert, storageFull } from '../../kernel/index.ts';

export interface DiskStoreOptions {
  /** Where the files lie; made when it is not there. */
  readonly folder: string;
  /** This much of the disk is left to others, above all to the database; 256 MiB when left out. */
  readonly keepFreeBytes?: number | undefined;
}

const partialFolder = 'partial';
/** A file that was being written this long ago belongs to a process that died. */
const abandonedAfterMs = 60 * 60_000;

/**
 * Opens a store in a folder: `ab/cd/abcd…` for the content with that SHA-256. A file is written under another name, synced, renamed, and
 * its folder synced, so that a name always stands for whole content, also after a power cut.
 */
export async function openDiskStore({ folder, keepFreeBytes = 256 * 1024 * 1024 }: DiskStoreOptions): Promise<ImageStore> {
  const partials = join(folder, partialFolder);
  await mkdir(partials, { recursive: true });
  await removeAbandoned(partials);

  const placeOf = (sha256: string): { readonly outer: string; readonly inner: string; readonly file: string } => {
    assert(/^[0-9a-f]{64}$/u.test(sha256), 'a file is named by its SHA-256');
    const outer = join(folder, sha256.slice(0, 2));
    const inner = join(outer, sha256.slice(2, 4));
    return { outer, inner, file: join(inner, sha256) };
  };

  const write = async (sha256: string, bytes: Uint8Array): Promise<void> => {
    const { outer, inner, file } = placeOf(sha256);
    const partial = join(partials, randomUUID());
    try {
      await writeSynced(partial, bytes);
      const made = await mkdir(inner, { recursive: true });
      await rename(partial, file);
      await syncFolder(inner);
      if (made !== undefined) {
        await syncFolder(outer);
        await syncFolder(folder);
      }
    } catch (error) {
      await rm(partial, { force: true });
      throw isNoRoom(error) ? noRoom(bytes.length, undefined, error) : error;
    }
  };

  return {
    put: async (bytes): Promise<StoredFile> => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const known = await sizeOf(placeOf(sha256).file);
      if (known !== bytes.length) await write(sha256, bytes);
      return { sha256, bytes: bytes.length };
    },
    read: async (sha256) => {
      try {
        const handle = await open(placeOf(sha256).file, 'r');
        return handle.createReadStream();
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    has: async (sha256) => (await sizeOf(placeOf(sha256).file)) !== undefined,
    remove: async (sha256) => {
      await rm(placeOf(sha256).file, { force: true });
    },
    requireRoom: async (bytes) => {
      const { bavail, bsize } = await statfs(folder);
      const freeBytes = bavail * bsize;
      if (freeBytes < bytes + keepFreeBytes) throw noRoom(bytes, freeBytes);
    },
  };
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o640);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename in a folder survive a power cut. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    try {
      if (Date.now() - (await stat(path)).mtimeMs > abandonedAfterMs) await rm(path, { force: true });
    } catch (error) {
      // Another process of ours has just finished it.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function isNoRoom(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}

function noRoom(neededBytes: number, freeBytes: number | undefined, cause?: unknown): Error {
  return storageFull(
    'The disk of this server has no room for another picture. Nothing was charged; try again later, or tell the operator.',
    { neededBytes, retryAfterSeconds: 60, ...(freeBytes === undefined ? {} : { freeBytes }) },
    cause === undefined ? undefined : { cause },
  );
}
