/**
 * A process that plays seeds for `simulate.ts`, several at a time, each on a database of its own. Its argument names the planted fault
 * that its ledger has, if any.
 */
import { registerHooks } from 'node:module';
import { plantedFaults } from './planted-faults.ts';

export type ToWorker = { readonly urls: readonly string[] } | { readonly arena: number; readonly seed: number } | 'end';

const name = process.argv[2];
const fault = name === undefined ? {} : plantedFaults[name];
if (fault === undefined) throw new Error(`there is no planted fault ${name ?? ''}`);
const { mutation } = fault;
let mutated = mutation === undefined;
if (mutation) {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(`/ledger/${mutation.file}`)) return loaded;
      const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source ?? undefined);
      const found = source.split(mutation.find).length - 1;
      if (found !== 1) throw new Error(`the planted fault "${name ?? ''}" fits ${String(found)} places of ${mutation.file}, and not 1`);
      mutated = true;
      return { ...loaded, source: source.replace(mutation.find, () => mutation.replace) };
    },
  });
}
// Refusals are many, and a long trace of each takes time. A seed that fails can be played again.
Error.stackTraceLimit = 4;
const { Arena } = await import('./arena.ts');
const { simulateSeed } = await import('./simulate-seed.ts');
if (!mutated) throw new Error(`the ledger does not load ${mutation?.file ?? ''}`);

let arenas: readonly ReturnType<typeof Arena.open>[] = [];

async function play(place: number, seed: number): Promise<void> {
  const arena = await arenas[place];
  if (arena === undefined) throw new Error(`there is no arena ${String(place)}`);
  process.send?.({ arena: place, report: await simulateSeed(arena, seed, fault) });
}

async function end(): Promise<void> {
  for (const arena of arenas) await (await arena).close();
  process.disconnect();
}

async function obey(message: ToWorker): Promise<void> {
  if (message === 'end') await end();
  else if ('urls' in message) arenas = message.urls.map((url) => Arena.open(url));
  else await play(message.arena, message.seed);
}

process.on('message', (message: ToWorker) => {
  obey(message).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
process.send?.('ready');
