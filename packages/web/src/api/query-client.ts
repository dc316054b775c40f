import { QueryCache, QueryClient } from '@tanstack/react-query';
import { readProblem } from './problem.ts';
import { meQuery } from './queries.ts';

/**
 * The caches of what the server said. Repeating is the SDK's work, which knows what may be repeated; here, what is shown comes
 * from the last answer. `onSignedOut` is told when the session has ended while a page was open.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // Who is here is asked by the router before each page, which then leads to the sign-in itself.
        if (readProblem(error).status !== 401 || query.queryKey[0] === meQuery.queryKey[0]) return;
        client.removeQueries({ queryKey: meQuery.queryKey });
        onSignedOut();
      },
    }),
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
