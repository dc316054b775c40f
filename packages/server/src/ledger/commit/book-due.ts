import { nextWakeMs } from '../account/account-state.ts';
import { advance } from '../account/advance.ts';
import type { Place } from './commit-together.ts';
import { bookingTimeMs } from '../decide/decide.ts';
import type { AccountWrite } from './queries.ts';
import { stateFromRow } from './rows.ts';
import { storeAccounts } from './store-accounts.ts';

/**
 * Books what time has done to accounts that nobody uses, at most `limit` of them, longest due first. Nothing depends on it: every read and
 * every command counts what is due whether it is booked or not. It only lets the journal, and who follows its events, keep up. The
 * version of each account guards the write, so any number of processes may do this at once. Gives of how many accounts it booked something, or
 * found nothing and corrected when to look again.
 */
export async function bookDue({ database, queries, clock }: Place, limit: number): Promise<number> {
  const nowMs = clock.nowMs();
  const accountIds = await queries.findDueAccounts(database.sql, nowMs, limit);
  if (accountIds.length === 0) return 0;
  const rows = await queries.loadAccounts(database.sql, accountIds);
  const writes: AccountWrite[] = [];
  let corrected = 0;
  for (const row of rows) {
    const stored = stateFromRow(row);
    const { state, booked, alerts } = advance(stored, bookingTimeMs(stored, nowMs));
    if (booked.length > 0 || alerts.length > 0) writes.push({ state, booked, alerts, refusals: [] });
    else if (await queries.correctDue(database.sql, stored.accountId, stored.version, nowMs, nextWakeMs(stored))) corrected += 1;
  }
  const saved = writes.length > 0 ? await storeAccounts(queries, { database }, writes) : new Set<string>();
  return saved.size + corrected;
}
