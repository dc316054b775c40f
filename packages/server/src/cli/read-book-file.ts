import { readFile } from 'node:fs/promises';
import { CommandError } from './connect.ts';

/** Reads a JSON object from a file. Of what `--json` printed, the price book inside of it. */
export async function readBookFile(file: string): Promise<Record<string, unknown>> {
  const text = await readTextFile(file);
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const book = typeof read === 'object' && read !== null && 'book' in read ? read.book : read;
  if (typeof book !== 'object' || book === null || Array.isArray(book)) throw new CommandError(`${file} must be a JSON object.`);
  return { ...book };
}

export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A price book on the command line: the id of a draft, a version, or a file. */
export async function askedBookOf(book: string): Promise<{ draftId: string } | { version: number } | { book: Record<string, unknown> }> {
  if (/^draft_[0-9a-z]{26}$/u.test(book)) return { draftId: book };
  return /^[1-9]\d{0,8}$/u.test(book) ? { version: Number(book) } : { book: await readBookFile(book) };
}
