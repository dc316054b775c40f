import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { offersCheckQuery, offersQuery, packsQuery } from '../../api/queries.ts';
import { sdk, type Offers } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { OffersFaults } from './offers-faults.tsx';
import { PublishOffersDialog } from './publish-offers-dialog.tsx';

const REST_MS = 500;
/** So many earlier versions can be begun with at a click. */
const earlierMax = 4;

/** The document as text, checked while one writes, and published when nothing is wrong. */
export function OffersText({ inForce }: { inForce: Offers }) {
  const client = useQueryClient();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const published = textOf(inForce);
  const [text, setText] = useState(published);
  const [rested, setRested] = useState(published);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const check = useQuery({ ...offersCheckQuery(rested), enabled: rested !== published });
  const publish = useMutation({
    mutationFn: () => sdk.offers.publish({ document: documentOf(text) }),
    onSuccess: (offers) => {
      setAsked(false);
      client.setQueryData(offersQuery.queryKey, offers);
      setText(textOf(offers));
      void client.invalidateQueries({ queryKey: packsQuery.queryKey });
      for (const queryKey of [['purchase'], ['comparison']]) void client.invalidateQueries({ queryKey });
    },
    onError: () => setAsked(false),
  });
  const load = useMutation({
    mutationFn: (version: number) => sdk.offers.get({ version }),
    onSuccess: (offers) => setText(textOf(offers)),
  });
  const t = messages.offersDesk;
  const isSame = text === published;
  const faults = rested === text && !isSame ? check.data?.problems : undefined;
  const earlier = Array.from({ length: Math.min(earlierMax, inForce.version) }, (_, back) => inForce.version - back);
  const goTo = (line: number) => {
    const start =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    const end = text.indexOf('\n', start);
    area.current?.focus();
    area.current?.setSelectionRange(start, end === -1 ? text.length : end);
  };
  return (
    <Card id="document" title={t.inForce(inForce.version)}>
      <div className="mb-3 flex flex-wrap items-center gap-1.5 text-xs">
        <span className="mr-1 text-muted">{t.load}</span>
        {earlier.map((version) => (
          <Button key={version} size="small" className="text-xs" disabled={load.isPending} onClick={() => load.mutate(version)}>
            {t.version(version)}
          </Button>
        ))}
      </div>
      {load.isError && <ProblemNotice error={load.error} moneyFirst={messages.problem.loadFailed} className="mb-3" />}
      <label htmlFor={id} className="mb-1.5 block text-xs font-semibold text-muted">
        {t.text}
      </label>
      <textarea
        ref={area}
        id={id}
        value={text}
        rows={26}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-describedby={`${id}-state`}
        aria-invalid={(faults?.length ?? 0) > 0 || undefined}
        onChange={(event) => setText(event.target.value)}
        className="w-full resize-y rounded-md border border-line bg-sunken px-3 py-2.5 font-mono text-base leading-5 whitespace-pre sm:text-xs sm:leading-5"
      />
      <div id={`${id}-state`} aria-live="polite" className="mt-2 text-sm">
        {isSame ? (
          <p className="text-muted">{t.same}</p>
        ) : check.isError ? (
          <ProblemNotice error={check.error} onRetry={() => void check.refetch()} />
        ) : faults === undefined ? (
          <p className="text-muted">{t.checking}</p>
        ) : (
          <OffersFaults faults={faults} onGo={goTo} />
        )}
      </div>
      {publish.isError && <ProblemNotice error={publish.error} moneyFirst={t.notPublished} className="mt-3" />}
      {publish.isSuccess && isSame && (
        <output className="mt-3 block rounded-md bg-soft px-3 py-2.5 text-sm">{t.published(publish.data.version)}</output>
      )}
      <Button look="action" className="mt-4" disabled={faults?.length !== 0 || publish.isPending} onClick={() => setAsked(true)}>
        {publish.isPending ? t.publishing : t.publish(inForce.version + 1)}
      </Button>
      {isAsked && <PublishOffersDialog isPending={publish.isPending} onPublish={() => publish.mutate()} onClose={() => setAsked(false)} />}
    </Card>
  );
}

function textOf({ document }: Offers): string {
  return JSON.stringify(document, null, 2);
}

/** What was typed, as it is sent; the server has said that it is a document. */
function documentOf(text: string): Record<string, unknown> {
  const read: unknown = JSON.parse(text);
  return typeof read === 'object' && read !== null ? { ...read } : {};
}
