import type { BudgetPeriod, BudgetScope } from '../account-rules.ts';
import { availableOf, remainingOf, type AccountState } from '../account/account-state.ts';
import type { BookedEntry } from '../account/book-entry.ts';
import type { Command } from '../commands.ts';
import { amountIn } from '../account/postings.ts';
import type { Usage } from '../usage.ts';

/** An account just before a command, with the journal that has led to it. */
interface Before {
  readonly state: AccountState;
  readonly journal: readonly BookedEntry[];
  readonly nowMs: number;
}

/** What a command must come to, told in the plainest way: what is settled and owed and used is looked up in the whole journal. */
export function expectedCode(before: Before, command: Command): string | undefined {
  const { state, nowMs } = before;
  if ('amount' in command && command.command !== 'adjust' && typeof command.amount === 'bigint') {
    if (command.amount < 0n || (command.amount === 0n && command.command !== 'set-reserve')) return 'invalid_command';
  }
  switch (command.command) {
    case 'spend':
      return codeOfTaking(before, command.amount, command.useReserve, command.usage);
    case 'hold':
      if (state.endedHolds.has(command.holdId) || state.holds.some((hold) => hold.id === command.holdId)) return 'hold_id_used';
      return codeOfTaking(before, command.amount, command.useReserve, command.usage) ?? tooLarge(before, onCredit(before, command));
    case 'capture':
    case 'extend':
    case 'void': {
      const hold = state.holds.find((candidate) => candidate.id === command.holdId);
      if (!hold) {
        const end = state.endedHolds.get(command.holdId);
        return end === undefined ? 'unknown_hold' : end === 'expired' ? 'hold_expired' : 'hold_not_open';
      }
      if (command.command === 'extend') return nowMs + command.timeoutMs <= hold.deadlineMs ? 'invalid_command' : undefined;
      if (command.command === 'void') return undefined;
      const above = (command.amount ?? 0n) - remainingOf(hold);
      return above > 0n ? codeOfTaking(before, above, command.useReserve, hold.usage ?? undefined) : undefined;
    }
    case 'adjust':
      if (command.amount < 0n) return -command.amount > availableOf(state) ? 'insufficient_credits' : undefined;
      return tooLarge(before, command.amount);
    case 'grant':
      return tooLarge(before, command.amount);
    case 'settle':
      return command.amount > owed(before).billed ? 'not_owed' : undefined;
    case 'close-period': {
      const kept = state.holds.flatMap((hold) => hold.parts).reduce((sum, part) => sum + (part.grant === 0 ? part.amount : 0n), 0n);
      return owed(before).unbilled - kept <= 0n ? 'nothing_to_bill' : undefined;
    }
    case 'start-recurring-grant':
      if (runs(before, command.recurringId)) return 'recurring_id_used';
      return promised(before) + 10n ** 18n >= 2n ** 63n ? 'balance_too_large' : undefined;
    case 'extend-recurring-grant': {
      const extended = running(before, command.recurringId);
      if (extended === undefined) return 'unknown_recurring_grant';
      if (extended.cyclesLeft === null || extended.cyclesLeft + command.cycles > 1200) return 'invalid_command';
      return promised(before) + 10n ** 18n >= 2n ** 63n ? 'balance_too_large' : undefined;
    }
    case 'stop-recurring-grant':
      return runs(before, command.recurringId) ? undefined : 'unknown_recurring_grant';
    case 'open-account':
      return 'account_already_open';
    default:
      return undefined;
  }
}

/** What of its own an account may take. */
function ownFunds(before: Before, useReserve: boolean | undefined): bigint {
  const available = availableOf(before.state);
  const reserve = useReserve === true ? 0n : (lastAmount(before, 'reserve') ?? 0n);
  return available > reserve ? available - reserve : 0n;
}

/** What a hold takes on credit, which counts as balance. */
function onCredit(before: Before, { amount, useReserve }: { readonly amount: bigint; readonly useReserve?: boolean | undefined }): bigint {
  const own = ownFunds(before, useReserve);
  return amount > own ? amount - own : 0n;
}

function codeOfTaking(before: Before, amount: bigint, useReserve: boolean | undefined, usage: Usage | undefined): string | undefined {
  const own = ownFunds(before, useReserve);
  const { unbilled, billed } = owed(before);
  const left = (lastAmount(before, 'credit-limit') ?? 0n) - unbilled - billed;
  if (amount > own + (left > 0n ? left : 0n)) return 'insufficient_credits';
  return isBeyondBudget(before, amount, usage) ? 'budget_exceeded' : undefined;
}

function lastAmount({ journal }: Before, name: 'reserve' | 'credit-limit'): bigint | null | undefined {
  const rules = journal.flatMap(({ entry }) => (entry.rule?.rule === name ? [entry.rule] : []));
  return rules.at(-1)?.amount;
}

/** What has flowed out of the books of what is owed. */
function owed({ journal }: Before): { readonly unbilled: bigint; readonly billed: bigint } {
  const sum = (book: 'unbilled' | 'receivable'): bigint => journal.reduce((total, { entry }) => total - amountIn(entry.postings, book), 0n);
  return { unbilled: sum('unbilled'), billed: sum('receivable') };
}

function isBeyondBudget(before: Before, amount: bigint, usage: Usage | undefined): boolean {
  const { state, journal, nowMs } = before;
  const limits = new Map<string, { scope: BudgetScope; period: BudgetPeriod; limit: bigint; since: number }>();
  for (const { entry } of journal) {
    if (entry.rule?.rule !== 'budget') continue;
    const { scope, period, limit } = entry.rule;
    const key = `${scope.type} ${scope.id} ${period}`;
    if (limit === null) limits.delete(key);
    else limits.set(key, { scope, period, limit, since: limits.get(key)?.since ?? entry.number });
  }
  return [...limits.values()].some(({ scope, period, limit, since }) => {
    if (!isOf(scope, usage)) return false;
    const counts = new Set<number>();
    let sum = amount;
    for (const { entry } of journal) {
      if (entry.number <= since || !isOf(scope, entry.usage ?? undefined)) continue;
      if (['spend', 'capture'].includes(entry.kind) && windowName(period, entry.atMs) === windowName(period, nowMs)) {
        counts.add(entry.number);
        sum += amountIn(entry.postings, 'usage');
      }
      if (entry.kind === 'reverse' && counts.has(entry.reverses?.number ?? 0)) sum += amountIn(entry.postings, 'usage');
    }
    for (const hold of state.holds) if (hold.number > since && isOf(scope, hold.usage ?? undefined)) sum += remainingOf(hold);
    return sum > limit;
  });
}

export function isOf({ type, id }: BudgetScope, usage: Usage | undefined): boolean {
  return { project: usage?.projectId, api_key: usage?.apiKeyId, session: usage?.sessionId }[type] === id;
}

/** The same for all moments of a window: of a week, its Thursday. */
export function windowName(period: BudgetPeriod, atMs: number): string {
  if (period === 'total') return 'total';
  const date = new Date(atMs);
  if (period === 'week') date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return date.toISOString().slice(0, period === 'month' ? 7 : 10);
}

function promised({ state }: Before): bigint {
  return state.grants.reduce((sum, grant) => sum + grant.scheduled, state.balance);
}

function tooLarge(before: Before, amount: bigint): string | undefined {
  if (amount === 0n) return undefined;
  const kept = before.state.rules?.recurring.some(({ cyclesLeft }) => cyclesLeft !== 0) ? 10n ** 18n : 0n;
  return promised(before) + amount + kept >= 2n ** 63n ? 'balance_too_large' : undefined;
}

function runs(before: Before, recurringId: string): boolean {
  return running(before, recurringId) !== undefined;
}

/** One runs until its last cycle is over. */
function running({ state, nowMs }: Before, recurringId: string) {
  return state.rules?.recurring.find(
    ({ terms, cyclesLeft, nextAtMs }) => terms.recurringId === recurringId && (cyclesLeft !== 0 || nextAtMs > nowMs),
  );
}
