import { expect, test } from 'vitest';
import { temporaryFolder } from '../../packages/server/test/support/temporary-folder.ts';
import { simulateCrashes, type CrashReport } from './simulate-crashes.ts';

const folder = await temporaryFolder();

test('after kill -9 of processes, connections and PostgreSQL under load, what was acknowledged is there and nothing is doubled', async () => {
  const report = await simulateCrashes(folder, 9, Math.floor(Math.random() * 1_000_000));
  expect(report).toMatchObject<Partial<CrashReport>>({ processesKilled: 5, backendsKilled: 2, postgresKilled: 2, failures: [] });
  expect(report.repeated).toBeGreaterThan(0);
}, 300_000);
