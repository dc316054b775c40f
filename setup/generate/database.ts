import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../packages/server/src/database/index.ts';
import { readCatalog } from './database/read-catalog.ts';
import { writeRowTypes } from './database/write-row-types.ts';
import { writeSchema } from './database/write-schema.ts';

/** What the migrations produce, read back from a real PostgreSQL: as SQL for people, and as types of rows for the compiler. */
export async function generate(): Promise<{ path: string; content: string }[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'imprest-generate-'));
  try {
    const database = await openDatabase({ dataDir });
    try {
      const catalog = await readCatalog(database.sql);
      return [
        { path: 'packages/server/schema.sql', content: writeSchema(catalog) },
        { path: 'packages/server/src/database/schema.generated.ts', content: writeRowTypes(catalog) },
      ];
    } finally {
      await database.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
