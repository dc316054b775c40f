import { QueryClient } from '@tanstack/react-query';
import { isAway } from './problem.ts';

/** Reads are repeated while the server is away; an answer, also a refusal, is taken as it is. Writes are never repeated here. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => isAway(error) && failures < 2,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 5000),
        refetchOnWindowFocus: true,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
