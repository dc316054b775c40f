import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Engine, EngineHooks, EngineModel, EngineOutcome, EngineRequest } from '../../generation/index.ts';
import { assert } from '../../kernel/index.ts';
import type { RenderRequest } from './rendering.ts';
import type { Style } from './scene.ts';
import type { RenderedPicture, RenderTask, StepMessage } from './worker.ts';

export interface ProceduralEngineOptions {
  /** How many pictures are made at once; one less than there are cores when left out, and at least one. */
  readonly threads?: number | undefined;
}

const models: readonly (EngineModel & { readonly id: Style })[] = [
  { id: 'standard', title: 'Standard', description: 'Clean illustration: clear shapes, smooth light.' },
  { id: 'artistic', title: 'Artistic', description: 'Painted over with brush strokes, broad ones first.' },
  { id: 'realistic', title: 'Realistic', description: 'Relief with sun, shadow and air; film grain.' },
];

/** A thread that had nothing to do for this long ends, so that its memory goes back to the system. */
const idleMs = 4_000;
/** Two large pictures and all that belongs to them fit; a picture that does not fit fails alone. */
const workerHeapMb = 768;

/**
 * The built-in engine `procedural`: pictures reckoned from noise, by rule, from the words of the prompt and the seed; there is no AI
 * model in it. The same request and seed give the same bytes.
 */
export function createProceduralEngine(options: ProceduralEngineOptions = {}): Engine {
  const threads = Math.max(1, options.threads ?? availableParallelism() - 1);
  let pool: Piscina<RenderTask, RenderedPicture> | undefined;
  const openPool = (): Piscina<RenderTask, RenderedPicture> =>
    new Piscina<RenderTask, RenderedPicture>({
      filename: new URL('worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: idleMs,
      recordTiming: false,
      resourceLimits: { maxOldGenerationSizeMb: workerHeapMb, maxYoungGenerationSizeMb: 8 },
    });

  return {
    id: 'procedural',
    title: 'Procedural',
    description: 'Built in. Reckons pictures by rule from your words and the seed: procedural (no AI model).',
    procedural: true,
    capabilities: {
      operations: ['generate'],
      widthMax: 2048,
      heightMax: 2048,
      stepsMax: 150,
      batch: false,
      progress: true,
      preview: true,
      cancelRunning: true,
      seeds: true,
      parallelRuns: threads,
    },
    models,
    run: async (request, hooks) => {
      pool ??= openPool();
      for (const { index, seed } of request.images) {
        hooks.signal.throwIfAborted();
        await hooks.onImage(await makePicture(pool, request, index, seed, hooks));
      }
    },
    close: async () => {
      await pool?.destroy();
      pool = undefined;
    },
  };
}

async function makePicture(
  pool: Piscina<RenderTask, RenderedPicture>,
  request: EngineRequest,
  index: number,
  seed: number,
  hooks: EngineHooks,
): Promise<EngineOutcome> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const onAbort = (): void => void Atomics.store(stop, 0, 1);
  hooks.signal.addEventListener('abort', onAbort, { once: true });
  port1.on('message', ({ step, preview }: StepMessage) => {
    hooks.onProgress({ index, step, steps: request.steps, preview });
  });
  try {
    const picture = await pool.run({ request: renderRequest(request, seed), port: port2, stop }, { transferList: [port2] });
    hooks.signal.throwIfAborted();
    assert(picture !== undefined, 'a worker gives no picture only when it was stopped');
    return {
      outcome: 'made',
      index,
      seed,
      bytes: picture.png,
      mediaType: 'image/png',
      width: request.width,
      height: request.height,
      thumbnail: picture.thumbnail,
    };
  } catch (error) {
    hooks.signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    return {
      outcome: 'failed',
      index,
      code: 'engine_failed',
      detail: `The engine could not finish this picture (${reason}). Nothing was charged for it.`,
    };
  } finally {
    hooks.signal.removeEventListener('abort', onAbort);
    port1.close();
  }
}

function renderRequest(request: EngineRequest, seed: number): RenderRequest {
  const style = models.find((model) => model.id === request.model)?.id;
  assert(style !== undefined, `the procedural engine has no model ${request.model}`);
  const { prompt, negativePrompt, width, height, steps } = request;
  return { prompt, negativePrompt, style, width, height, steps, seed };
}
