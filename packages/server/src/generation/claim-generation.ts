import { appendEvents, type Tx } from '../database/index.ts';
import type { GenerationKey } from './generation.ts';
import { markRunning, selectFree, selectNext, takeLease, takeTurn, type GenerationRow } from './queries.ts';
import type { Room } from './room.ts';

/**
 * Takes the next generation that nobody works on, for the length of a lease, or gives `undefined`. It counts as a turn of its account,
 * and the account that had its turn longest ago is next: a large batch never keeps the single picture of somebody else waiting.
 */
export async function claimNext(room: Room, owner: string): Promise<GenerationRow | undefined> {
  return await room.database.transaction(async (tx) => {
    const nowMs = room.clock.nowMs();
    const row = await selectNext(tx, nowMs);
    if (row === undefined) return undefined;
    await takeTurn(tx, row.account_id);
    await begin(tx, room, row, owner, nowMs);
    return row;
  });
}

/** Takes this generation if nobody works on it: to cancel it. */
export async function claimToCancel(room: Room, key: GenerationKey, owner: string): Promise<GenerationRow | undefined> {
  return await room.database.transaction(async (tx) => {
    const nowMs = room.clock.nowMs();
    const row = await selectFree(tx, key, nowMs);
    if (row !== undefined) await takeLease(tx, key, { owner, untilMs: nowMs + room.settings.leaseMs });
    return row;
  });
}

async function begin(tx: Tx, room: Room, row: GenerationRow, owner: string, nowMs: number): Promise<void> {
  const key = { accountId: row.account_id, id: row.id };
  await takeLease(tx, key, { owner, untilMs: nowMs + room.settings.leaseMs });
  if (row.status !== 'queued' || row.cancel_requested_at !== null) return;
  await markRunning(tx, key, nowMs);
  await appendEvents(tx, [
    { accountId: row.account_id, topic: 'generation.changed', payload: { generationId: row.id, status: 'running' } },
  ]);
}
