import { APIError } from 'better-auth/api';
import { newId } from '../kernel/index.ts';
import type { AccessContext, RequestHeaders, SignedIn } from './access.ts';
import { passwordLengthMax, passwordLengthMin } from './better-auth.ts';
import { webHeaders } from './headers.ts';
import { principalOfUser } from './principal-of-user.ts';
import type { Role } from './principal.ts';
import { emailTaken, unsafePassword } from './problems.ts';
import { userWithEmail } from './queries.ts';

export interface NewPerson {
  readonly email: string;
  /** 10 to 128 characters, and not the e-mail address. */
  readonly password: string;
  readonly name: string;
}

/**
 * Opens an account and writes its person. The account comes first and on its own: dying in between leaves an empty account
 * that nobody owns, which harms nobody, while a person without an account could not use anything.
 */
export async function signUp(
  context: AccessContext,
  person: NewPerson,
  headers: RequestHeaders,
  role: Role = 'customer',
): Promise<SignedIn> {
  const email = person.email.toLowerCase();
  refuseUnsafePassword(person.password, email);
  if ((await userWithEmail(context.database.sql, email)) !== undefined) throw taken(email);

  const accountId = newId('acct', context.clock.nowMs());
  await context.openAccount(accountId);
  const { auth, signingUp } = context.passwords;
  try {
    const { response, headers: answer } = await signingUp({ accountId, role }, () =>
      auth.api.signUpEmail({
        body: { email, password: person.password, name: person.name },
        headers: webHeaders(headers),
        returnHeaders: true,
      }),
    );
    return { principal: principalOfUser({ ...response.user, role, accountId }), setCookies: answer.getSetCookie() };
  } catch (error) {
    // better-auth says "failed to create" both for a lost race and for a broken database; the row tells which it was.
    if (error instanceof APIError && (await userWithEmail(context.database.sql, email)) !== undefined) throw taken(email);
    throw error;
  }
}

function taken(email: string): Error {
  return emailTaken(`Someone has signed up as ${email} already. Sign in, or use another address.`);
}

function refuseUnsafePassword(password: string, email: string): void {
  if (password.length < passwordLengthMin || password.length > passwordLengthMax) {
    throw unsafePassword(`Choose a password of ${String(passwordLengthMin)} to ${String(passwordLengthMax)} characters.`);
  }
  if (password.toLowerCase() === email) throw unsafePassword('Choose a password that is not your e-mail address.');
}
