import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { addAlert, clearAlerts } from './alerts.ts';
import { applyEvent } from './apply-event.ts';
import { setConnection } from './connection.ts';
import { readProblem } from './problem.ts';
import { balanceQuery } from './queries.ts';
import { sdk } from './sdk.ts';

const RESTART_MS = 5000;

/**
 * Takes each live event into the caches. The SDK resumes behind the last event after a break; then everything on the page is
 * read again too, because progress in between is not kept by the server.
 */
async function follow(client: QueryClient, signal: AbortSignal): Promise<void> {
  let wasBroken = false;
  const onConnection = (state: 'connected' | 'reconnecting') => {
    if (state === 'connected' && wasBroken) void client.invalidateQueries();
    wasBroken = state === 'reconnecting';
    setConnection(wasBroken ? 'reconnecting' : 'live');
  };
  for await (const event of sdk.events.stream({ signal, onConnection })) {
    if (event.topic === 'stream.reset') void client.invalidateQueries();
    else if (event.topic === 'balance.low' || event.topic === 'budget.reached' || event.topic === 'grant.expiring') addAlert(event);
    else applyEvent(client, event);
  }
}

/** Follows live events while the signed-in part of the screen is shown. */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const start = () => {
      follow(client, stop.signal).catch((error: unknown) => {
        if (stop.signal.aborted) return;
        // The session has ended: the next read is refused too, and that leads to the sign-in.
        if (readProblem(error).status === 401) void client.invalidateQueries({ queryKey: balanceQuery.queryKey });
        setConnection('reconnecting');
        timer = setTimeout(start, RESTART_MS);
      });
    };
    start();
    return () => {
      stop.abort();
      clearTimeout(timer);
      clearAlerts();
      setConnection('starting');
    };
  }, [client]);
}
