import { enableCompileCache, registerHooks } from 'node:module';
import type { SeedReport } from './play-seeds.ts';

export type ToWorker = { readonly urls: readonly string[] } | { readonly arena: number; readonly seed: number } | 'end';

/** Changes the source of the server as it is loaded: the one place that reads `find` in the file below its sources. */
export interface Mutation {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

interface Closable {
  close(): Promise<void>;
}

/** What plays the seeds of a simulation. */
export interface Player<Arena extends Closable, Fault> {
  /** `url` names a migrated database that nobody else uses. */
  openArena(url: string): Promise<Arena>;
  play(arena: Arena, seed: number, fault: Fault): Promise<SeedReport>;
}

/**
 * The life of a process that plays seeds for `play-seeds.ts`, several at a time, each on a database of its own. Its arguments are a folder
 * for what such processes have compiled, the name of the planted fault that its server has, if any, and `sound` when everything is
 * to be as with that fault, but without the defect: `soundOf` gives what is left of a fault then. `load` must import the server, and only then, because the fault may be in its source.
 */
export async function runWorker<Arena extends Closable, Fault extends { readonly mutation?: Mutation }>(
  plantedFaults: Readonly<Record<string, Fault>>,
  soundOf: (fault: Fault | undefined) => Fault,
  load: () => Promise<Player<Arena, Fault>>,
): Promise<void> {
  const [, , compiled, name, sound] = process.argv;
  enableCompileCache(compiled);
  const named = name === undefined ? undefined : plantedFaults[name];
  if (name !== undefined && named === undefined) throw new Error(`there is no planted fault ${name}`);
  const fault = named === undefined || sound === 'sound' ? soundOf(named) : named;
  const isPlanted = plant(name ?? '', fault.mutation);
  // Refusals are many, and a long trace of each takes time. A seed that fails can be played again.
  Error.stackTraceLimit = 4;
  const player = await load();
  if (!isPlanted()) throw new Error(`the server does not load ${fault.mutation?.file ?? ''}`);

  let arenas: readonly Promise<Arena>[] = [];
  // Who started this process may be ended before it.
  const leave = (): never => process.exit(1);
  process.once('disconnect', leave);
  const obey = async (message: ToWorker): Promise<void> => {
    if (message === 'end') {
      process.off('disconnect', leave);
      for (const arena of arenas) await (await arena).close();
      process.disconnect();
    } else if ('urls' in message) arenas = message.urls.map((url) => player.openArena(url));
    else {
      const arena = await arenas[message.arena];
      if (arena === undefined) throw new Error(`there is no arena ${String(message.arena)}`);
      process.send?.({ arena: message.arena, report: await player.play(arena, message.seed, fault) });
    }
  };
  process.on('message', (message: ToWorker) => {
    obey(message).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
      process.exit(1);
    });
  });
  process.send?.('ready');
}

/** How many places of a file's source the mutation would change. */
export function placesOf({ find }: Mutation, source: string): number {
  return source.split(find).length - 1;
}

/** Plants a mutation into the modules that are loaded from now on. Gives a function that tells whether it was. */
function plant(name: string, mutation: Mutation | undefined): () => boolean {
  let planted = mutation === undefined;
  if (mutation) {
    registerHooks({
      load(url, context, nextLoad) {
        const loaded = nextLoad(url, context);
        if (!url.endsWith(`/server/src/${mutation.file}`)) return loaded;
        const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source ?? undefined);
        const found = placesOf(mutation, source);
        if (found !== 1) throw new Error(`the planted fault "${name}" fits ${String(found)} places of ${mutation.file}, and not 1`);
        planted = true;
        return { ...loaded, source: source.replace(mutation.find, () => mutation.replace) };
      },
    });
  }
  return () => planted;
}
