import { defineProblem } from '../kernel/index.ts';

/** Extras: `packIds`, the packs on sale. */
export const packNotFound = defineProblem({ code: 'pack_not_found', status: 404, title: 'There is no such pack', retry: 'never' });
