import { simulateLedger } from './simulate.ts';

/** Plays seeds and prints what came of it, as text or as one line of JSON; gives the exit code: 1 when a seed fails. */
export async function runSeeds(seeds: readonly number[], options: { readonly json: boolean; readonly counts: boolean }): Promise<number> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const { report, counts } = await simulateLedger(seeds, ({ seed, failure }) => {
    if (failure !== undefined && !options.json) print(`seed ${String(seed)} fails: ${failure}`);
  });
  if (options.json) print(JSON.stringify(report));
  else {
    if (options.counts) for (const [name, count] of Object.entries(counts)) print(`${String(count).padStart(9)} ${name}`);
    const totals = `${String(report.seeds)} seeds, ${String(report.steps)} steps, ${String(report.failures.length)} failures`;
    print(`${totals}; play one again with --seed S`);
  }
  return report.failures.length > 0 ? 1 : 0;
}
