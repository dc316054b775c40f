import { describe, expect, test } from 'vitest';
import { EventBuffer, type BufferedEvent } from './event-buffer.ts';

const durable = (id: number): BufferedEvent => ({ position: { xid: 1n, id: BigInt(id) }, topic: 'entry.booked', payload: { id }, atMs: 0 });
const transient = (id: number): BufferedEvent => ({ position: null, topic: 'generation.progress', payload: { id }, atMs: 0 });

async function drain(buffer: EventBuffer): Promise<unknown[]> {
  const ids: unknown[] = [];
  for (let event = await buffer.take(); event !== undefined; event = await buffer.take()) ids.push(event.payload['id']);
  return ids;
}

describe('EventBuffer', () => {
  test('gives a waiting taker the event, and the end', async () => {
    const buffer = new EventBuffer();
    const first = buffer.take();
    buffer.push(durable(1));
    expect((await first)?.payload).toEqual({ id: 1 });
    const second = buffer.take();
    buffer.close();
    expect(await second).toBeUndefined();
  });

  test('keeps the newest transient events among all durable ones', async () => {
    const buffer = new EventBuffer();
    for (let id = 1; id <= 100; id += 1) {
      buffer.push(transient(id));
      if (id % 10 === 0) buffer.push(durable(1000 + id));
    }
    buffer.end();
    const ids = (await drain(buffer)) as number[];
    expect(ids.filter((id) => id > 1000)).toEqual([1010, 1020, 1030, 1040, 1050, 1060, 1070, 1080, 1090, 1100]);
    expect(ids.filter((id) => id <= 1000)).toEqual(Array.from({ length: 32 }, (_, index) => 69 + index));
  });

  test('ends when too much waits, and what it has is without gaps', async () => {
    const buffer = new EventBuffer();
    for (let id = 1; id <= 1500; id += 1) buffer.push(durable(id));
    expect(buffer.ended).toBe(true);
    expect(await drain(buffer)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  });

  test('is empty once closed', async () => {
    const buffer = new EventBuffer();
    buffer.push(durable(1));
    buffer.close();
    buffer.push(durable(2));
    expect(await buffer.take()).toBeUndefined();
  });
});
