import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.ts';
import { ownFolder, removeLeftovers } from './leftovers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** Starts one real PostgreSQL, with fsync on, for the whole test run, and gives its address to the test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataDir = await ownFolder();
  const postgres = await EmbeddedPostgres.open({ dataDir, exclusive: true, connections: 200, report: () => undefined });
  const { user = '', password, host = '', port = 0 } = postgres.address();
  project.provide('postgresUrl', `postgres://${user}:${String(password)}@${host}:${port}/postgres`);
  return async () => {
    await postgres.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}
