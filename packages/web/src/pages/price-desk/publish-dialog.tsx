import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changesQuery, newestVersionQuery } from '../../api/queries.ts';
import type { PriceBookVersion } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Modal } from '../../parts/modal.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { ChangesList } from './changes-list.tsx';
import { EffectiveField, effectiveTime, type Effective } from './effective-field.tsx';

/** When, and over which version: a newer one than was seen is not published over. */
export interface PublishWhen {
  effectiveFrom?: string;
  newestVersion: number;
}

interface PublishDialogProps {
  title: string;
  text: string;
  /** what is compared with the book in force: a draft or a version */
  after: number | string;
  confirm: string;
  publish: (when: PublishWhen) => Promise<PriceBookVersion>;
  onClose: () => void;
  onPublished: (version: PriceBookVersion) => void;
}

/** Shows what a new version changes and asks when, before it is published. */
export function PublishDialog({ title, text, after, confirm, publish, onClose, onPublished }: PublishDialogProps) {
  const t = messages.priceDesk;
  const [effective, setEffective] = useState<Effective>({ later: false });
  const [isWrong, setWrong] = useState(false);
  const client = useQueryClient();
  const newest = useQuery(newestVersionQuery);
  const newestVersion = newest.data?.data[0]?.version;
  const work = useMutation({ mutationFn: publish, onSuccess: onPublished });
  const lookAgain = async () => {
    work.reset();
    await newest.refetch();
    await client.invalidateQueries({ queryKey: changesQuery('current', after).queryKey });
  };
  return (
    <Modal label={title} onClose={onClose} className="w-[min(560px,calc(100vw-32px))] animate-rise rounded-lg border border-line">
      <form
        className="flex flex-col gap-4 p-6"
        onSubmit={(event) => {
          event.preventDefault();
          const when = effectiveTime(effective, Date.now());
          setWrong(when === null);
          if (when !== null && newestVersion !== undefined && !work.isPending) work.mutate({ ...when, newestVersion });
        }}
      >
        <h2 className="font-serif text-title wrap-break-word">{title}</h2>
        <p className="text-muted">{text}</p>
        <section aria-label={t.changes} className="max-h-64 overflow-y-auto rounded-md bg-sunken p-3.5">
          <ChangesList before="current" after={after} />
        </section>
        <EffectiveField effective={effective} isWrong={isWrong} onChange={setEffective} />
        {work.isError && <ProblemNotice error={work.error} moneyFirst={t.nothingPublished} onRetry={() => void lookAgain()} />}
        {newest.isError && <ProblemNotice error={newest.error} moneyFirst={t.nothingPublished} onRetry={() => void newest.refetch()} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" look="action" disabled={work.isPending || newestVersion === undefined}>
            {work.isPending ? t.publishing : confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
