import type { Page } from './types.generated.ts';

/** Which page of a list. */
export interface Paging {
  /** The `nextCursor` of the page before. */
  readonly cursor?: string;
  /** How many at most: 1 to 100, 25 when left out. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** The query and the signal of a page, apart. */
export function pagingOf({ cursor, limit, signal }: Paging): {
  query: { cursor: string | undefined; limit: number | undefined };
  signal?: AbortSignal;
} {
  return { query: { cursor, limit }, ...(signal === undefined ? {} : { signal }) };
}

/** Goes through all items of a list, page by page, as far as you read. */
export async function* everyItem<T>(list: (paging: Paging) => Promise<Page<T>>, paging: Paging): AsyncGenerator<T, void, undefined> {
  let page = await list(paging);
  for (;;) {
    yield* page.data;
    if (page.nextCursor === null) return;
    page = await list({ ...paging, cursor: page.nextCursor });
  }
}
