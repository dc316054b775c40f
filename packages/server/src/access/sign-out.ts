import type { AccessContext, RequestHeaders } from './access.ts';
import { webHeaders } from './headers.ts';

/** Deletes the session row, so that the cookie is worthless also where the browser keeps it. */
export async function signOut(context: AccessContext, headers: RequestHeaders): Promise<readonly string[]> {
  const { headers: answer } = await context.passwords.auth.api.signOut({ headers: webHeaders(headers), returnHeaders: true });
  return answer.getSetCookie();
}
