import type { Tx } from '../../database/index.ts';
import { assert } from '../../kernel/index.ts';
import type { Options } from '../commands.ts';
import type { Place } from './commit-together.ts';
import { decideAccounts, writeOf } from './decide-accounts.ts';
import type { Outcome, Request } from '../decide/decide-requests.ts';
import { historyKeysOf } from './load-accounts.ts';
import { storeAccounts } from './store-accounts.ts';

/** Another process opened the account between our reading and our writing; a row that is not there cannot be locked. */
class OpenedMeanwhile extends Error {}

/**
 * Commits requests of one account in a transaction of their own that holds the account's row. `alongside` writes in it too, after the
 * entries, and only if there is one request and it was booked now; what it throws undoes everything.
 */
export async function commitLocked(
  place: Place,
  accountId: string,
  requests: readonly Request[],
  alongside?: Options['alongside'],
): Promise<readonly Outcome[]> {
  assert(alongside === undefined || requests.length === 1, 'rows are written alongside one request');
  for (;;) {
    try {
      const { outcomes, found, left } = await place.database.transaction((tx) => commitIn(tx, place, accountId, requests, alongside));
      const alone = place.contested.note(accountId, found, left);
      if (alone !== undefined) place.turns.note(alone);
      place.recent.forget(accountId);
      return outcomes;
    } catch (error) {
      if (!(error instanceof OpenedMeanwhile)) throw error;
    }
  }
}

interface Turn {
  readonly outcomes: readonly Outcome[];
  /** The versions of the account before and after; 0 before it was opened. */
  readonly found: number;
  readonly left: number;
}

async function commitIn(
  tx: Tx,
  { queries, clock }: Place,
  accountId: string,
  requests: readonly Request[],
  alongside: Options['alongside'],
): Promise<Turn> {
  const row = await queries.lockAccount(tx, accountId);
  const byAccount = new Map([[accountId, requests]]);
  const history = await queries.loadHistory(tx, historyKeysOf(byAccount));
  const decided = await decideAccounts(queries, tx, row ? [row] : [], history, byAccount, () => clock.nowMs());
  const decisions = decided.get(accountId);
  assert(decisions, 'a locked account is decided');
  const write = writeOf(decisions);
  if (write) {
    const saved = await storeAccounts(queries, { tx }, [write]);
    if (!saved.has(accountId)) throw new OpenedMeanwhile();
  }
  const outcome = decisions.outcomes[0];
  if (alongside && outcome?.outcome === 'booked' && !outcome.replayed) await alongside(tx, outcome.entries);
  const found = Number(row?.version ?? 0);
  return { outcomes: decisions.outcomes, found, left: write ? found + 1 : found };
}
