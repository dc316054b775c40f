import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { balanceQuery, priceBookQuery, quoteQuery } from '../../api/queries.ts';
import type { Quote } from '../../api/sdk.ts';
import { fromMicro, toMicro } from '../../format/credits.ts';
import { toQuoteRequest, type Settings } from './settings.ts';

/** Long enough that a slider asks once at its end, short enough to feel immediate. */
const SETTLE_MS = 220;

export interface Price {
  quote: Quote | undefined;
  /** the quote shown still belongs to earlier settings */
  isStale: boolean;
  error: unknown;
  isError: boolean;
  /** credits that are missing, or null when it can be paid; by the live balance, not by that of the quote's time */
  missing: string | null;
  /** what will be available after this */
  after: string | undefined;
  retry: () => void;
}

/** The price of the settings: asked from the server when they rest, the last one kept in sight meanwhile. */
export function usePrice(settings: Settings, isReady: boolean): Price {
  const wanted = JSON.stringify(toQuoteRequest(settings));
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  // What was turned into text two lines above has this type.
  const request = JSON.parse(settled) as ReturnType<typeof toQuoteRequest>;
  const quote = useQuery({ ...quoteQuery(request), placeholderData: keepPreviousData, enabled: isReady });
  const balance = useQuery(balanceQuery);
  const factor = useQuery(priceBookQuery).data?.congestion?.factor;
  const { refetch } = quote;
  // A quote keeps its factor. One that has fallen since is worth asking again, one that has risen is not.
  const isCheaperNow = factor !== undefined && quote.data !== undefined && Number(factor) < Number(quote.data.congestion);
  useEffect(() => {
    if (isCheaperNow) void refetch();
  }, [isCheaperNow, factor, refetch]);
  const available = balance.data?.available ?? quote.data?.available;
  // An estimate holds its bound, so that is what has to be there.
  const leastMicro = quote.data === undefined || available === undefined ? 0n : toMicro(available) - toMicro(quote.data.upperBound);
  const afterMicro = quote.data === undefined || available === undefined ? undefined : toMicro(available) - toMicro(quote.data.total);
  return {
    quote: quote.data,
    isStale: settled !== wanted || quote.isPlaceholderData,
    error: quote.error,
    isError: quote.isError,
    missing: leastMicro < 0n ? fromMicro(-leastMicro) : null,
    after: afterMicro === undefined ? undefined : fromMicro(afterMicro),
    retry: () => void quote.refetch(),
  };
}
