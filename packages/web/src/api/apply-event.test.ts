import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { applyEvent } from './apply-event.ts';
import { balanceQuery, ownPayoutsQuery, payoutsQuery, progressQuery, unmatchedDepositsQuery } from './queries.ts';

describe('applyEvent', () => {
  it('writes the figures of an entry at once', () => {
    const client = new QueryClient();
    client.setQueryData(balanceQuery.queryKey, { accountId: 'acct_1', balance: '10', held: '0', available: '10', asOf: '' });
    applyEvent(client, {
      id: '1',
      topic: 'entry.booked',
      payload: { entryId: 'e', number: 2, kind: 'hold', balance: '10', held: '4', available: '6' },
    });
    expect(client.getQueryData(balanceQuery.queryKey)).toMatchObject({ held: '4', available: '6' });
  });
  it('keeps the previews of earlier pictures', () => {
    const client = new QueryClient();
    const progress = (imageIndex: number, preview?: string) => ({
      id: null,
      topic: 'generation.progress',
      payload: { generationId: 'gen_1', imageIndex, step: 1, steps: 10, fraction: 0.1, preview },
    });
    applyEvent(client, progress(0, 'data:a'));
    applyEvent(client, progress(1, 'data:b'));
    applyEvent(client, progress(1));
    expect(client.getQueryData(progressQuery('gen_1').queryKey)).toMatchObject({ imageIndex: 1, previews: { 0: 'data:a', 1: 'data:b' } });
  });
  it('reads again what is paid back, and what stands on the desk', async () => {
    const client = new QueryClient();
    const keys: readonly (readonly unknown[])[] = [
      ownPayoutsQuery.queryKey,
      payoutsQuery('sent').queryKey,
      unmatchedDepositsQuery.queryKey,
    ];
    for (const key of keys) client.setQueryData(key, { pages: [], pageParams: [] });
    const isStale = () => keys.map((key) => client.getQueryState(key)?.isInvalidated);
    applyEvent(client, { id: '1', topic: 'payout.changed', payload: { payoutId: 'pay_1', status: 'sent' } });
    await expect.poll(isStale).toEqual([true, false, false]);
    applyEvent(client, { id: '2', topic: 'desk.changed', payload: { about: 'payout', id: 'pay_1' } });
    await expect.poll(isStale).toEqual([true, true, false]);
    applyEvent(client, { id: '3', topic: 'desk.changed', payload: { about: 'deposit', id: 'dep_1' } });
    await expect.poll(isStale).toEqual([true, true, true]);
  });
  it('takes no harm from what it does not know', () => {
    const client = new QueryClient();
    for (const payload of [null, 7, 'x', {}, { generationId: 7 }]) {
      for (const topic of ['entry.booked', 'generation.progress', 'image.created', 'moon.risen'])
        applyEvent(client, { id: null, topic, payload });
    }
    expect(client.getQueryData(balanceQuery.queryKey)).toBeUndefined();
  });
});
