import { EventParser, type ServerSentEvent } from '../event-parser.ts';
import { ImprestError } from '../imprest-error.ts';
import type { LiveEvent } from '../live-event.ts';
import { backOffMs, pause } from '../pause.ts';
import type { Transport } from '../transport.ts';

export interface StreamOptions {
  /** Go on after this event; left out, the stream begins with what happens from now on. */
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
  /** Whether to come back after a break and resume without a gap; `true` when left out. */
  readonly reconnect?: boolean;
  /** Told when the stream is open (from then on nothing is missed) and when it broke and is being opened again. */
  readonly onConnection?: (state: 'connected' | 'reconnecting') => void;
}

/** The server says something every 15 seconds; after three silent rounds the connection is dead. */
const silenceMaxMs = 45_000;

export class Events {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Follows what happens in the account: `for await (const event of imprest.events.stream())`. It reconnects by itself and
   * misses nothing that is kept. It ends when you leave the loop or the signal fires, and throws where the server refuses.
   */
  async *stream(options: StreamOptions = {}): AsyncGenerator<LiveEvent, void, undefined> {
    const { signal, reconnect = true, onConnection } = options;
    let { lastEventId } = options;
    for (let failures = 0; signal?.aborted !== true; failures += 1) {
      try {
        for await (const { id, event, data } of this.#once(lastEventId, signal)) {
          failures = 0;
          lastEventId = id ?? lastEventId;
          if (event === '') {
            onConnection?.('connected');
            continue;
          }
          // The server's topics and payloads are those of LiveEvent; new ones are passed on as they are.
          yield { id, topic: event, payload: JSON.parse(data) as unknown } as LiveEvent;
        }
      } catch (error) {
        if (isAborted(signal)) return;
        if (error instanceof ImprestError && error.status >= 400 && error.status < 500 && error.status !== 429) throw error;
        if (!reconnect) throw error;
      }
      if (!reconnect || isAborted(signal)) return;
      onConnection?.('reconnecting');
      await pause(backOffMs(failures, 500), signal).catch(() => undefined);
    }
  }

  /** One connection. What opens it, with the id to resume after, and each heartbeat comes as an event without a name. */
  async *#once(lastEventId: string | undefined, signal: AbortSignal | undefined): AsyncGenerator<ServerSentEvent, void, undefined> {
    const leaving = new AbortController();
    const silence = new Watchdog(() => leaving.abort());
    try {
      const headers = { accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) };
      const both = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
      const { body } = await this.#transport.open('/v1/events', headers, both);
      if (body === null) return;
      const reader = body.getReader();
      const decoder = new TextDecoder();
      const parser = new EventParser();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        silence.reset();
        // The stream of an answer gives bytes; its type leaves that open in Node.
        const bytes = piece.value as Uint8Array;
        yield* parser.push(decoder.decode(bytes, { stream: true }));
      }
    } finally {
      silence.stop();
      leaving.abort();
    }
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

class Watchdog {
  readonly #bark: () => void;
  #timer: ReturnType<typeof setTimeout>;

  constructor(bark: () => void) {
    this.#bark = bark;
    this.#timer = setTimeout(bark, silenceMaxMs);
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#bark, silenceMaxMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
