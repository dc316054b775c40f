import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sdk } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { BookData } from './book-data.ts';

/** Somebody else has saved the draft meanwhile: two ways on, and neither loses anything unasked. */
export function ConflictNotice({ book, onTakeTheirs }: { book: BookData | undefined; onTakeTheirs: () => void }) {
  const t = messages.priceDesk;
  const navigate = useNavigate();
  const keepMine = useMutation({
    mutationFn: (mine: BookData) => sdk.drafts.save({ book: mine }),
    onSuccess: ({ id }) => navigate({ to: '/price-desk/$draftId', params: { draftId: id }, ignoreBlocker: true }),
  });
  return (
    <div role="alert" className="mb-5 rounded-md bg-danger-soft p-4">
      <p className="font-semibold text-danger">{t.conflictTitle}</p>
      <p className="mb-3">{t.conflictText}</p>
      {keepMine.isError && <ProblemNotice error={keepMine.error} moneyFirst={t.nothingChanged} className="mb-3" />}
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={book === undefined || keepMine.isPending}
          onClick={() => {
            if (book !== undefined) keepMine.mutate(book);
          }}
        >
          {t.keepMine}
        </Button>
        <Button look="danger" onClick={onTakeTheirs}>
          {t.takeTheirs}
        </Button>
      </div>
    </div>
  );
}
