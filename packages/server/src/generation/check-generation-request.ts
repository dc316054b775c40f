import type { Engine } from './engine.ts';
import type { GenerationRequest } from './generation.ts';
import { invalidGenerationRequest } from './problems.ts';

const promptMax = 2000;
export const seedMax = 4_294_967_295;

interface RequestError {
  readonly path: string;
  readonly message: string;
}

/**
 * Finds the engine for a request, or refuses `invalid_generation_request` with everything that is wrong with it. What the price book
 * limits is checked there, when the price is reckoned.
 */
export function checkGenerationRequest(engines: readonly Engine[], request: GenerationRequest): Engine {
  const errors = [
    ...textErrors('/prompt', request.prompt, 1),
    ...textErrors('/negativePrompt', request.negativePrompt ?? '', 0),
    ...seedErrors(request.seed),
  ];
  const engine = engines.find((candidate) => candidate.models.some((model) => model.id === request.model));
  if (engine === undefined) {
    const models = engines.flatMap((candidate) => candidate.models.map((model) => model.id));
    errors.push({ path: '/model', message: `must be one of ${models.join(', ')}` });
  } else {
    errors.push(...engineErrors(engine, request));
    if (errors.length === 0) return engine;
  }
  const words = errors.map((error) => `${error.path.slice(1)} ${error.message}`).join('; ');
  throw invalidGenerationRequest(`This picture cannot be made: ${words}. Correct this and send it again; nothing was charged.`, { errors });
}

function textErrors(path: string, text: string, lengthMin: number): RequestError[] {
  const length = Array.from(text).length;
  if (lengthMin > 0 && text.trim() === '') return [{ path, message: 'must say what to draw' }];
  if (length > promptMax) return [{ path, message: `must have at most ${promptMax} characters; it has ${length}` }];
  // Neither PostgreSQL nor a PNG can keep these.
  if (text.includes('\0') || !text.isWellFormed()) return [{ path, message: 'must be text without NUL and without broken surrogates' }];
  return [];
}

function seedErrors(seed: number | undefined): RequestError[] {
  if (seed === undefined || (Number.isInteger(seed) && seed >= 0 && seed <= seedMax)) return [];
  return [{ path: '/seed', message: `must be a whole number from 0 to ${seedMax}, or left out` }];
}

function engineErrors(engine: Engine, request: GenerationRequest): RequestError[] {
  const { operations, widthMax, heightMax, stepsMax, facts = [], measures = [] } = engine.capabilities;
  const errors: RequestError[] = [];
  if (!operations.includes(request.operation)) errors.push({ path: '/operation', message: `must be one of ${operations.join(', ')}` });
  if (request.width > widthMax) errors.push({ path: '/width', message: `must be at most ${widthMax} with this model` });
  if (request.height > heightMax) errors.push({ path: '/height', message: `must be at most ${heightMax} with this model` });
  if (request.steps > stepsMax) errors.push({ path: '/steps', message: `must be at most ${stepsMax} with this model` });
  const taken = [...facts, ...measures];
  for (const fact of Object.keys(request.facts ?? {})) {
    // Nobody pays for a quality that the engine does not know.
    if (taken.includes(fact)) continue;
    const offer = taken.length === 0 ? 'takes nothing beside the settings that all have' : `takes ${taken.join(', ')}`;
    errors.push({ path: `/facts/${fact}`, message: `cannot be asked of the engine ${engine.title}, which ${offer}` });
  }
  return errors;
}
