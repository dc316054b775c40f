import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tipSettingsQuery } from '../../api/queries.ts';
import { sdk, type SetTipsBody, type TipCode } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';

/** Whether tips are shown while one makes pictures, and those that were dismissed again. */
export function TipChoice() {
  const client = useQueryClient();
  const settings = useQuery(tipSettingsQuery);
  // What was just chosen is shown before the server has said so.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const change = useMutation({
    mutationFn: (body: SetTipsBody) => sdk.tips.set(body),
    onSuccess: (kept) => {
      client.setQueryData(tipSettingsQuery.queryKey, kept);
      void client.invalidateQueries({ queryKey: ['tips'] });
    },
  });
  const t = messages.tips;
  if (settings.isError) return <ProblemNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  if (settings.data === undefined) return <Skeleton className="h-12 rounded-md" />;
  const { on, dismissed, offInProjects } = settings.data;
  // An older server has no codes that a newer screen does not know; the other way round they are sent back as they came.
  const showAgain = dismissed as TipCode[];
  return (
    <div className="flex flex-col gap-3">
      <label className="flex cursor-pointer items-start gap-2.5">
        <input
          type="checkbox"
          checked={chosen ?? on}
          onChange={(event) => {
            setChosen(event.target.checked);
            change.mutate({ on: event.target.checked }, { onSettled: () => setChosen(null) });
          }}
          className="mt-0.5 size-4 accent-action"
        />
        <span>
          {t.show}
          <span className="block text-xs text-muted">{t.lead}</span>
        </span>
      </label>
      {offInProjects.map((project) => (
        <p key={project} className="flex flex-wrap items-center justify-between gap-2 text-xs text-muted">
          <span className="min-w-0 break-words">{t.offIn(project)}</span>
          <Button size="small" disabled={change.isPending} onClick={() => change.mutate({ project, on: true })} className="text-xs">
            {t.showThere}
          </Button>
        </p>
      ))}
      {dismissed.length > 0 && (
        <p className="flex flex-wrap items-center justify-between gap-2 text-xs text-muted">
          {t.dismissed(dismissed.length)}
          <Button size="small" disabled={change.isPending} onClick={() => change.mutate({ showAgain })} className="text-xs">
            {t.showAgain}
          </Button>
        </p>
      )}
      {change.isError && <ProblemNotice error={change.error} />}
    </div>
  );
}
