import { useMutation } from '@tanstack/react-query';
import { sdk } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Modal } from '../../parts/modal.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

interface DiscardDialogProps {
  draftId: string;
  revision: number;
  onClose: () => void;
  onDiscarded: () => void;
}

/** Asks before a draft goes. */
export function DiscardDialog({ draftId, revision, onClose, onDiscarded }: DiscardDialogProps) {
  const t = messages.priceDesk;
  const discard = useMutation({ mutationFn: () => sdk.drafts.discard(draftId, { revision }), onSuccess: onDiscarded });
  return (
    <Modal label={t.discardTitle} onClose={onClose} className="w-[min(420px,calc(100vw-32px))] animate-rise rounded-lg border border-line">
      <div className="p-6">
        <h2 className="mb-2 font-serif text-title">{t.discardTitle}</h2>
        <p className="mb-5 text-muted">{t.discardText}</p>
        {discard.isError && <ProblemNotice error={discard.error} moneyFirst={t.nothingChanged} className="mb-4" />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button look="danger" disabled={discard.isPending} onClick={() => discard.mutate()}>
            {discard.isPending ? t.discarding : t.discardConfirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
