import { open, rename } from 'node:fs/promises';

/** Writes a file so that after a crash it holds either the old or the new content, whole. Only its owner may read it. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
