import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Modal } from '../../parts/modal.tsx';

interface PublishOffersDialogProps {
  isPending: boolean;
  onPublish: () => void;
  onClose: () => void;
}

/** Asks before what is sold changes for everybody. */
export function PublishOffersDialog({ isPending, onPublish, onClose }: PublishOffersDialogProps) {
  const t = messages.offersDesk;
  return (
    <Modal label={t.sure} onClose={onClose} className="w-[min(420px,calc(100vw-32px))] animate-rise rounded-lg border border-line">
      <div className="p-6">
        <h2 className="mb-2 font-serif text-title">{t.sure}</h2>
        <p className="mb-5 text-muted">{t.sureText}</p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button look="action" disabled={isPending} onClick={onPublish}>
            {isPending ? t.publishing : t.publishNow}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
