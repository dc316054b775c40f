import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { sdk, type Network, type Payout } from '../../../api/sdk.ts';
import { formatUsdt } from '../../../format/credits.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { Field } from '../../../parts/field.tsx';
import { Modal } from '../../../parts/modal.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Select } from '../../../parts/select.tsx';
import type { PayoutAction } from './payout-action.ts';

interface PayoutDialogProps {
  payout: Payout;
  action: PayoutAction;
  networks: readonly Network[];
  /** the id of what gets the focus when the payout has changed */
  focusAfter: string;
  onClose: () => void;
  onDone: (payout: Payout) => void;
}

const HASH = /^(?:0x)?[0-9a-f]{64}$/iu;

/** Says what will happen to a payout and does it. Each of the three may be repeated, so pressing twice does no harm. */
export function PayoutDialog({ payout, action, networks, focusAfter, onClose, onDone }: PayoutDialogProps) {
  const t = messages.payoutsDesk;
  const [hash, setHash] = useState('');
  const [isTried, setTried] = useState(false);
  const [isThrownAway, setThrownAway] = useState(false);
  const [network, setNetwork] = useState(networks.find(({ id }) => id === payout.network)?.id ?? networks[0]?.id ?? payout.network);
  const run = useMutation({
    mutationFn: () => {
      if (action === 'sent') return sdk.payouts.markSent(payout.id, { txHash: hash });
      if (action === 'cancel') return sdk.payouts.cancel(payout.id);
      return sdk.payouts.replace(payout.id, { network });
    },
    onSuccess: onDone,
  });
  const isBusy = run.isPending || run.isSuccess;
  const wasInFile = payout.status === 'exported';
  const isReady = action !== 'cancel' || !wasInFile || isThrownAway;
  const wrongHash = action === 'sent' && !HASH.test(hash) ? t.sent.wrongHash : undefined;
  const title = t[action].title(formatUsdt(payout.amountUsdt));
  return (
    <Modal
      label={title}
      onClose={onClose}
      focusAfter={focusAfter}
      className="w-[min(460px,calc(100vw-32px))] animate-rise rounded-lg border border-line"
    >
      <form
        noValidate
        className="p-6"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isReady && wrongHash === undefined && !isBusy) run.mutate();
        }}
      >
        <h2 className="mb-2 font-serif text-title">{title}</h2>
        <p className="mb-5 text-muted">{t[action].text}</p>
        {action === 'sent' && (
          <Field
            label={t.sent.hash}
            hint={t.sent.hashHint}
            error={isTried ? wrongHash : undefined}
            value={hash}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setHash(event.target.value.trim())}
            className="mb-5"
          />
        )}
        {action === 'cancel' && wasInFile && (
          <label className="mb-5 flex cursor-pointer items-start gap-2.5">
            <input
              type="checkbox"
              checked={isThrownAway}
              onChange={(event) => setThrownAway(event.target.checked)}
              className="mt-0.5 size-4 shrink-0 accent-action"
            />
            <span>{t.cancel.thrownAway}</span>
          </label>
        )}
        {action === 'replace' && (
          <Select
            label={t.replace.network}
            value={network}
            options={networks.map(({ id, title: name }) => ({ value: id, label: name }))}
            onChoose={(chosen) => setNetwork(networks.find(({ id }) => id === chosen)?.id ?? network)}
            className="mb-5"
          />
        )}
        {run.isError && <ProblemNotice error={run.error} moneyFirst={t.nothingChanged} className="mb-5" />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" look={action === 'cancel' ? 'danger' : 'action'} disabled={!isReady || isBusy}>
            {isBusy ? t[action].busy : t[action].confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
