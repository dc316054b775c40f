import { assert } from '../../kernel/index.ts';
import { availableOf } from '../account/account-state.ts';
import type { Place } from '../commit/commit-together.ts';
import { loadCurrentAccount } from '../read/read-account.ts';
import { forecast, type Forecast } from './forecast.ts';

export interface BalanceForecast extends Forecast {
  readonly asOfMs: number;
  /** What can be spent now, in micro-credits. */
  readonly available: bigint;
  /** Micro-credits a day, rounded down: what was used in the last 30 days, over the days since the first use, 7 at least. */
  readonly usedPerDay: bigint;
  /** Over how many days, rounded up. */
  readonly paceDays: number;
}

const dayMs = 86_400_000;
const paceDaysMax = 30;
/** Fewer would make a habit of the first afternoon. */
const paceDaysMin = 7;
/** Nobody plans further, and a grant that comes again and again would be followed for ever. */
const horizonDays = 5 * 365;

export async function forecastBalance(place: Place, accountId: string): Promise<BalanceForecast> {
  const { state, asOfMs } = await loadCurrentAccount(place, accountId);
  const { queries, database } = place;
  // An entry of this very moment has been used, too.
  const range = { fromMs: asOfMs + 1 - paceDaysMax * dayMs, toMs: asOfMs + 1 };
  const [rows, firstUseMs = asOfMs] = await Promise.all([
    queries.sumUsage(database.sql, accountId, range, { members: [], dayStarts: null, limit: 1 }),
    queries.findFirstUse(database.sql, accountId),
  ]);
  const sum = BigInt(rows[0]?.amount ?? 0);
  // Reversals of what was used long ago may outweigh what was used since.
  const used = sum > 0n ? sum : 0n;
  const spanMs = Math.min(paceDaysMax * dayMs, Math.max(paceDaysMin * dayMs, asOfMs - firstUseMs));
  assert(spanMs > 0, 'a pace is over some time');
  return {
    asOfMs,
    available: availableOf(state),
    usedPerDay: (used * BigInt(dayMs)) / BigInt(spanMs),
    paceDays: Math.ceil(spanMs / dayMs),
    ...forecast(state, asOfMs, { used, spanMs }, asOfMs + horizonDays * dayMs),
  };
}
