import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Database } from '../../src/database/index.ts';
import type { ImageStore } from '../../src/gallery/index.ts';
import {
  Generations,
  type CreatedGeneration,
  type Engine,
  type EngineHooks,
  type EngineOutcome,
  type EngineRequest,
  type Generation,
  type GenerationRequest,
  type GenerationsOptions,
} from '../../src/generation/index.ts';
import { newId } from '../../src/kernel/index.ts';
import { audit, Ledger, type Difference } from '../../src/ledger/index.ts';
import { pricesMark, publishDefaultPriceBook } from '../../src/pricing/index.ts';

export const oneCredit = 1_000_000n;

/** 512×512 at 50 steps with the standard model: one credit for each picture. */
export const picture: GenerationRequest = {
  operation: 'generate',
  prompt: 'a lake',
  model: 'standard',
  width: 512,
  height: 512,
  steps: 50,
  images: 1,
};

/** A store in memory, for tests that are not about disks. */
export function memoryStore(): ImageStore & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    put: (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      files.set(sha256, bytes);
      return Promise.resolve({ sha256, bytes: bytes.length });
    },
    read: (sha256) => Promise.resolve(files.has(sha256) ? Readable.from([files.get(sha256)]) : undefined),
    has: (sha256) => Promise.resolve(files.has(sha256)),
    remove: (sha256) => Promise.resolve(void files.delete(sha256)),
    requireRoom: () => Promise.resolve(),
  };
}

export interface TestPicture {
  readonly index: number;
  readonly seed: number;
  readonly request: EngineRequest;
  readonly hooks: EngineHooks;
}

/** An engine whose pictures are a few bytes; `make` may wait, fail or throw first. */
export function testEngine(
  make: (picture: TestPicture) => Promise<EngineOutcome | undefined> | undefined = () => undefined,
  capabilities: Partial<Engine['capabilities']> = {},
): Engine & { readonly made: string[] } {
  const made: string[] = [];
  return {
    id: 'test',
    made,
    title: 'Test',
    description: 'Makes bytes',
    procedural: true,
    models: ['standard', 'artistic', 'realistic'].map((id) => ({ id, title: id, description: id })),
    capabilities: {
      operations: ['generate'],
      widthMax: 2048,
      heightMax: 2048,
      stepsMax: 150,
      batch: false,
      progress: true,
      preview: false,
      cancelRunning: true,
      seeds: true,
      parallelRuns: 1,
      ...capabilities,
    },
    run: async (request, hooks) => {
      for (const { index, seed } of request.images) {
        hooks.signal.throwIfAborted();
        made.push(`${request.prompt} ${index}`);
        const outcome = await make({ index, seed, request, hooks });
        hooks.signal.throwIfAborted();
        await hooks.onImage(outcome ?? madeOutcome(request, index, seed));
      }
    },
    close: () => Promise.resolve(),
  };
}

function madeOutcome(request: EngineRequest, index: number, seed: number): EngineOutcome {
  const { width, height, prompt } = request;
  const bytes = Buffer.from(`${prompt}/${seed}`);
  return { outcome: 'made', index, seed, bytes, mediaType: 'image/png', width, height, thumbnail: Buffer.from(`small ${prompt}/${seed}`) };
}

/** Resolves when the signal is aborted: for an engine that stops when asked. */
export function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

export interface Settled {
  readonly balance: bigint;
  readonly held: bigint;
  readonly difference: Difference | null;
}

export function settledAt(balance: bigint): Settled {
  return { balance, held: 0n, difference: null };
}

/** A whole room on a real database and a real ledger, with a clock that can be put forward. */
export class TestRoom {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly store = memoryStore();
  readonly errors: unknown[] = [];
  readonly progress: unknown[] = [];
  readonly clock = { aheadMs: 0, nowMs: (): number => Date.now() + this.clock.aheadMs };
  readonly #running = new Set<Generations>();

  constructor(database: Database) {
    this.database = database;
    this.ledger = new Ledger({ database, clock: this.clock, beside: pricesMark });
  }

  async publishPrices(): Promise<void> {
    await this.database.transaction((tx) => publishDefaultPriceBook(tx, { nowMs: this.clock.nowMs() - 3_600_000 }));
  }

  /** Opens an account with so many credits. */
  async account(credits: bigint): Promise<string> {
    const accountId = newId('acct');
    await this.ledger.openAccount({ id: 'open', accountId });
    if (credits > 0n) await this.ledger.grant({ id: 'grant', accountId, kind: 'purchased', amount: credits * oneCredit });
    return accountId;
  }

  generations(engine: Engine, options: Partial<GenerationsOptions> = {}): Generations {
    const generations = new Generations({
      database: this.database,
      ledger: this.ledger,
      clock: this.clock,
      engines: [engine],
      store: this.store,
      publish: (_accountId, _topic, payload) => void this.progress.push(payload),
      onError: (error) => void this.errors.push(error),
      exclusive: true,
      ...options,
    });
    this.#running.add(generations);
    return generations;
  }

  /** For one that plays dead: it cannot be stopped in order any more. */
  abandon(generations: Generations): void {
    this.#running.delete(generations);
  }

  /** Waits, woken by events, until the condition holds. */
  async until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
    for (;;) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const end = this.database.onEvents(resolve);
      try {
        const value = await read();
        if (holds(value)) return value;
        await promise;
      } finally {
        end();
      }
    }
  }

  async ended(generations: Generations, { generation }: CreatedGeneration): Promise<Generation> {
    const { accountId, id } = generation;
    return await this.until(
      () => generations.readGeneration({ accountId, id }),
      (view) => view.finishedAtMs !== null,
    );
  }

  /** What `settledAt` says when the books are whole and nothing is held any more. */
  async settled(accountId: string): Promise<Settled> {
    const { balance, held } = await this.ledger.readBalance(accountId);
    return { balance, held, difference: (await audit(this.database)).difference };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((generations) => generations.stop()));
    await this.ledger.close();
  }
}
