import { useMutation, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useRef } from 'react';
import { readProblem } from '../../api/problem.ts';
import { balanceQuery, generationsQuery, quoteQuery } from '../../api/queries.ts';
import { sdk, type Generation, type Page } from '../../api/sdk.ts';
import { toGenerationRequest, toQuoteRequest, type Settings } from './settings.ts';

/** A request that was sent and of which no answer came; sent again with the same key it is not charged twice. */
interface Unanswered {
  content: string;
  key: string;
}

export interface Generate {
  /** with the credits that are kept back, where they are asked for */
  start: (settings: Settings, useReserve?: boolean) => void;
  isStarting: boolean;
  error: unknown;
  forget: () => void;
}

/** Starts a generation at the quoted price. */
export function useGenerate(): Generate {
  const client = useQueryClient();
  const unanswered = useRef<Unanswered | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ settings, useReserve }: { settings: Settings; useReserve: boolean }) => {
      const asked = { ...toGenerationRequest(settings), ...(useReserve ? { useReserve } : {}) };
      const content = JSON.stringify(asked);
      const key = unanswered.current?.content === content ? unanswered.current.key : crypto.randomUUID();
      const quote = await client.query(quoteQuery(toQuoteRequest(settings)));
      unanswered.current = { content, key };
      return sdk.generations.create({ ...asked, quoteId: quote.id }, { idempotencyKey: key });
    },
    onSuccess: (generation) => {
      unanswered.current = null;
      client.setQueryData(generationsQuery.queryKey, (old) => addFirst(old, generation));
      void client.invalidateQueries({ queryKey: balanceQuery.queryKey });
    },
    onError: (error) => {
      const { status } = readProblem(error);
      if (status > 0 && status < 500) unanswered.current = null;
      void client.invalidateQueries({ queryKey: ['quote'] });
      void client.invalidateQueries({ queryKey: balanceQuery.queryKey });
    },
  });
  return {
    start: (settings, useReserve = false) => mutation.mutate({ settings, useReserve }),
    isStarting: mutation.isPending,
    error: mutation.error,
    forget: () => mutation.reset(),
  };
}

type Pages = InfiniteData<Page<Generation>>;

function addFirst(pages: Pages | undefined, generation: Generation): Pages | undefined {
  const first = pages?.pages[0];
  if (pages === undefined || first === undefined || first.data.some((known) => known.id === generation.id)) return pages;
  return { ...pages, pages: [{ ...first, data: [generation, ...first.data] }, ...pages.pages.slice(1)] };
}
