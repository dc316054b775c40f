import { useEffect, useRef, useState } from 'react';
import { sdk, type CreatePayoutBody, type Network, type NetworkId, type Payout, type PayoutPreview } from '../../../api/sdk.ts';
import { useOnce } from '../../../api/use-once.ts';
import { hashOn } from '../../../format/address.ts';
import { formatCredits, formatUsdt } from '../../../format/credits.ts';
import { formatDay, formatWhen, withLocalTimes } from '../../../format/time.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { Field } from '../../../parts/field.tsx';
import { GroupedAddress } from '../../../parts/grouped-address.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { MomentText } from '../../../parts/moment-text.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Select } from '../../../parts/select.tsx';
import { CopiedFact, Fact } from '../fact.tsx';

interface RefundFormProps {
  found: PayoutPreview;
  title: string;
  networks: readonly Network[];
  onBack: () => void;
  onClose: () => void;
  onDone: (payout: Payout) => void;
}

/** What a refund pays back and to where, to be confirmed; or why it cannot be. Asked twice without an answer, it happens once. */
export function RefundForm({ found, title, networks, onBack, onClose, onDone }: RefundFormProps) {
  const t = messages.payoutsDesk.refund;
  const heading = useRef<HTMLHeadingElement>(null);
  const [memo, setMemo] = useState('');
  const addresses = found.refundAddresses.filter(({ network }) => networks.some(({ id }) => id === network));
  const [chosen, setChosen] = useState<NetworkId | undefined>(
    (addresses.find(({ network }) => network === found.network) ?? addresses[0])?.network,
  );
  const to = addresses.find(({ network }) => network === chosen);
  const refund = useOnce<CreatePayoutBody, Payout>(
    (body, idempotencyKey) => sdk.payouts.create(found.accountId, body, { idempotencyKey }),
    onDone,
  );
  const titleOf = (network: NetworkId): string => networks.find(({ id }) => id === network)?.title ?? network;
  const isBusy = refund.isPending || refund.isSuccess;
  const { commandId, bonusCommandIds } = found;
  // What had the focus is gone: it goes to what is to be read next.
  useEffect(() => heading.current?.focus(), []);
  return (
    <form
      noValidate
      className="p-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (isBusy || to === undefined || commandId === null || found.problem !== null) return;
        refund.mutate({ network: to.network, commandId, bonusCommandIds, ...(memo.trim() === '' ? {} : { memo: memo.trim() }) });
      }}
    >
      <h2 ref={heading} tabIndex={-1} className="mb-2 font-serif text-title outline-none">
        {title}
      </h2>
      {found.problem === null && <p className="mb-4 text-muted">{t.text}</p>}
      <dl className="mb-4 flex flex-wrap gap-x-6 gap-y-2 text-xs">
        <Fact name={t.arrived}>
          {t.arrivedOn(formatUsdt(found.depositUsdt), titleOf(found.network))},&nbsp;
          <MomentText time={found.arrivedAt}>{formatWhen(found.arrivedAt)}</MomentText>
        </Fact>
        <CopiedFact name={t.account} text={found.accountId} />
        <CopiedFact name={t.transaction} text={hashOn(found.network, found.txHash)} />
      </dl>
      {found.problem !== null ? (
        <Hint>{withLocalTimes(found.problem.detail)}</Hint>
      ) : (
        <>
          <dl className="mb-4 rounded-md bg-sunken p-3">
            <div className="flex flex-wrap justify-between gap-x-4">
              <dt className="text-muted">{t.takenBack}</dt>
              <dd>{bonusCommandIds.length === 0 ? formatCredits(found.credits) : t.withBonus(formatCredits(found.credits))}</dd>
            </div>
            <div className="flex flex-wrap justify-between gap-x-4">
              <dt className="text-muted">{t.paidBack}</dt>
              <dd className="font-semibold tabular-nums">
                {formatUsdt(found.amountUsdt)} {messages.usdt}
              </dd>
            </div>
            <p className="mt-1 text-xs text-muted">{t.asOfNow}</p>
          </dl>
          {to === undefined ? (
            <Hint>{t.noAddress}</Hint>
          ) : (
            <>
              <Select
                label={t.network}
                value={to.network}
                options={addresses.map(({ network }) => ({ value: network, label: titleOf(network) }))}
                onChoose={(value) => setChosen(addresses.find(({ network }) => network === value)?.network)}
                className="mb-3"
              />
              <p className="text-xs font-semibold text-muted">{t.address}</p>
              <GroupedAddress address={to.address} className="text-[0.8125rem] leading-6" />
              <p className="mb-4 text-xs text-muted">
                <MomentText time={to.confirmedAt}>{t.confirmedOn(formatDay(to.confirmedAt))}</MomentText>
              </p>
              <Field
                label={t.memo}
                hint={t.memoHint}
                value={memo}
                maxLength={200}
                autoComplete="off"
                onChange={(event) => setMemo(event.target.value)}
                className="mb-5"
              />
            </>
          )}
        </>
      )}
      {refund.isError && <ProblemNotice error={refund.error} moneyFirst={messages.payoutsDesk.nothingChanged} className="mb-5" />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {messages.cancel}
        </Button>
        <Button onClick={onBack}>{t.other}</Button>
        {found.problem === null && (
          <Button type="submit" look="danger" disabled={isBusy || to === undefined}>
            {isBusy ? t.busy : t.confirm(formatUsdt(found.amountUsdt))}
          </Button>
        )}
      </div>
    </form>
  );
}

function Hint({ children }: { children: string }) {
  return (
    <p role="alert" className="mb-5 flex items-start gap-2.5 rounded-md bg-warning-soft p-3">
      <span className="text-warning">
        <Icon name="info" />
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
