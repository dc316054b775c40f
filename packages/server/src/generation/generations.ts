import type { Database } from '../database/index.ts';
import type { ImageStore } from '../gallery/index.ts';
import type { Clock } from '../kernel/index.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { createGeneration, type CreatedGeneration, type CreateGeneration } from './create-generation.ts';
import type { Engine } from './engine.ts';
import type { Generation, GenerationKey } from './generation.ts';
import { ProgressBoard } from './progress-board.ts';
import { releaseAllLeases } from './queries.ts';
import { listGenerations, readGeneration, type GenerationPage, type ListGenerations } from './read-generation.ts';
import { defaultSettings, type GenerationSettings, type Publish, type Room } from './room.ts';
import { QueueWatch } from './queue-watch.ts';
import { Runner } from './runner.ts';
import {
  createShownQuote,
  previewGeneration,
  readShownQuote,
  type AskQuote,
  type PreviewGeneration,
  type ShownQuote,
  type Spender,
} from './show-quote.ts';

export interface GenerationsOptions {
  readonly database: Database;
  readonly ledger: Room['ledger'];
  readonly clock: Clock;
  /** Where a model is offered by several engines, the first one gets it. */
  readonly engines: readonly Engine[];
  readonly store: ImageStore;
  /** Called for `generation.progress`, some times a second while a picture is made. */
  readonly publish: Publish;
  /** Called with what goes wrong in the background; the work is tried again. */
  readonly onError: (error: unknown) => void;
  /** True when no other process can have this database open: what was running before is taken over at once. */
  readonly exclusive: boolean;
  readonly settings?: Partial<GenerationSettings> | undefined;
}

/** Everything about generations: create, look, cancel, and the runner that makes them. */
export class Generations {
  readonly #room: Room;
  readonly #runner: Runner;
  readonly #watch: QueueWatch;
  readonly #exclusive: boolean;

  constructor(options: GenerationsOptions) {
    const { database, ledger, clock, engines, store, publish, onError, exclusive, settings } = options;
    this.#room = {
      database,
      ledger,
      clock,
      engines,
      store,
      publish,
      progress: new ProgressBoard(),
      settings: { ...defaultSettings, ...settings },
    };
    this.#runner = new Runner(this.#room, onError);
    this.#watch = new QueueWatch(this.#room, this.#runner, onError);
    this.#exclusive = exclusive;
  }

  /** The engines in the order in which they are asked. */
  get engines(): readonly Engine[] {
    return this.#room.engines;
  }

  /** Begins to work on the queue, with what was left of the last run first. */
  async start(): Promise<void> {
    if (this.#exclusive) await releaseAllLeases(this.#room.database.sql);
    this.#runner.start();
    this.#watch.start();
  }

  /** Stops after the current step; what is not done stays in the queue. Then lets go of the engines. */
  async stop(): Promise<void> {
    await this.#watch.stop();
    await this.#runner.stop();
    await Promise.all(this.#room.engines.map((engine) => engine.close()));
  }

  /** Looks at the queue for its factor, and begins or ends what waits for a lower one. Runs by itself every few seconds once started. */
  async lookAtQueue(): Promise<void> {
    await this.#watch.look();
  }

  /** See `createShownQuote`. */
  createQuote(asked: AskQuote): Promise<ShownQuote> {
    return createShownQuote(this.#room, asked);
  }

  /** See `readShownQuote`. */
  async readQuote(spender: Spender, quoteId: string): Promise<ShownQuote> {
    return await readShownQuote(this.#room, spender, quoteId);
  }

  /** See `previewGeneration`. */
  async previewGeneration(command: PreviewGeneration): Promise<ShownQuote> {
    return await previewGeneration(this.#room, command);
  }

  /** See `createGeneration`. */
  async createGeneration(command: CreateGeneration): Promise<CreatedGeneration> {
    const created = await createGeneration(this.#room, command);
    this.#runner.wake();
    return created;
  }

  /** See `readGeneration`. */
  async readGeneration(key: GenerationKey): Promise<Generation> {
    return await readGeneration(this.#room, key);
  }

  /** See `listGenerations`. */
  async listGenerations(page: ListGenerations): Promise<GenerationPage> {
    return await listGenerations(this.#room, page);
  }

  /** See `cancelGeneration`. */
  async cancelGeneration(key: GenerationKey): Promise<Generation> {
    return await cancelGeneration(this.#room, this.#runner, key);
  }
}
