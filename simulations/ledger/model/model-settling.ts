import type { Command } from '../../../packages/server/src/ledger/index.ts';
import { Refused } from './grants-and-holds.ts';
import type { EntryDetails, ModelAccount } from './model-account.ts';
import { windowAround } from './model-calendar.ts';
import type { ModelEntry } from './model-entry.ts';
import { beginOfCycle, runs } from './model-recurring.ts';
import type { ModelRecurring } from './model-rules.ts';

type CommandOf<Name extends Command['command']> = Command & { readonly command: Name };

/** The commands by which an account settles something, and those about its credit line. */
export function settle(account: ModelAccount, command: Command, atMs: number, said: EntryDetails): ModelEntry {
  const { rules } = account;
  switch (command.command) {
    case 'set-reserve':
      rules.reserve = command.amount;
      break;
    case 'set-alert-level':
      rules.alertLevel = command.amount;
      rules.alerted = false;
      break;
    case 'set-credit-limit':
      rules.creditLimit = command.amount ?? 0n;
      break;
    case 'set-budget':
      setBudget(account, command, atMs);
      break;
    case 'close-period': {
      const amount = rules.unbilled - account.creditLine.held;
      if (amount <= 0n) throw new Refused('nothing_to_bill');
      account.move(account.creditLine, 'receivable', 'unbilled', amount);
      return account.book('close-period', atMs, said);
    }
    case 'settle':
      if (command.amount > rules.billed) throw new Refused('not_owed');
      account.move(account.creditLine, 'issuance', 'receivable', command.amount);
      return account.book('settle', atMs, said);
    case 'extend-recurring-grant':
      extendRecurring(account, command, atMs);
      break;
    case 'start-recurring-grant':
      startRecurring(account, command, atMs);
      break;
    case 'stop-recurring-grant': {
      const running = rules.recurring.filter((each) => runs(each, atMs));
      const kept = running.filter(({ terms }) => terms.recurringId !== command.recurringId);
      if (kept.length === running.length) throw new Refused('unknown_recurring_grant');
      rules.recurring = kept;
      break;
    }
    default:
      throw new Error(`the model does not know ${JSON.stringify(command)}`);
  }
  const entry = account.book(command.command, atMs, said);
  // What was settled may have something to do at once.
  account.advance(atMs);
  return entry;
}

function setBudget(account: ModelAccount, { scope, period, limit }: CommandOf<'set-budget'>, atMs: number): void {
  const { budgets } = account.rules;
  const found = budgets.find((each) => each.period === period && each.scope.type === scope.type && each.scope.id === scope.id);
  if (limit === null) account.rules.budgets = budgets.filter((each) => each !== found);
  else if (found) found.limit = limit;
  else {
    const told = { share: 0, startMs: windowAround(period, atMs).startMs };
    budgets.push({ scope, period, limit, sinceNumber: account.entries.length + 1, told });
  }
}

function startRecurring(account: ModelAccount, terms: CommandOf<'start-recurring-grant'>, atMs: number): void {
  const recurring = account.rules.recurring.filter((each) => runs(each, atMs));
  if (recurring.some((each) => each.terms.recurringId === terms.recurringId)) throw new Refused('recurring_id_used');
  const anchorMs = terms.startsAtMs ?? atMs;
  let nextIndex = 0;
  while (anchorMs <= atMs && beginOfCycle({ terms, anchorMs }, nextIndex + 1) <= atMs) nextIndex += 1;
  const started: ModelRecurring = {
    number: account.entries.length + 1,
    terms,
    anchorMs,
    nextIndex,
    nextAtMs: Math.max(anchorMs, atMs),
    cyclesLeft: terms.cycles ?? null,
    current: null,
    rolled: [],
  };
  account.rules.recurring = [...recurring, started];
  if (account.room < 0n) throw new Refused('balance_too_large');
}

function extendRecurring(account: ModelAccount, { recurringId, cycles }: CommandOf<'extend-recurring-grant'>, atMs: number): void {
  const found = account.rules.recurring.find((each) => each.terms.recurringId === recurringId && runs(each, atMs));
  if (found === undefined) throw new Refused('unknown_recurring_grant');
  if (found.cyclesLeft === null || found.cyclesLeft + cycles > 1200) throw new Refused('invalid_command');
  found.cyclesLeft += cycles;
  if (account.room < 0n) throw new Refused('balance_too_large');
}
