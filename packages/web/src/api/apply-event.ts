import type { QueryClient } from '@tanstack/react-query';
import {
  balanceProofsQuery,
  balanceQuery,
  forecastQuery,
  generationsQuery,
  imagesQuery,
  invoiceQuery,
  invoicesQuery,
  ownPayoutsQuery,
  progressQuery,
  rulesQuery,
  statementQuery,
  subscriptionsQuery,
  grantsQuery,
  unmatchedDepositsQuery,
} from './queries.ts';

/** One live event as it comes over the wire. */
export interface IncomingEvent {
  id: string | null;
  topic: string;
  payload: unknown;
}

function read(payload: unknown, name: string): unknown {
  return typeof payload === 'object' && payload !== null && name in payload ? Reflect.get(payload, name) : undefined;
}
function readText(payload: unknown, name: string): string | undefined {
  const value = read(payload, name);
  return typeof value === 'string' ? value : undefined;
}
function readNumber(payload: unknown, name: string): number | undefined {
  const value = read(payload, name);
  return typeof value === 'number' ? value : undefined;
}

/**
 * Takes one live event into the caches: figures that it carries are written at once, what it only names is read again.
 * Applying an event twice, or after a newer one, does no harm: the next read settles it.
 */
export function applyEvent(client: QueryClient, event: IncomingEvent): void {
  const { payload } = event;
  switch (event.topic) {
    case 'entry.booked': {
      const [balance, held, available] = [readText(payload, 'balance'), readText(payload, 'held'), readText(payload, 'available')];
      if (balance !== undefined && held !== undefined && available !== undefined) {
        client.setQueryData(balanceQuery.queryKey, (old) => (old === undefined ? old : { ...old, balance, held, available }));
      }
      stale(client, [
        balanceQuery.queryKey,
        grantsQuery.queryKey,
        statementQuery.queryKey,
        forecastQuery.queryKey,
        rulesQuery.queryKey,
        ['usage'],
      ]);
      return;
    }
    case 'invoice.changed':
    case 'deposit.changed': {
      const id = readText(payload, 'invoiceId');
      // What a payment may have started, and what it leaves for the next purchase.
      if (readText(payload, 'status') !== 'open') stale(client, [subscriptionsQuery.queryKey, ['purchase']]);
      stale(client, id === undefined ? [invoicesQuery.queryKey] : [invoiceQuery(id).queryKey, invoicesQuery.queryKey]);
      return;
    }
    case 'payout.changed':
      stale(client, [ownPayoutsQuery.queryKey]);
      return;
    case 'desk.changed':
      // For operators: something of whatever account.
      stale(client, [readText(payload, 'about') === 'payout' ? ['payouts'] : unmatchedDepositsQuery.queryKey]);
      return;
    case 'proof.failed':
      stale(client, [balanceProofsQuery.queryKey, ['network-health']]);
      return;
    case 'generation.changed':
      stale(client, [generationsQuery.queryKey]);
      return;
    case 'image.created':
      stale(client, [generationsQuery.queryKey, imagesQuery.queryKey, ['tips']]);
      return;
    case 'generation.progress':
      applyProgress(client, payload);
      return;
    default:
      // A newer server may send topics that this screen does not know yet.
      return;
  }
}

function applyProgress(client: QueryClient, payload: unknown): void {
  const id = readText(payload, 'generationId');
  const imageIndex = readNumber(payload, 'imageIndex');
  if (id === undefined || imageIndex === undefined) return;
  const preview = readText(payload, 'preview');
  client.setQueryData(progressQuery(id).queryKey, (old) => ({
    imageIndex,
    step: readNumber(payload, 'step') ?? 0,
    steps: readNumber(payload, 'steps') ?? 0,
    fraction: readNumber(payload, 'fraction') ?? 0,
    previews: preview === undefined ? (old?.previews ?? {}) : { ...old?.previews, [imageIndex]: preview },
  }));
}

const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/** Several events of one entry arrive together; each list is read again once for all of them. */
function stale(client: QueryClient, keys: readonly (readonly unknown[])[]): void {
  for (const queryKey of keys) {
    const name = JSON.stringify(queryKey);
    if (waiting.has(name)) continue;
    waiting.set(
      name,
      setTimeout(() => {
        waiting.delete(name);
        void client.invalidateQueries({ queryKey });
      }, 60),
    );
  }
}
