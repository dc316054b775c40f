import { ownError } from './imprest-error.ts';
import type { LiveEvent } from './live-event.ts';
import { pause } from './pause.ts';
import type { Events } from './resources/events.ts';

export interface WaitOptions {
  readonly signal?: AbortSignal;
  /** How long to wait at most; 10 minutes when left out. */
  readonly timeoutMs?: number;
}

interface Waiting<T> {
  readonly what: string;
  readonly read: (signal: AbortSignal) => Promise<T>;
  readonly isOver: (value: T) => boolean;
  /** Whether an event may have changed it. */
  readonly concerns: (event: LiveEvent) => boolean;
}

/** Events tell at once; this finds what they cannot, such as an event that another process has not told yet. */
const pollMs = 3_000;

/** Reads again whenever an event says that something changed, and every few seconds besides, until it is over. */
export async function waitUntil<T>(events: Events, { what, read, isOver, concerns }: Waiting<T>, options: WaitOptions): Promise<T> {
  const { signal, timeoutMs = 600_000 } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const done = new AbortController();
  const ended = AbortSignal.any([done.signal, timeout, ...(signal === undefined ? [] : [signal])]);
  const changes = new Changes();
  const listening = listen(events, concerns, changes, ended);
  try {
    for (;;) {
      const value = await read(ended);
      if (isOver(value)) return value;
      await changes.next(ended);
    }
  } catch (error) {
    if (timeout.aborted && signal?.aborted !== true) {
      const detail = `${what} was not over after ${String(timeoutMs / 1000)} seconds. It goes on without you; ask again later.`;
      throw ownError('wait_timeout', 'It takes longer', detail, 'after', { cause: error });
    }
    throw error;
  } finally {
    done.abort();
    await listening;
  }
}

async function listen(events: Events, concerns: (event: LiveEvent) => boolean, changes: Changes, signal: AbortSignal): Promise<void> {
  try {
    const onConnection = (): void => changes.tell();
    for await (const event of events.stream({ signal, onConnection })) {
      if (event.topic === 'stream.reset' || concerns(event)) changes.tell();
    }
  } catch {
    // Without events the polling is left, and reading tells what is wrong.
  }
}

/** Remembers that something changed, also while nobody waits for it. */
class Changes {
  #changed = false;
  #wake: () => void = () => undefined;

  tell(): void {
    this.#changed = true;
    this.#wake();
  }

  async next(signal: AbortSignal): Promise<void> {
    if (!this.#changed) {
      const stop = new AbortController();
      const told = new Promise<void>((resolve) => (this.#wake = resolve));
      await Promise.race([told, pause(pollMs, AbortSignal.any([signal, stop.signal]))]).finally(() => stop.abort());
    }
    this.#changed = false;
  }
}
