/**
 * `npm run simulate -- ledger|payments [--seeds N] [--seed S] [--json] [--counts]` plays random histories and prints each seed that fails;
 * `npm run simulate -- crash [--rounds N] [--seed S] [--json]` kills real processes;
 * `npm run simulate -- books [--accounts N] [--every DAYS] [--json]` holds the books of a year against audit, exports and statements.
 */
import { parseArgs } from 'node:util';
import { runBooks } from './books/run-books.ts';
import { runCrashes } from './crash/run-crashes.ts';
import { ledgerSimulation } from './ledger/simulation.ts';
import { paymentsSimulation } from './payments/simulation.ts';
import { runSeeds } from './seeds/play-seeds.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string' },
    rounds: { type: 'string', default: '25' },
    accounts: { type: 'string', default: '10000' },
    every: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    counts: { type: 'boolean', default: false },
  },
});
const [name] = positionals;
const numbers = [values.seeds, values.seed ?? '1', values.rounds, values.accounts, values.every];
const wrong = numbers.find((text) => !/^[1-9]\d{0,8}$/u.test(text));
const withSeeds = [ledgerSimulation, paymentsSimulation].find((simulation) => simulation.name === name);
if ((withSeeds === undefined && name !== 'crash' && name !== 'books') || wrong !== undefined) {
  process.stderr.write('Give the name of a simulation, ledger, payments, crash or books, and whole numbers with its options.\n');
  process.exit(2);
}
if (name === 'crash') process.exit(await runCrashes(Number(values.rounds), Number(values.seed ?? '1'), values.json));
if (name === 'books') process.exit(await runBooks(Number(values.accounts), Number(values.every), values.json));
if (withSeeds !== undefined) {
  const seeds = values.seed === undefined ? Array.from({ length: Number(values.seeds) }, (_, index) => index + 1) : [Number(values.seed)];
  process.exitCode = await runSeeds(withSeeds, seeds, values);
}
