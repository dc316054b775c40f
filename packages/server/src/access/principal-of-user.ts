import { assert } from '../kernel/index.ts';
import type { Principal } from './principal.ts';

/** Reads the principal of a session from the user that better-auth gives, which it types without our own columns. */
export function principalOfUser(user: { id: string; email: string; name: string; role?: unknown; accountId?: unknown }): Principal {
  const { id, email, name, role, accountId } = user;
  assert(role === 'customer' || role === 'operator', 'a user has a known role');
  assert(typeof accountId === 'string' && accountId !== '', 'a user has an account');
  return { userId: id, accountId, role, email, name, apiKeyId: null };
}
