import type { Static } from 'typebox';
import type { Principal } from '../../access/index.ts';
import type { HttpSettings } from '../http-settings.ts';
import type { Me } from '../schemas/index.ts';

export function meOf({ userId, email, name, role, accountId }: Principal, { sandbox }: HttpSettings): Static<typeof Me> {
  return { userId, email, name, role, accountId, sandbox };
}
