import type { Elapsed } from '../pricing/index.ts';
import { endGeneration } from './end-generation.ts';
import type { Engine, EngineOutcome, EngineProgress } from './engine.ts';
import type { GenerationKey } from './generation.ts';
import { failPicture, type FailedEnd } from './fail-picture.ts';
import { keepPicture } from './keep-picture.ts';
import { countAttempts, selectPictures, type GenerationRow, type PictureRow } from './queries.ts';
import { workOf } from './expected-wait.ts';
import { addSpeed } from './queue-queries.ts';
import type { Room } from './room.ts';

/** The customer does not want it any more. */
export class CancelRequested extends Error {
  override readonly name = 'CancelRequested';
}

/** This process stops, or has lost the generation to another one: leave everything as it is. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/** Progress is told at most this often, apart from previews and the last step of a picture. */
const progressIntervalMs = 200;

/**
 * One turn of a generation: its next picture (or all at once, where the engine works so), or its end when none is left. Whatever happens
 * in between, the rows say what is done, and the next turn goes on from there.
 */
export async function runTurn(room: Room, row: GenerationRow, signal: AbortSignal): Promise<void> {
  const key = { accountId: row.account_id, id: row.id };
  const engine = room.engines.find((candidate) => candidate.id === row.engine);
  const underway = new Map<number, Elapsed | undefined>();
  try {
    if (row.cancel_requested_at !== null) throw new CancelRequested();
    if (engine === undefined) {
      await endGeneration(room, key, row.hold_id, {
        code: 'engine_unavailable',
        detail: `The engine ${row.engine} is not part of this server any more. Nothing was charged for the pictures that are missing.`,
      });
      return;
    }
    const waiting = await stillToTry(room, row, await selectPictures(room.database.sql, key));
    const next = engine.capabilities.batch ? waiting : waiting.slice(0, 1);
    if (next.length > 0) await makePictures(room, row, engine, { pictures: next, underway }, signal);
    const left = (await selectPictures(room.database.sql, key)).some((picture) => picture.status === 'waiting');
    if (!left) await endGeneration(room, key, row.hold_id, 'canceled');
  } catch (error) {
    if (!(error instanceof CancelRequested)) throw error;
    await endGeneration(room, key, row.hold_id, 'canceled', underway);
  } finally {
    room.progress.clear(key);
  }
}

/** The pictures that wait, without those that were tried too often: each of them took its process down or failed each time. */
async function stillToTry(room: Room, row: GenerationRow, pictures: readonly PictureRow[]): Promise<readonly PictureRow[]> {
  const waiting = pictures.filter((picture) => picture.status === 'waiting');
  const exhausted = waiting.filter((picture) => picture.attempts >= room.settings.attemptsMax);
  for (const { index, attempts } of exhausted) {
    const detail = `This picture was tried ${attempts} times and never finished. Nothing was charged for it.`;
    await failPicture(room, row, index, { code: 'engine_failed', detail }, 'ours');
  }
  return waiting.filter((picture) => !exhausted.includes(picture));
}

/** What one call of an engine is to make, and what it has begun. */
interface Work {
  readonly pictures: readonly PictureRow[];
  readonly underway: Map<number, Elapsed | undefined>;
}

async function makePictures(
  room: Room,
  row: GenerationRow,
  engine: Engine,
  { pictures, underway }: Work,
  signal: AbortSignal,
): Promise<void> {
  const key = { accountId: row.account_id, id: row.id };
  const { operation, prompt, negativePrompt, model, width, height, steps, facts = {} } = row.request;
  const indexes = pictures.map((picture) => picture.index);
  const images = pictures.map((picture) => ({ index: picture.index, seed: Number(picture.seed) }));
  await countAttempts(room.database.sql, key, indexes, 1);
  // An engine that tells its progress has begun what it tells of; of another one all has to count as begun.
  if (!engine.capabilities.progress) for (const index of indexes) underway.set(index, undefined);
  // What goes wrong while a picture is kept is not the engine's doing and must come out of this function, whatever the engine makes of it.
  const keeping: { error: unknown; failed: boolean } = { error: undefined, failed: false };
  const begunAtMs = performance.now();
  let made = 0;
  try {
    await engine.run(
      { operation, prompt, negativePrompt, model, width, height, steps, facts, images },
      {
        signal,
        onProgress: progressTeller(room, row, underway),
        onImage: async (outcome) => {
          try {
            await settle(room, row, outcome, pictures);
            if (outcome.outcome === 'made') made += 1;
          } catch (error) {
            keeping.error = error;
            keeping.failed = true;
            throw error;
          }
        },
      },
    );
    const durationMs = BigInt(Math.max(1, Math.round(performance.now() - begunAtMs)));
    if (made > 0) await addSpeed(room.database.sql, model, workOf({ ...row.request, images: made }), durationMs);
  } catch (error) {
    if (signal.aborted || keeping.failed) {
      // Not the picture's fault: it does not count as a try.
      await countAttempts(room.database.sql, key, indexes, -1);
      throw keeping.failed ? keeping.error : signal.reason;
    }
    const detail = error instanceof Error ? error.message : String(error);
    for (const index of indexes) await settle(room, row, { outcome: 'failed', index, code: 'engine_failed', detail }, pictures);
  }
}

/** Does what an outcome asks for: keep the picture, let it be tried again, or note that it failed. */
async function settle(room: Room, row: GenerationRow, outcome: EngineOutcome, pictures: readonly PictureRow[]): Promise<void> {
  if (outcome.outcome === 'made') {
    const problem = await keepPicture(room, row, outcome);
    if (problem !== undefined) await failPicture(room, row, outcome.index, problem, 'ours');
    return;
  }
  const tries = (pictures.find((picture) => picture.index === outcome.index)?.attempts ?? 0) + 1;
  if (outcome.outcome === 'failed' && tries < room.settings.attemptsMax) return;
  const refused: FailedEnd = outcome.ran === true ? 'refusedAfterRun' : 'refusedBeforeRun';
  await failPicture(room, row, outcome.index, outcome, outcome.outcome === 'refused' ? refused : 'failed');
}

function progressTeller(room: Room, row: GenerationRow, underway: Work['underway']): (progress: EngineProgress) => void {
  const key: GenerationKey = { accountId: row.account_id, id: row.id };
  let toldAtMs = 0;
  return ({ index, step, steps, preview }) => {
    const progress = { imageIndex: index, step, steps, fraction: (index + step / steps) / row.request.images };
    room.progress.write(key, progress);
    underway.set(index, { step, steps });
    const nowMs = performance.now();
    if (preview === undefined && step < steps && nowMs - toldAtMs < progressIntervalMs) return;
    toldAtMs = nowMs;
    room.publish(key.accountId, 'generation.progress', {
      generationId: key.id,
      ...progress,
      ...(preview === undefined ? {} : { preview: `data:image/webp;base64,${Buffer.from(preview).toString('base64')}` }),
    });
  };
}
