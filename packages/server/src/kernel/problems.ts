/** The problems that several rooms refuse with, so that each code has one status and one title. */
import { defineProblem } from './problem.ts';

/** Extras: `idempotencyKey` where it helps. */
export const idempotencyKeyReused = defineProblem({
  code: 'idempotency_key_reused',
  status: 422,
  title: 'The Idempotency-Key was used for another request',
  retry: 'never',
});

/** Extras: `cursor` where it helps. */
export const invalidCursor = defineProblem({ code: 'invalid_cursor', status: 422, title: 'The cursor cannot be read', retry: 'never' });

/** Stores of images refuse it, and they know the types of gallery alone. Extras: `neededBytes`, `freeBytes` where they are known. */
export const storageFull = defineProblem({
  code: 'storage_full',
  status: 507,
  title: 'There is no room to keep the picture',
  retry: 'after',
});
