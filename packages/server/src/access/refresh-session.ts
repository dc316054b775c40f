import type { AccessContext, RequestHeaders } from './access.ts';
import { webHeaders } from './headers.ts';

/** Prolongs the session of these headers to another 30 days when it is older than a day. */
export async function refreshSession(context: AccessContext, headers: RequestHeaders): Promise<readonly string[]> {
  const { headers: answer } = await context.passwords.auth.api.getSession({ headers: webHeaders(headers), returnHeaders: true });
  return answer.getSetCookie();
}
