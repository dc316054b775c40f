import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateCrashes } from './simulate-crashes.ts';

/** Runs the crash rounds in a folder of their own and prints what came of them; gives the exit code. */
export async function runCrashes(rounds: number, seed: number, json: boolean): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'imprest-crashes-'));
  // When root runs this, PostgreSQL runs as another user and must be let in.
  await chmod(dataDir, 0o755);
  try {
    const report = await simulateCrashes(dataDir, rounds, seed);
    if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else {
      for (const { what } of report.failures) process.stdout.write(`${what}\n`);
      const { steps, repeated, processesKilled, backendsKilled, postgresKilled, failures } = report;
      const killed = `killed ${String(processesKilled)} processes, ${String(backendsKilled)} connections and PostgreSQL ${String(postgresKilled)} times`;
      process.stdout.write(
        `${killed}; ${String(steps)} requests, sent again ${String(repeated)} times, ${String(failures.length)} failures\n`,
      );
    }
    return report.failures.length > 0 ? 1 : 0;
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
