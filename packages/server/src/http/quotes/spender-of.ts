import type { Principal } from '../../access/index.ts';
import type { Spender } from '../../generation/index.ts';

/** Who would pay, as the ledger's budgets count it. */
export function spenderOf(
  { accountId, apiKeyId }: Pick<Principal, 'accountId' | 'apiKeyId'>,
  body: { readonly project?: string; readonly session?: string; readonly useReserve?: boolean } = {},
): Spender {
  return { accountId, apiKeyId, projectId: body.project, sessionId: body.session, useReserve: body.useReserve };
}
