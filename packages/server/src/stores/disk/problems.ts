import { defineProblem } from '../../kernel/index.ts';

/** Extras: `neededBytes`, `freeBytes` where they are known. */
export const storageFull = defineProblem({
  code: 'storage_full',
  status: 507,
  title: 'There is no room to keep the picture',
  retry: 'after',
});
