import type { Payout } from '../../../api/sdk.ts';
import { hashOn } from '../../../format/address.ts';
import { formatUsdt } from '../../../format/credits.ts';
import { formatWhen } from '../../../format/time.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { GroupedAddress } from '../../../parts/grouped-address.tsx';
import { MomentText } from '../../../parts/moment-text.tsx';
import { PayoutMark } from '../../../parts/payout-mark.tsx';
import { blockText } from '../block-text.ts';
import { CopiedFact, Fact } from '../fact.tsx';
import { DownloadLink } from './download-link.tsx';
import { actionsOf, type PayoutAction } from './payout-action.ts';

interface PayoutLineProps {
  payout: Payout;
  onAsk: (action: PayoutAction) => void;
}

/** One payout: how much, where it stands, to whom, and what can be done. */
export function PayoutLine({ payout, onAsk }: PayoutLineProps) {
  const t = messages.payoutsDesk;
  const amount = formatUsdt(payout.amountUsdt);
  const hasFile = payout.exportId !== null && payout.status === 'exported';
  const actions = actionsOf(payout);
  return (
    <li className="border-b border-line py-4 last:border-0 last:pb-0" data-payout={payout.id}>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <b className="text-base font-semibold tabular-nums">
          {amount} {messages.usdt}
        </b>
        <PayoutMark status={payout.status} onChain={payout.onChain} labels={{ ...t.statuses, onChain: t.onChain }} className="ml-auto" />
      </p>
      <p className="mt-1 wrap-anywhere">{payout.explanation}</p>
      <p className="mt-2 text-xs">
        <span className="text-muted">{t.address}</span>
        <GroupedAddress address={payout.address} className="leading-5" />
      </p>
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-2 text-xs">
        <CopiedFact name={t.account} text={payout.accountId} />
        <CopiedFact name={t.deposit} text={payout.depositId} />
        {payout.txHash !== null && <CopiedFact name={t.transaction} text={hashOn(payout.network, payout.txHash)} />}
        {payout.blockNumber !== null && <Fact name={t.block}>{blockText(payout.blockNumber)}</Fact>}
        <Fact name={t.made}>
          <MomentText time={payout.createdAt}>{formatWhen(payout.createdAt)}</MomentText>
        </Fact>
      </dl>
      {(actions.length > 0 || hasFile) && (
        <div className="mt-3 flex flex-wrap gap-2">
          {hasFile && payout.exportId !== null && <DownloadLink exportId={payout.exportId} name={t.downloadOf(amount)} />}
          {actions.map((action) => {
            const label = action === 'sent' && payout.status === 'sent' ? t.otherHash : t.actions[action];
            return (
              <Button
                key={action}
                size="small"
                look={action === 'cancel' ? 'quiet' : 'outline'}
                aria-label={t.actionOf(label, amount)}
                onClick={() => onAsk(action)}
              >
                {label}
              </Button>
            );
          })}
        </div>
      )}
    </li>
  );
}
