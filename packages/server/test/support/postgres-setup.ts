import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.ts';
import { isRunning } from '../../src/database/embedded/processes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

const prefix = 'imprest-test-postgres-';

/** Starts one real PostgreSQL, with fsync on, for the whole test run, and gives its address to the test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  const postgres = await EmbeddedPostgres.open({ dataDir, exclusive: true, connections: 200, report: () => undefined });
  const { user = '', password, host = '', port = 0 } = postgres.address();
  project.provide('postgresUrl', `postgres://${user}:${String(password)}@${host}:${port}/postgres`);
  return async () => {
    await postgres.close();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** A test run that was killed could not stop its PostgreSQL. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : 0;
    if (pid === 0 || isRunning(pid)) continue;
    const dataDir = path.join(os.tmpdir(), name);
    const left = await EmbeddedPostgres.open({ dataDir, exclusive: true, report: () => undefined }).catch(() => undefined);
    await left?.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
