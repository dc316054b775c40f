import type { Static } from 'typebox';
import type { ApiKey as AccessApiKey } from '../../access/index.ts';
import type { ApiKey } from '../schemas/index.ts';
import { timeText, timeTextOrNull } from '../wire.ts';

export function apiKeyOf({ id, name, prefix, createdAtMs, lastUsedAtMs, revokedAtMs }: AccessApiKey): Static<typeof ApiKey> {
  return {
    id,
    name,
    prefix,
    createdAt: timeText(createdAtMs),
    lastUsedAt: timeTextOrNull(lastUsedAtMs),
    revokedAt: timeTextOrNull(revokedAtMs),
  };
}
