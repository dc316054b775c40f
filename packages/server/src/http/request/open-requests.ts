import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Counts the requests that are being answered, so that a server that closes knows when the last answer is out. */
export class OpenRequests {
  private count = 0;
  private whenNone: () => void = () => undefined;

  constructor(app: FastifyInstance) {
    const end = (): void => {
      this.count -= 1;
      if (this.count === 0) this.whenNone();
    };
    app.addHook('onRequest', (_request, reply, done) => {
      this.count += 1;
      // Of the response itself, because streams are written past the framework. It comes once, however the response ends.
      reply.raw.on('close', end);
      done();
    });
  }

  /** Resolves when nothing is being answered any more, or after `timeoutMs`. */
  async answered(timeoutMs: number): Promise<void> {
    if (this.count === 0) return;
    const timer = new AbortController();
    const none = new Promise<void>((done) => {
      this.whenNone = done;
    });
    await Promise.race([none, delay(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }
}
