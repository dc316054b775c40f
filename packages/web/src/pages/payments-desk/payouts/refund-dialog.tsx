import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { sdk, type Network, type Payout, type PayoutPreview } from '../../../api/sdk.ts';
import { formatUsdt } from '../../../format/credits.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { Field } from '../../../parts/field.tsx';
import { Modal } from '../../../parts/modal.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { RefundForm } from './refund-form.tsx';

interface RefundDialogProps {
  networks: readonly Network[];
  /** the id of what gets the focus when the refund is written */
  focusAfter: string;
  onClose: () => void;
  onDone: (payout: Payout) => void;
}

/** Refunds a purchase: first which one it is, then what would be paid back and to where, and only then it happens. */
export function RefundDialog({ networks, focusAfter, onClose, onDone }: RefundDialogProps) {
  const t = messages.payoutsDesk.refund;
  const [of, setOf] = useState('');
  const [isTried, setTried] = useState(false);
  const find = useMutation({ mutationFn: () => sdk.payouts.preview({ of }) });
  const found = find.data;
  return (
    <Modal
      label={found === undefined ? t.title : titleOf(found)}
      onClose={onClose}
      focusAfter={focusAfter}
      className="w-[min(500px,calc(100vw-32px))] animate-rise rounded-lg border border-line"
    >
      {found === undefined ? (
        <form
          noValidate
          className="p-6"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (of !== '' && !find.isPending) find.mutate();
          }}
        >
          <h2 className="mb-2 font-serif text-title">{t.title}</h2>
          <p className="mb-5 text-muted">{t.lead}</p>
          <Field
            label={t.of}
            hint={t.ofHint}
            error={isTried && of === '' ? t.nothingNamed : undefined}
            value={of}
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setOf(event.target.value.trim());
              if (find.isError) find.reset();
            }}
            className="mb-5"
          />
          {find.isError && <ProblemNotice error={find.error} moneyFirst={t.notFound} className="mb-5" />}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{messages.cancel}</Button>
            <Button type="submit" look="action" disabled={find.isPending}>
              {find.isPending ? t.finding : t.find}
            </Button>
          </div>
        </form>
      ) : (
        <RefundForm
          found={found}
          title={titleOf(found)}
          networks={networks}
          onBack={() => {
            setTried(false);
            find.reset();
          }}
          onClose={onClose}
          onDone={onDone}
        />
      )}
    </Modal>
  );
}

function titleOf({ problem, amountUsdt }: PayoutPreview): string {
  const t = messages.payoutsDesk.refund;
  return problem === null ? t.titleOf(formatUsdt(amountUsdt)) : t.titleNot;
}
