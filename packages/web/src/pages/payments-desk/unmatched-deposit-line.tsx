import type { UnmatchedDeposit } from '../../api/sdk.ts';
import { hashOn } from '../../format/address.ts';
import { formatUsdt } from '../../format/credits.ts';
import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { classes } from '../../parts/classes.ts';
import { MomentText } from '../../parts/moment-text.tsx';
import { blockText } from './block-text.ts';
import { DESK_ACTIONS, type DeskAction } from './desk-action.ts';
import { CopiedFact, Fact } from './fact.tsx';

interface UnmatchedDepositLineProps {
  deposit: UnmatchedDeposit;
  onAsk: (action: DeskAction) => void;
}

/** One deposit that waits: why, whose it is, how to look it up, and what can be done. */
export function UnmatchedDepositLine({ deposit, onAsk }: UnmatchedDepositLineProps) {
  const t = messages.paymentsDesk;
  const amount = formatUsdt(deposit.amountUsdt);
  const isVanished = deposit.unmatchedReason === 'vanished';
  return (
    <li className="border-b border-line py-4 last:border-0 last:pb-0" data-deposit={deposit.id}>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <b className="text-base font-semibold tabular-nums">
          {amount} {messages.usdt}
        </b>
        {deposit.unmatchedReason !== null && (
          <span
            className={classes(
              'ml-auto rounded-full px-2.5 py-0.5 text-xs font-semibold',
              deposit.unmatchedReason === 'dust' ? 'bg-sunken text-muted' : 'bg-warning-soft text-warning',
            )}
          >
            {t.reasons[deposit.unmatchedReason]}
          </span>
        )}
      </p>
      <p className="mt-1 wrap-anywhere">{deposit.explanation}</p>
      <dl className="mt-2.5 flex flex-wrap gap-x-6 gap-y-2 text-xs">
        <CopiedFact name={t.account} text={deposit.accountId} />
        <CopiedFact name={t.transaction} text={hashOn(deposit.network, deposit.txHash)} />
        {deposit.invoiceId !== null && <CopiedFact name={t.invoice} text={deposit.invoiceId} />}
        <CopiedFact name={t.address} text={deposit.address} />
        <Fact name={t.block}>{blockText(deposit.blockNumber)}</Fact>
        <Fact name={t.since}>
          <MomentText time={deposit.unmatchedAt}>{formatWhen(deposit.unmatchedAt)}</MomentText>
        </Fact>
        {deposit.tryAgainAt !== null && (
          <Fact name={t.again}>
            <MomentText time={deposit.tryAgainAt}>{formatWhen(deposit.tryAgainAt)}</MomentText>
          </Fact>
        )}
      </dl>
      {isVanished && <p className="mt-3 text-xs text-muted">{t.vanishedText}</p>}
      <div className="mt-3 flex flex-wrap gap-2">
        {(isVanished ? (['return'] as const) : DESK_ACTIONS).map((action) => (
          <Button
            key={action}
            size="small"
            look={action === 'return' ? 'quiet' : 'outline'}
            aria-label={t.actionOf(isVanished ? t.markDealtWith : t.actions[action], amount)}
            onClick={() => onAsk(action)}
          >
            {isVanished ? t.markDealtWith : t.actionsShort[action]}
          </Button>
        ))}
      </div>
    </li>
  );
}
