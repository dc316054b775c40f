import { assert } from '../../kernel/index.ts';
import { remainingOf, type HoldState } from '../account/account-state.ts';
import type { Place } from '../commit/commit-together.ts';
import { creditLine, creditLineId } from '../account/credit-line.ts';
import type { Entry } from '../entries.ts';
import type { HoldView } from '../holds.ts';
import { entriesFromRows } from '../commit/load-accounts.ts';
import { amountIn } from '../account/postings.ts';
import { loadCurrentAccount, type CurrentAccount } from './read-account.ts';
import { holdEndOf } from '../commit/rows.ts';

export async function readHold(place: Place, accountId: string, holdId: string): Promise<HoldView | undefined> {
  const current = await loadCurrentAccount(place, accountId);
  const open = current.state.holds.find((hold) => hold.id === holdId);
  if (open) return openHold(current, open);
  const rows = await place.queries.loadHoldEntries(place.database.sql, accountId, holdId);
  const entries = await entriesFromRows(place.queries, place.database.sql, rows);
  const first = entries[0];
  if (first === undefined) return undefined;
  const ending =
    current.due.find((booked) => booked.entry.holdId === holdId)?.entry ?? entries.find((_entry, index) => rows[index]?.hold_step === -1);
  // The hold was opened after the account was read, and nothing has ended it yet: look again.
  if (ending === undefined) return readHold(place, accountId, holdId);
  const deadlineAt = rows.findLast((row) => row.hold_deadline_at !== null)?.hold_deadline_at;
  assert(deadlineAt, 'the first entry of a hold has its deadline');
  return {
    id: holdId,
    status: holdEndOf(ending.kind),
    amount: first.heldChange,
    captured: capturedBy(entries),
    remaining: 0n,
    createdAtMs: first.atMs,
    deadlineMs: deadlineAt.getTime(),
    endedAtMs: ending.atMs,
    parts: [],
  };
}

function capturedBy(entries: readonly Entry[]): bigint {
  return entries.reduce((sum, entry) => sum + amountIn(entry.postings, 'usage'), 0n);
}

function openHold({ state }: CurrentAccount, hold: HoldState): HoldView {
  return {
    id: hold.id,
    status: 'open',
    amount: hold.amount,
    captured: hold.captured,
    remaining: remainingOf(hold),
    createdAtMs: hold.openedAtMs,
    deadlineMs: hold.deadlineMs,
    endedAtMs: null,
    parts: hold.parts.map((part) => {
      if (part.grant === creditLine) return { grantId: creditLineId, kind: 'credit_line', amount: part.amount };
      const grant = state.grants.find((candidate) => candidate.number === part.grant);
      assert(grant, 'a grant stays as long as credits of it are held');
      return { grantId: grant.id, kind: grant.kind, amount: part.amount };
    }),
  };
}
