import { useEffect, useRef, useState } from 'react';
import { sdk, type EarningsSlice } from '../../api/sdk.ts';
import { addEarnings } from './earnings-sum.ts';
import type { BookData } from './book-data.ts';

export interface Reckoning {
  /** all parts so far */
  readonly sum: EarningsSlice | null;
  readonly state: 'idle' | 'running' | 'stopped' | 'failed' | 'done';
  readonly error: unknown;
  /** the book that it is about */
  readonly book: BookData | null;
}

const nothing: Reckoning = { sum: null, state: 'idle', error: null, book: null };

/** Asks for part after part of what the last 30 days would have earned, until all are there or somebody stops it. */
export function useEarnings(): { reckoning: Reckoning; start: (book: BookData) => void; goOn: () => void; stop: () => void } {
  const [reckoning, setReckoning] = useState<Reckoning>(nothing);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);

  const run = async (book: BookData, before: EarningsSlice | null): Promise<void> => {
    leaving.current?.abort();
    const here = new AbortController();
    leaving.current = here;
    let sum = before;
    setReckoning({ sum, state: 'running', error: null, book });
    try {
      do {
        const place = sum === null ? {} : { from: sum.from, to: sum.to, ...(sum.nextCursor === null ? {} : { cursor: sum.nextCursor }) };
        const part: EarningsSlice = await sdk.priceBooks.earnings({ book, ...place }, { signal: here.signal });
        sum = sum === null ? part : addEarnings(sum, part);
        if (here.signal.aborted) return;
        setReckoning({ sum, state: sum.nextCursor === null ? 'done' : 'running', error: null, book });
      } while (sum.nextCursor !== null);
    } catch (error) {
      if (!here.signal.aborted) setReckoning({ sum, state: 'failed', error, book });
    }
  };
  return {
    reckoning,
    start: (book) => void run(book, null),
    goOn: () => {
      if (reckoning.book !== null) void run(reckoning.book, reckoning.sum);
    },
    stop: () => {
      leaving.current?.abort();
      setReckoning((now) => ({ ...now, state: 'stopped' }));
    },
  };
}
