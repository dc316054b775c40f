import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { applyEvent } from './apply-event.ts';
import { setConnection } from './connection.ts';
import { meQuery } from './queries.ts';
import { readProblem } from './problem.ts';
import { sdk } from './sdk.ts';

const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 10_000;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    window.addEventListener('online', done, { once: true });
  });
}

/**
 * Keeps one connection for live events open and takes each event into the caches. After a break it resumes behind the last
 * event that it saw, and reads everything on the page again, because progress in between is not kept by the server.
 */
async function follow(client: QueryClient, signal: AbortSignal): Promise<void> {
  let lastEventId: string | undefined;
  let waitMs = RETRY_FIRST_MS;
  let isFirst = true;
  while (!signal.aborted) {
    try {
      if (!isFirst) {
        // Asked first, because an open stream says nothing until something happens.
        await sdk.health.get();
        void client.invalidateQueries();
      }
      setConnection('live');
      const events = sdk.events.stream({ signal, ...(lastEventId === undefined ? {} : { lastEventId }) });
      for await (const event of events) {
        waitMs = RETRY_FIRST_MS;
        if (event.id !== null) lastEventId = event.id;
        applyEvent(client, event);
      }
    } catch (error) {
      if (readProblem(error).status === 401) {
        void client.invalidateQueries({ queryKey: meQuery.queryKey });
        return;
      }
    }
    if (signal.aborted) return;
    isFirst = false;
    setConnection('reconnecting');
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, RETRY_MAX_MS);
  }
}

/** Follows live events while the signed-in part of the screen is shown. */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void follow(client, stop.signal);
    return () => stop.abort();
  }, [client]);
}
