import { readFile } from 'node:fs/promises';
import { findJsonFault } from '../pricing/index.ts';
import { CommandError } from './connect.ts';

/** Reads a JSON object from a file. Of what `--json` printed, the price book inside of it. */
export async function readBookFile(file: string): Promise<Record<string, unknown>> {
  const read = jsonOf(file, await readTextFile(file));
  const book = typeof read === 'object' && read !== null && 'book' in read ? read.book : read;
  if (typeof book !== 'object' || book === null || Array.isArray(book)) throw new CommandError(`${file} must be a JSON object.`);
  return { ...book };
}

/** What the text of a file says, or a refusal that names the line at which it stops being JSON. */
export function jsonOf(file: string, text: string): unknown {
  const fault = findJsonFault(text);
  if (fault !== undefined) throw new CommandError(`${file}:${String(fault.line)}: is not JSON: ${fault.message}`);
  return JSON.parse(text);
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
