import type { CreateTransferBody } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Modal } from '../../parts/modal.tsx';

export type Sending = CreateTransferBody;

interface ConfirmSendProps {
  sending: Sending;
  isSending: boolean;
  /** why it was not sent, or null */
  problem: string | null;
  onSend: (sending: Sending) => void;
  onClose: () => void;
}

/** The second look: how much goes to whom. */
export function ConfirmSend({ sending, isSending, problem, onSend, onClose }: ConfirmSendProps) {
  const t = messages.send;
  const title = t.confirmTitle(messages.credits(formatCredits(sending.credits)));
  return (
    <Modal label={title} onClose={onClose} className="w-[min(440px,calc(100vw-32px))] animate-rise rounded-lg border border-line">
      <div className="p-6">
        <h2 className="mb-3 font-serif text-title">{title}</h2>
        <p className="mb-3 rounded-md bg-sunken px-3 py-2.5 font-mono text-xs break-all">
          <span className="sr-only">{t.to} </span>
          {sending.toAccountId}
        </p>
        {sending.memo !== undefined && <p className="mb-3 wrap-anywhere">“{sending.memo}”</p>}
        <p className="mb-5 text-muted">{t.confirmText}</p>
        <div role="alert">
          {problem !== null && (
            <p className="mb-4 flex items-start gap-2.5 rounded-md bg-danger-soft p-3 text-danger">
              <Icon name="warning" />
              <span className="min-w-0 text-text">{problem}</span>
            </p>
          )}
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button look="action" disabled={isSending} onClick={() => onSend(sending)}>
            {isSending ? t.sending : t.confirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
