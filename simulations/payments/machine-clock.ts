import { AsyncLocalStorage } from 'node:async_hooks';

const clocks = new AsyncLocalStorage<() => number>();
const real = performance.now.bind(performance);

/**
 * The clock that never jumps, by which the server measures how long it leaves a provider alone. Inside `withMachineClock` it is that of
 * the scenario, so that nobody has to wait and a seed replays exactly.
 */
export function withMachineClock<T>(nowMs: () => number, work: () => Promise<T>): Promise<T> {
  performance.now = () => clocks.getStore()?.() ?? real();
  return clocks.run(nowMs, work);
}
