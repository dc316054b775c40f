import type { ApiKey } from '../../api/sdk.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';

/** One key: its name, its beginning, and when it was used. */
export function ApiKeyLine({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const t = messages.account;
  const isRevoked = apiKey.revokedAt !== null;
  const state =
    apiKey.revokedAt !== null
      ? t.revoked(formatDay(apiKey.revokedAt))
      : apiKey.lastUsedAt === null
        ? t.neverUsed
        : t.used(formatDay(apiKey.lastUsedAt));
  return (
    <li className="flex min-h-15 items-center gap-4 border-t border-line py-2">
      <div className="min-w-0 flex-1">
        <p className={`truncate font-semibold ${isRevoked ? 'text-muted line-through' : ''}`}>{apiKey.name}</p>
        <p className="text-xs text-muted">
          <span className="font-mono">{apiKey.prefix}…</span> · {t.created(formatDay(apiKey.createdAt))} · {state}
        </p>
      </div>
      {!isRevoked && (
        <Button look="danger" size="small" onClick={onRevoke} aria-label={t.revokeNamed(apiKey.name)}>
          {t.revoke}
        </Button>
      )}
    </li>
  );
}
