/** `npm run bench -- NAME [--json]`: runs one benchmark and prints its figures with the machine they came from. */
import { cpus, totalmem } from 'node:os';
import { benchAudit } from './audit.ts';
import { benchLedger } from './ledger.ts';
import { benchPayments } from './payments.ts';
import { benchPlans } from './plans.ts';
import { benchPricing } from './pricing.ts';
import { benchProcesses } from './processes.ts';
import { benchStart } from './start.ts';

/** One measured case: its name, and figures with their unit in the name. */
export type BenchCase = { readonly case: string } & Readonly<Record<string, string | number>>;

const benches: Readonly<Record<string, (flags: readonly string[]) => Promise<readonly BenchCase[]>>> = {
  audit: benchAudit,
  ledger: benchLedger,
  payments: benchPayments,
  plans: benchPlans,
  pricing: benchPricing,
  processes: benchProcesses,
  start: benchStart,
};

const [name = '', ...flags] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`Give the name of a benchmark: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
const cases = await bench(flags);
const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
if (flags.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ bench: name, machine, cases })}\n`);
} else {
  process.stdout.write(`${machine.processor}, ${String(machine.cores)} cores, ${String(machine.memoryGiB)} GiB, Node ${machine.node}\n`);
  for (const { case: title, ...figures } of cases) {
    const text = Object.entries(figures).map(([figure, value]) => `${figure} ${String(value)}`);
    process.stdout.write(`${title.padEnd(28)} ${text.join(' · ')}\n`);
  }
}
