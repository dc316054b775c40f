/**
 * `npm run simulate -- ledger [--seeds N] [--seed S] [--json] [--counts]` plays random histories and prints each seed that fails;
 * `npm run simulate -- crash [--rounds N] [--seed S] [--json]` kills real processes.
 */
import { parseArgs } from 'node:util';
import { runCrashes } from './crash/run-crashes.ts';
import { runSeeds } from './ledger/run-seeds.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string' },
    rounds: { type: 'string', default: '25' },
    json: { type: 'boolean', default: false },
    counts: { type: 'boolean', default: false },
  },
});
const [name] = positionals;
const wrong = [values.seeds, values.seed ?? '1', values.rounds].find((text) => !/^[1-9]\d{0,8}$/u.test(text));
if ((name !== 'ledger' && name !== 'crash') || wrong !== undefined) {
  process.stderr.write('Give the name of a simulation, ledger or crash, and whole numbers with --seeds, --seed and --rounds.\n');
  process.exit(2);
}
if (name === 'crash') process.exit(await runCrashes(Number(values.rounds), Number(values.seed ?? '1'), values.json));
const seeds = values.seed === undefined ? Array.from({ length: Number(values.seeds) }, (_, index) => index + 1) : [Number(values.seed)];
process.exitCode = await runSeeds(seeds, values);
