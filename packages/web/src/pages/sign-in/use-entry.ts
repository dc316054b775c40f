import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { meQuery } from '../../api/queries.ts';
import type { Me } from '../../api/sdk.ts';
import { isOwnPath } from './own-path.ts';

export interface Entering {
  enter: () => void;
  isEntering: boolean;
  error: unknown;
}

/** Signs in or up, and goes on to where one was going, if that is a path of this screen. */
export function useEntry(enter: () => Promise<Me>, next: string | undefined): Entering {
  const client = useQueryClient();
  const router = useRouter();
  const mutation = useMutation({
    mutationFn: enter,
    onSuccess: (me) => {
      // Caches may hold what another person saw before.
      client.clear();
      client.setQueryData(meQuery.queryKey, me);
      router.history.push(isOwnPath(next) ? next : '/');
    },
  });
  return { enter: () => mutation.mutate(), isEntering: mutation.isPending || mutation.isSuccess, error: mutation.error };
}
