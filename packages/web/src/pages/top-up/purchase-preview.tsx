import { useQuery } from '@tanstack/react-query';
import { previewQuery } from '../../api/queries.ts';
import type { PreviewPurchaseBody } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Skeleton } from '../../parts/skeleton.tsx';
import { PurchaseLines } from './purchase-lines.tsx';

/** What the chosen purchase will grant, line by line, before anything is paid. */
export function PurchasePreview({ purchase }: { purchase: PreviewPurchaseBody }) {
  const preview = useQuery(previewQuery(purchase));
  const t = messages.offers;
  return (
    <section aria-labelledby="preview" aria-busy={preview.isPending} className="rounded-lg border border-line bg-surface p-4">
      <h2 id="preview" className="mb-2 font-semibold">
        {t.youGet}
      </h2>
      {preview.isError ? (
        <p className="text-xs text-danger">{t.previewFailed}</p>
      ) : preview.data === undefined ? (
        <Skeleton className="h-10 rounded-md" />
      ) : (
        <>
          <PurchaseLines purchase={preview.data} />
          <p className="mt-2 flex justify-between border-t border-line pt-2 text-xs font-semibold tabular-nums">
            <span>{t.total}</span>
            <span>{messages.credits(formatCredits(preview.data.credits))}</span>
          </p>
        </>
      )}
    </section>
  );
}
