import { Type } from 'typebox';
import { time } from './schemas/index.ts';
import { readTimeMs } from './wire.ts';

/** The members of a query that name a range of time. */
export const rangeQuery = {
  from: Type.Optional(Type.Unsafe<string>({ ...time, description: 'The first moment that counts' })),
  to: Type.Optional(Type.Unsafe<string>({ ...time, description: 'The first moment that no longer counts' })),
};

/** The range that a query names; ends that it leaves out are missing. Refuses `invalid_request` for a time that is none. */
export function readRange({ from, to }: { readonly from?: string; readonly to?: string }): { fromMs?: number; toMs?: number } {
  return {
    ...(from === undefined ? {} : { fromMs: readTimeMs('query.from', from) }),
    ...(to === undefined ? {} : { toMs: readTimeMs('query.to', to) }),
  };
}
