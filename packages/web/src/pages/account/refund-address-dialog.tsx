import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { refundAddressesQuery } from '../../api/queries.ts';
import { sdk, type Network } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { GroupedAddress } from '../../parts/grouped-address.tsx';
import { Modal } from '../../parts/modal.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { wrongAddress } from './wrong-address.ts';

interface RefundAddressDialogProps {
  network: Network;
  onClose: () => void;
  onDone: () => void;
}

/** Takes an address and shows it again, letter by letter, before it counts: what is sent to a wrong one is lost. */
export function RefundAddressDialog({ network, onClose, onDone }: RefundAddressDialogProps) {
  const t = messages.refunds;
  const client = useQueryClient();
  const [address, setAddress] = useState('');
  const [isTried, setTried] = useState(false);
  const [isComparing, setComparing] = useState(false);
  const [isCompared, setCompared] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isComparing) box.current?.focus();
  }, [isComparing]);
  const confirm = useMutation({
    mutationFn: () => sdk.refundAddresses.set({ network: network.id, address, confirmed: true }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: refundAddressesQuery.queryKey });
      onDone();
    },
  });
  const wrong = wrongAddress(network.id, address);
  const submit = () => {
    setTried(true);
    if (!isComparing) setComparing(wrong === undefined);
    else if (isCompared && !confirm.isPending) confirm.mutate();
  };
  const back = () => {
    confirm.reset();
    setCompared(false);
    setComparing(false);
  };
  return (
    <Modal
      label={t.dialogTitle(network.title)}
      onClose={onClose}
      className="w-[min(480px,calc(100vw-32px))] animate-rise rounded-lg border border-line"
    >
      <form
        noValidate
        className="p-6"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <h2 className="mb-4 font-serif text-title">{t.dialogTitle(network.title)}</h2>
        {isComparing ? (
          <>
            <p className="mb-2 font-semibold">{t.compare}</p>
            <GroupedAddress address={address} className="rounded-md bg-sunken p-3 text-[0.9375rem] leading-7" />
            <p className="mt-2 mb-4 text-xs text-muted">{t.compareHint}</p>
            <label className="mb-4 flex cursor-pointer items-start gap-2.5">
              <input
                ref={box}
                type="checkbox"
                checked={isCompared}
                onChange={(event) => setCompared(event.target.checked)}
                className="mt-0.5 size-4 shrink-0 accent-action"
              />
              <span>{t.compared}</span>
            </label>
            <p className="mb-5 text-xs text-muted">{t.later}</p>
            {confirm.isError && <ProblemNotice error={confirm.error} moneyFirst={t.unchanged} className="mb-5" />}
          </>
        ) : (
          <Field
            label={t.address}
            hint={t.addressHint[network.id]}
            error={isTried ? wrong : undefined}
            value={address}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => setAddress(event.target.value.trim())}
            className="mb-5"
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={isComparing ? back : onClose}>{isComparing ? t.back : messages.cancel}</Button>
          <Button type="submit" look="action" disabled={isComparing && (!isCompared || confirm.isPending)}>
            {!isComparing ? t.next : confirm.isPending ? t.confirming : t.confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
