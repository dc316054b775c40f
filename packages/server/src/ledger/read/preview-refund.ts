import { assert, type Problem } from '../../kernel/index.ts';
import type { RefundCommand } from '../commands.ts';
import type { Place } from '../commit/commit-together.ts';
import { loadPast } from '../commit/load-past.ts';
import { stateFromRow } from '../commit/rows.ts';
import { wrongIds } from '../decide/check-command.ts';
import { decideRequests } from '../decide/decide-requests.ts';
import type { Entry } from '../entries.ts';
import { invalidCommand } from '../problems.ts';

/** A refund that is only asked about; it has no id, because nothing is remembered. */
export type RefundQuestion = Pick<RefundCommand, 'accountId' | 'commandId' | 'bonusCommandIds' | 'graceMs'>;

/** Lets the same decision run that a refund would meet, and writes nothing. */
export async function previewRefund(
  { database, queries, clock }: Place,
  question: RefundQuestion,
): Promise<{ readonly entry: Entry } | { readonly problem: Problem }> {
  const command = { ...question, command: 'refund' as const, id: 'question' };
  const wrong = wrongIds(command);
  if (wrong !== undefined) return { problem: invalidCommand(`${wrong}.`) };
  const { accountId } = question;
  const [row] = await queries.loadAccounts(database.sql, [accountId]);
  // What is undone meanwhile is known here and refused, so that the order of these two reads does no harm.
  const past = await loadPast(queries, database.sql, accountId, [[command]]);
  const { outcomes } = decideRequests(accountId, row && stateFromRow(row), [[command]], new Map(), clock.nowMs(), past);
  const [outcome] = outcomes;
  assert(outcome !== undefined, 'each request has an outcome');
  if (outcome.outcome === 'refused') return { problem: outcome.problem };
  const [entry] = outcome.entries;
  assert(entry !== undefined, 'a refund books an entry');
  return { entry };
}
