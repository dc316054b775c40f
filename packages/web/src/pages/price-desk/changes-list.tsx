import { useQuery } from '@tanstack/react-query';
import { changesQuery } from '../../api/queries.ts';
import type { PriceBookChange } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { flatText, type Data } from './book-data.ts';

/** More than this nobody reads before pressing a button. */
const changesMax = 40;

/** What is different between two books, place by place. */
export function ChangesList({ before, after }: { before: number | string; after: number | string }) {
  const t = messages.priceDesk;
  const changes = useQuery(changesQuery(before, after));
  if (changes.isPending) {
    return (
      <Loading>
        <Skeleton className="h-24 rounded-md!" />
      </Loading>
    );
  }
  if (changes.data === undefined) return <ProblemNotice error={changes.error} onRetry={() => void changes.refetch()} />;
  const all = changes.data.changes;
  if (all.length === 0) return <p className="text-muted">{t.noChanges}</p>;
  return (
    <>
      <ul aria-label={t.changes} className="flex flex-col gap-2 text-xs">
        {all.slice(0, changesMax).map((change) => (
          <li key={`${change.kind} ${change.path}`} className="min-w-0">
            <code className="font-mono break-all text-muted">{change.path}</code>
            <p className="wrap-break-word">{sentenceOf(change)}</p>
          </li>
        ))}
      </ul>
      {all.length > changesMax && <p className="mt-2 text-xs text-muted">{t.more(all.length - changesMax)}</p>}
    </>
  );
}

function sentenceOf({ kind, before, after }: PriceBookChange) {
  const t = messages.priceDesk;
  // True because a book has nothing but what JSON has.
  const [was, is] = [flatText(before as Data), flatText(after as Data)];
  return (
    <>
      {kind !== 'added' && <del className="text-danger">{was}</del>}
      {kind === 'changed' && <span aria-hidden="true"> → </span>}
      {kind !== 'removed' && <ins className="font-semibold text-action no-underline">{is}</ins>}
      {kind !== 'changed' && <span className="text-muted"> {kind === 'added' ? t.wasAdded : t.wasRemoved}</span>}
    </>
  );
}
