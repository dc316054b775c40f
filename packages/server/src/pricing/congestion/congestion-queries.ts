import { sql } from 'kysely';
import type { Sql, Tx } from '../../database/index.ts';
import type { CongestionState } from './next-congestion.ts';

interface StateRow {
  readonly smoothed: number;
  readonly published: number;
  readonly expected_wait_ms: bigint;
  readonly observed_at: Date;
}

export async function selectCongestion(from: Sql): Promise<CongestionState | undefined> {
  const { rows } = await sql<StateRow>`select smoothed, published, expected_wait_ms, observed_at from congestion_states`.execute(from);
  return rows.map(stateOf)[0];
}

/** The state, for whoever looks at the queue next: others wait until this transaction has ended. */
export async function lockCongestion(tx: Tx): Promise<CongestionState | undefined> {
  const { rows } = await sql<StateRow>`
    select smoothed, published, expected_wait_ms, observed_at from congestion_states for update`.execute(tx);
  return rows.map(stateOf)[0];
}

export async function writeCongestion(tx: Tx, { smoothed, published, expectedWaitMs, observedAtMs }: CongestionState): Promise<void> {
  await sql`
    insert into congestion_states (id, smoothed, published, expected_wait_ms, observed_at)
    values (1, ${smoothed}, ${published}, ${expectedWaitMs}, ${new Date(observedAtMs)})
    on conflict (id) do update set smoothed = excluded.smoothed, published = excluded.published,
      expected_wait_ms = excluded.expected_wait_ms, observed_at = excluded.observed_at`.execute(tx);
}

function stateOf(row: StateRow): CongestionState {
  return {
    smoothed: row.smoothed,
    published: row.published,
    expectedWaitMs: Number(row.expected_wait_ms),
    observedAtMs: row.observed_at.getTime(),
  };
}
