import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const clocks = new AsyncLocalStorage<() => number>();
const real = performance.now.bind(performance);
const realDelay = timers.setTimeout;

/**
 * The clock that never jumps, by which the server measures how long it leaves a provider alone. Inside `withMachineClock` it is that of
 * the scenario, and who waits for some time waits for none, so that a seed replays exactly.
 */
export function withMachineClock<T>(nowMs: () => number, work: () => Promise<T>): Promise<T> {
  performance.now = () => clocks.getStore()?.() ?? real();
  const atOnce = (ms?: number, value?: unknown, options?: object): Promise<unknown> =>
    clocks.getStore() === undefined ? realDelay(ms, value, options) : Promise.resolve(value);
  // It gives back the value that it is given, as the real one does.
  timers.setTimeout = atOnce as typeof realDelay;
  // Whoever has imported it by its name has this one.
  syncBuiltinESMExports();
  return clocks.run(nowMs, work);
}
