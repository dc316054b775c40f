import { isDeepStrictEqual } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../random.ts';
import type { Answer, Sent } from './messages.ts';
import { RandomCaller } from './random-load.ts';
import type { LedgerProcess } from './start-process.ts';

/** The last answer that is one: what was committed. */
export type Acknowledged = Extract<Answer, { readonly answer: 'booked' | 'refused' }>;

/** One request, written down before it is sent, and its answer once it has come. */
export interface Asked {
  readonly sent: Sent;
  acknowledged?: Acknowledged;
}

export interface LoadOptions {
  readonly seed: number;
  readonly accounts: readonly string[];
  readonly callers: number;
  /** The processes that live now. */
  readonly processes: () => readonly LedgerProcess[];
}

/** How long a caller waits before it repeats a request that nobody could answer. */
const patienceMs = 15;

/**
 * Many callers at once, each with one request after the other. Every request is written down before it is sent, and repeated under its id
 * until an answer comes; some are sent to two processes at the same time.
 */
export class Load {
  readonly asked: Asked[] = [];
  /** What was wrong with an answer, in sentences. */
  readonly failures: string[] = [];
  repeated = 0;
  acknowledged = 0;
  readonly #options: LoadOptions;
  readonly #random: Random;
  readonly #awaited: { readonly count: number; readonly reached: () => void }[] = [];
  #stopped = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  start(): void {
    const { seed, callers, accounts } = this.#options;
    this.#running = Promise.all(
      Array.from({ length: callers }, async (_, index) => {
        const name = `c${String(index)}`;
        const caller = new RandomCaller(new Random(seed * 1000 + index), name, accounts);
        while (!this.#stopped) await this.send(caller.next());
      }),
    );
  }

  /** Resolves when so many more requests have been acknowledged. */
  async progress(count: number): Promise<void> {
    const target = this.acknowledged + count;
    await new Promise<void>((resolve) => this.#awaited.push({ count: target, reached: resolve }));
  }

  /** Lets every caller get the answer to its last request. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Sends a request until it is answered. */
  async send(sent: Sent): Promise<void> {
    const asked: Asked = { sent };
    this.asked.push(asked);
    for (let turn = 0; asked.acknowledged === undefined; turn += 1) {
      if (turn > 0) this.repeated += 1;
      const answers = await Promise.all(this.#choose().map((process) => process.ask(sent)));
      const known = answers.filter((answer) => answer.answer !== 'unknown');
      const failed = known.find((answer) => answer.answer === 'failed');
      if (failed) {
        this.failures.push(`${show(sent)} fails: ${failed.error}`);
        return;
      }
      const [first, second] = known;
      if (first === undefined) {
        await delay(patienceMs);
        continue;
      }
      if (second !== undefined && !isDeepStrictEqual(first, second)) {
        this.failures.push(`${show(sent)} has two answers: ${show(first)} and ${show(second)}`);
      }
      // Those that failed are filtered out above.
      asked.acknowledged = first as Acknowledged;
    }
    this.acknowledged += 1;
    for (const awaited of this.#awaited.filter(({ count }) => count === this.acknowledged)) awaited.reached();
  }

  #choose(): readonly LedgerProcess[] {
    const processes = this.#options.processes();
    return this.#random.oneIn(10) ? processes : [this.#random.of(processes)];
  }
}

export function show(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? member.toString() : member));
}
