import type { GenerationRequest } from '../generation.ts';
import type { Tip } from './tip.ts';

/** A picture that was made before. */
export interface MadeImage {
  readonly id: string;
  readonly generationId: string;
  readonly seed: number;
}

/** A request that was made before. `images` is how many pictures it brought. */
export interface EarlierRequest extends Omit<GenerationRequest, 'negativePrompt' | 'seed'> {
  readonly generationId: string;
  readonly negativePrompt: string;
  readonly made: number;
}

/**
 * The notice that a request would make pictures that are there already: pure. With the same seeds the same settings give the same pictures,
 * so all of the price can be saved; it claims that only where every picture is there. `made` are pictures of the same settings.
 */
export function alreadyMade(seeds: readonly number[], made: readonly MadeImage[], price: bigint): Tip | undefined {
  const wanted = new Set(seeds);
  const known = new Map(made.filter(({ seed }) => wanted.has(seed)).map((image) => [image.seed, image]));
  const [first] = known.values();
  if (first === undefined) return undefined;
  const all = known.size === wanted.size;
  const which =
    wanted.size === 1
      ? 'this very picture'
      : all
        ? 'these very pictures'
        : `${String(known.size)} of these ${String(wanted.size)} pictures`;
  return {
    code: 'already_made',
    text: `You have ${which} already: the same settings with the same seed make the same again. ${all ? 'Look at it instead, or change the seed.' : 'Another seed makes new ones.'}`,
    saves: all ? price : null,
    generationId: first.generationId,
    imageId: first.id,
  };
}

/** The notice that the same was asked for before, when chance will choose another seed: pure. `earlier` is newest first. */
export function madeBefore(request: GenerationRequest, earlier: readonly EarlierRequest[]): Tip | undefined {
  const same = earlier.filter((one) => one.made > 0 && isSame(one, request));
  const [newest] = same;
  if (newest === undefined) return undefined;
  const count = same.reduce((sum, { made }) => sum + made, 0);
  return {
    code: 'made_before',
    text: `You have ${count === 1 ? 'a picture' : `${String(count)} pictures`} of this prompt and these settings already. Look whether one of them will do; this makes another one, by chance.`,
    saves: null,
    generationId: newest.generationId,
    imageId: null,
  };
}

/** Whether two requests ask for the same, apart from seed and number. */
export function isSame(one: EarlierRequest, other: GenerationRequest): boolean {
  return (
    one.prompt === other.prompt &&
    one.negativePrompt === (other.negativePrompt ?? '') &&
    one.operation === other.operation &&
    one.model === other.model &&
    one.width === other.width &&
    one.height === other.height &&
    one.steps === other.steps
  );
}
