import type { Problem } from '../../kernel/index.ts';
import { wrongIds } from '../decide/check-command.ts';
import type { SpendCommand } from '../commands.ts';
import type { Place } from '../commit/commit-together.ts';
import { decideRequests } from '../decide/decide-requests.ts';
import { invalidCommand } from '../problems.ts';
import { stateFromRow } from '../commit/rows.ts';

/** A spend that is only asked about; it has no id, because nothing is remembered. */
export type SpendQuestion = Pick<SpendCommand, 'accountId' | 'amount' | 'usage' | 'useReserve'>;

/** Lets the same decision run that a spend would meet, and writes nothing. */
export async function maySpend({ database, queries, clock }: Place, question: SpendQuestion): Promise<Problem | null> {
  const command = { ...question, command: 'spend' as const, id: 'question' };
  const wrong = wrongIds(command);
  if (wrong !== undefined) return invalidCommand(`${wrong}.`);
  const { accountId } = question;
  const [row] = await queries.loadAccounts(database.sql, [accountId]);
  const { outcomes } = decideRequests(accountId, row && stateFromRow(row), [[command]], new Map(), clock.nowMs());
  return outcomes[0]?.outcome === 'refused' ? outcomes[0].problem : null;
}
