import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { tipSettingsQuery, tipsQuery } from '../../api/queries.ts';
import { sdk, type GenerationRequest, type TipCode } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { toGenerationRequest, type Settings } from './settings.ts';

/** A tip is read when the hand rests; while one types it would only flicker. */
const REST_MS = 900;

/** The most useful tip for what is about to be made, one at a time, below the prompt; nothing where there is none. */
export function TipNotice({ settings }: { settings: Settings }) {
  const client = useQueryClient();
  const wanted = JSON.stringify(toGenerationRequest({ ...settings, maxCongestion: null }));
  const [rested, setRested] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setRested(wanted), REST_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  // What was turned into text some lines above has this type.
  const request = JSON.parse(rested) as GenerationRequest;
  const found = useQuery({ ...tipsQuery(request), enabled: request.prompt !== '' });
  const dismiss = useMutation({
    mutationFn: (code: TipCode) => sdk.tips.set({ dismiss: [code] }),
    onSuccess: (kept) => {
      client.setQueryData(tipSettingsQuery.queryKey, kept);
      void client.invalidateQueries({ queryKey: ['tips'] });
    },
  });
  const tip = found.data?.tips[0];
  const t = messages.tips;
  if (tip === undefined || rested !== wanted || dismiss.variables === tip.code) return null;
  return (
    <aside aria-label={t.tip} className="-mt-2 flex items-start rounded-md bg-soft pl-3 text-xs">
      <p className="min-w-0 flex-1 py-2.5">
        {tip.text} {tip.saves !== null && <b className="font-semibold">{t.saves(messages.credits(formatCredits(tip.saves)))} </b>}
        {tip.imageId !== null && (
          <Link to="/gallery" search={{ picture: tip.imageId }} className="font-semibold text-action hover:underline">
            {t.look}
          </Link>
        )}
      </p>
      <IconButton icon="close" label={t.dismiss} onClick={() => dismiss.mutate(tip.code)} />
    </aside>
  );
}
