import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';

/** The secret of a new key, shown this once. */
export function NewKeySecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const t = messages.account;
  return (
    <div aria-live="polite" className="rounded-md bg-soft p-4">
      <p className="font-semibold">{t.secretTitle}</p>
      <p className="mb-3 text-xs text-muted">{t.secretText}</p>
      <p aria-label={t.secret} className="mb-3 rounded-sm bg-surface px-3 py-2 font-mono text-xs break-all select-all">
        {secret}
      </p>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={secret} label={t.copyKey} look="action" />
        <Button size="small" onClick={onDone}>
          {t.secretDone}
        </Button>
      </div>
    </div>
  );
}
