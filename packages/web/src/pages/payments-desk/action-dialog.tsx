import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { sdk, type DeskDeposit, type UnmatchedDeposit } from '../../api/sdk.ts';
import { formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Modal } from '../../parts/modal.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { DeskAction } from './desk-action.ts';
import { InvoiceChoice } from './invoice-choice.tsx';

interface ActionDialogProps {
  deposit: UnmatchedDeposit;
  action: DeskAction;
  /** the id of what gets the focus when the deposit has left the list */
  focusAfter: string;
  onClose: () => void;
  onDone: (deposit: DeskDeposit) => void;
}

/** Says what will happen to a deposit and does it. Each of the three may be repeated, so pressing twice does no harm. */
export function ActionDialog({ deposit, action, focusAfter, onClose, onDone }: ActionDialogProps) {
  const t = messages.paymentsDesk;
  const [text, setText] = useState('');
  const run = useMutation({
    mutationFn: () => send(deposit, action, text.trim()),
    onSuccess: (answer) => {
      if (!isRefused(answer)) onDone(answer);
    },
  });
  const title = t[action].title(formatUsdt(deposit.amountUsdt));
  const isReady = action === 'credit' || text.trim() !== '';
  const isBusy = run.isPending || (run.isSuccess && !isRefused(run.data));
  return (
    <Modal
      label={title}
      onClose={onClose}
      focusAfter={focusAfter}
      className="w-[min(460px,calc(100vw-32px))] animate-rise rounded-lg border border-line"
    >
      <form
        className="p-6"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) run.mutate();
        }}
      >
        <h2 className="mb-2 font-serif text-title">{title}</h2>
        <p className="mb-5 text-muted">{whatHappens(deposit, action)}</p>
        {action === 'assign' && <InvoiceChoice accountId={deposit.accountId} chosen={text} onChoose={setText} />}
        {action === 'return' && (
          <Field
            label={t.return.memo}
            hint={t.return.memoHint}
            value={text}
            required
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
            className="mb-5"
          />
        )}
        {run.isError && <ProblemNotice error={run.error} moneyFirst={t.nothingChanged} className="mb-5" />}
        {run.isSuccess && isRefused(run.data) && <RefusedAgain deposit={run.data} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" look={action === 'return' ? 'danger' : 'action'} disabled={!isReady || isBusy}>
            {isBusy ? t[action].busy : t[action].confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function RefusedAgain({ deposit }: { deposit: DeskDeposit }) {
  return (
    <div role="alert" className="mb-5 flex items-start gap-3 rounded-md bg-danger-soft p-3 text-danger">
      <Icon name="warning" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{messages.paymentsDesk.refusedAgain}</p>
        <p className="text-text">{deposit.explanation}</p>
      </div>
    </div>
  );
}

/** Whether the ledger did not take it this time either. */
function isRefused({ status, unmatchedReason }: DeskDeposit): boolean {
  return status !== 'credited' && unmatchedReason !== null;
}

function whatHappens({ invoiceId }: UnmatchedDeposit, action: DeskAction): string {
  const t = messages.paymentsDesk;
  if (action !== 'credit') return t[action].text;
  return invoiceId === null ? t.credit.withoutInvoice : t.credit.withInvoice;
}

function send({ id, accountId }: UnmatchedDeposit, action: DeskAction, text: string): Promise<DeskDeposit> {
  switch (action) {
    case 'credit':
      return sdk.deposits.credit(id, { accountId });
    case 'assign':
      return sdk.deposits.assign(id, { accountId, invoiceId: text });
    case 'return':
      return sdk.deposits.return(id, { accountId, memo: text });
  }
}
