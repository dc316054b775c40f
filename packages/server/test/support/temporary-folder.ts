import { rm } from 'node:fs/promises';
import { afterFile } from './after-file.ts';
import { ownFolder } from './leftovers.ts';

/** Makes an empty folder that everyone may enter, and that is removed after the test file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await ownFolder();
  afterFile(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
