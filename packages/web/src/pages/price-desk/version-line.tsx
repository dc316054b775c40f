import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { sdk, type PriceBookVersion } from '../../api/sdk.ts';
import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { classes } from '../../parts/classes.ts';
import { MomentText } from '../../parts/moment-text.tsx';
import { ChangesList } from './changes-list.tsx';
import { PublishDialog } from './publish-dialog.tsx';

interface VersionLineProps {
  version: PriceBookVersion;
  isBusy: boolean;
  onNewDraft: () => void;
}

/** A published version: since when, what it changed, and the way back to it. */
export function VersionLine({ version: { version, title, state, effectiveFrom, hash }, isBusy, onNewDraft }: VersionLineProps) {
  const t = messages.priceDesk;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [isRollingBack, setRollingBack] = useState(false);
  const finish = async (published: number) => {
    setRollingBack(false);
    await Promise.all(['price-books', 'price-book', 'quote'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    await navigate({ to: '/price-desk', search: { published } });
  };
  return (
    <li className="border-t border-line py-3 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold">{t.version(version)}</span>
            <span
              className={classes(
                'rounded-full px-2 text-xs',
                state === 'current'
                  ? 'bg-soft font-semibold text-action'
                  : state === 'coming'
                    ? 'bg-warning-soft text-warning'
                    : 'text-muted',
              )}
            >
              {t.states[state]}
            </span>
          </p>
          <p className="truncate">{title}</p>
          <p className="text-xs text-muted">
            <MomentText time={effectiveFrom}>{t.since(formatWhen(effectiveFrom))}</MomentText>{' '}
            <code className="font-mono" title={hash}>
              {hash.slice(0, 8)}
            </code>
          </p>
        </div>
        <div className="flex flex-wrap gap-1">
          {version > 1 && (
            <Button size="small" look="quiet" aria-expanded={isOpen} aria-label={t.differencesOf(version)} onClick={() => setOpen(!isOpen)}>
              {t.differences}
            </Button>
          )}
          <Button size="small" look="quiet" disabled={isBusy} aria-label={t.newDraftFrom(version)} onClick={onNewDraft}>
            {t.newDraft}
          </Button>
          {state === 'replaced' && (
            <Button size="small" look="quiet" aria-label={t.rollBackTo(version)} onClick={() => setRollingBack(true)}>
              {t.rollBack}
            </Button>
          )}
        </div>
      </div>
      {isOpen && (
        <div className="mt-3 rounded-md bg-sunken p-3.5">
          <ChangesList before={version - 1} after={version} />
        </div>
      )}
      {isRollingBack && (
        <PublishDialog
          title={t.rollBackTitle(version)}
          text={t.rollBackText}
          after={version}
          confirm={t.rollBack}
          publish={(when) => sdk.priceBooks.republish(version, when)}
          onClose={() => setRollingBack(false)}
          onPublished={(published) => void finish(published.version)}
        />
      )}
    </li>
  );
}
