import { defineProblem } from '../kernel/index.ts';

/** Extras: `errors`, each with `path` and `message`. */
export const invalidGenerationRequest = defineProblem({
  code: 'invalid_generation_request',
  status: 422,
  title: 'This picture cannot be made as asked',
  retry: 'never',
});

export const generationNotFound = defineProblem({
  code: 'generation_not_found',
  status: 404,
  title: 'There is no such generation',
  retry: 'never',
});

/** Extras: `queuedMax`, `retryAfterSeconds`. */
export const queueFull = defineProblem({ code: 'queue_full', status: 429, title: 'Too many generations are waiting', retry: 'after' });
