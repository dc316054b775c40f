import type { Principal } from '../access/index.ts';
import type { Usage } from '../ledger/index.ts';

/** What a request says that its credits are for; the API key is the one that it came with. */
export function usageOfRequest(
  { apiKeyId }: Principal,
  { project, session, model, operation }: { project?: string; session?: string; model?: string; operation?: string },
): Usage {
  return { projectId: project, sessionId: session, model, operation, apiKeyId: apiKeyId ?? undefined };
}
