import { APIError } from 'better-auth/api';
import type { AccessContext, RequestHeaders, SignedIn } from './access.ts';
import { webHeaders } from './headers.ts';
import { principalOfUser } from './principal-of-user.ts';
import { wrongCredentials } from './problems.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Starts a session of 30 days. An unknown address takes as long as a wrong password and gets the same answer. */
export async function signIn(context: AccessContext, credentials: Credentials, headers: RequestHeaders): Promise<SignedIn> {
  const { auth } = context.passwords;
  try {
    const { response, headers: answer } = await auth.api.signInEmail({
      body: { email: credentials.email.toLowerCase(), password: credentials.password },
      headers: webHeaders(headers),
      returnHeaders: true,
    });
    return { principal: principalOfUser(response.user), setCookies: answer.getSetCookie() };
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) {
      throw wrongCredentials('The e-mail address and the password do not belong together. Check both and try again.');
    }
    throw error;
  }
}
