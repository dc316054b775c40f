import { Problem } from '../kernel/index.ts';
import type { AccessContext } from './access.ts';
import type { Role } from './principal.ts';
import { emailTaken } from './problems.ts';
import { setRole, userWithEmail } from './queries.ts';
import { signUp } from './sign-up.ts';

export interface DemoPerson {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

const demoPeople: readonly (DemoPerson & { readonly name: string })[] = [
  { email: 'demo@imprest.test', password: 'imprest-demo', role: 'customer', name: 'Demo customer' },
  { email: 'operator@imprest.test', password: 'imprest-demo', role: 'operator', name: 'Demo operator' },
];

/** Makes the demo people unless they exist. Their password is published, so this runs in a sandbox only. */
export async function ensureDemoPeople(context: AccessContext): Promise<readonly DemoPerson[]> {
  for (const { role, ...person } of demoPeople) {
    const known = await userWithEmail(context.database.sql, person.email);
    if (known === undefined) await signUpOnce(context, person, role);
    else if (known.role !== role) {
      await setRole(context.database.sql, known.id, role);
      context.keys.forgetAll();
    }
  }
  return demoPeople.map(({ email, password, role }) => ({ email, password, role }));
}

async function signUpOnce(context: AccessContext, person: { email: string; password: string; name: string }, role: Role): Promise<void> {
  try {
    await signUp(context, person, {}, role);
  } catch (error) {
    // Another process on the same database was quicker.
    if (!(error instanceof Problem && error.code === emailTaken.definition.code)) throw error;
  }
}
