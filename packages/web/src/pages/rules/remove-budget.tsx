import { sdk, type AccountRules, type Budget } from '../../api/sdk.ts';
import { useOnce } from '../../api/use-once.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Modal } from '../../parts/modal.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

interface RemoveBudgetProps {
  budget: Budget;
  name: string;
  onClose: () => void;
  onSaved: (rules: AccountRules) => void;
  /** the id of what gets the focus once the budget is gone, and the button of its line with it */
  focusAfter: string;
}

/** Asks before a budget goes. */
export function RemoveBudget({ budget: { scope, period }, name, onClose, onSaved, focusAfter }: RemoveBudgetProps) {
  const t = messages.rules;
  const remove = useOnce(
    (body: Parameters<typeof sdk.rules.setBudget>[0], idempotencyKey) => sdk.rules.setBudget(body, { idempotencyKey }),
    onSaved,
  );
  return (
    <Modal
      label={t.removeTitle(name)}
      onClose={onClose}
      focusAfter={focusAfter}
      className="w-[min(420px,calc(100vw-32px))] animate-rise rounded-lg border border-line"
    >
      <div className="p-6">
        <h2 className="mb-2 font-serif text-title wrap-break-word">{t.removeTitle(name)}</h2>
        <p className="mb-5 text-muted">{t.removeText}</p>
        {remove.isError && <ProblemNotice error={remove.error} moneyFirst={t.nothingChanged} className="mb-4" />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate({ scope, period, limit: null })}>
            {remove.isPending ? t.removing : t.removeConfirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
