import { notSignedIn, operatorOnly, sessionRequired } from './problems.ts';

export type Role = 'customer' | 'operator';

/** Who asks. */
export interface Principal {
  readonly userId: string;
  /** The ledger account that this person spends from. */
  readonly accountId: string;
  readonly role: Role;
  readonly email: string;
  readonly name: string;
  /** The key that the request came with, or `null` for a session. */
  readonly apiKeyId: string | null;
}

/** Gives the principal, or refuses with `not_signed_in` where there is none. */
export function requirePrincipal(principal: Principal | undefined): Principal {
  if (principal === undefined) {
    throw notSignedIn('Sign in first, or send an API key as "Authorization: Bearer imp_sk_…".');
  }
  return principal;
}

/** Refuses with `operator_only` unless an operator asks. */
export function requireOperator(principal: Principal): void {
  if (principal.role !== 'operator') throw operatorOnly('This belongs to the operator. Sign in with an operator account.');
}

/** Refuses with `session_required` where an API key asks: a stolen key must not be able to make or end keys. */
export function requireSession(principal: Principal): void {
  if (principal.apiKeyId !== null) {
    throw sessionRequired('API keys are made and revoked by a person. Sign in with e-mail and password and try again.');
  }
}
