import { sessionRequired, type Principal } from '../access/index.ts';
import type { Ledger } from '../ledger/index.ts';

/**
 * Refuses `session_required` for an API key that has a budget: with it a program could otherwise lift its own limit, or send the credits
 * to an account that has none.
 */
export async function requireUnbudgetedKey(ledger: Pick<Ledger, 'readRules'>, { accountId, apiKeyId }: Principal): Promise<void> {
  if (apiKeyId === null) return;
  const { budgets } = await ledger.readRules(accountId);
  if (budgets.some(({ scope }) => scope.type === 'api_key' && scope.id === apiKeyId)) {
    throw sessionRequired(
      'This API key has a budget, so it can neither change what the account settles nor send credits. Sign in, or use another key.',
    );
  }
}
