import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { SweepPlan } from '../../../api/sdk.ts';
import { formatCoin } from '../../../format/coin.ts';
import { formatUsdt } from '../../../format/credits.ts';
import { formatWhen } from '../../../format/time.ts';
import { messages } from '../../../messages/index.ts';
import { Card } from '../../../parts/card.tsx';
import { classes } from '../../../parts/classes.ts';
import { GroupedAddress } from '../../../parts/grouped-address.tsx';
import { MomentText } from '../../../parts/moment-text.tsx';
import { blockText } from '../block-text.ts';
import { PlanDownload } from './plan-download.tsx';
import { PlanTable } from './plan-table.tsx';

/** A plan: what lies where, what moving it costs, the file for signing, and what happens next. */
export function PlanView({ plan, title }: { plan: SweepPlan; title: string }) {
  const t = messages.sweepsDesk;
  const said = useRef<HTMLParagraphElement>(null);
  const [isCompared, setCompared] = useState(false);
  const isEmpty = plan.transfers.length === 0;
  useEffect(() => {
    said.current?.focus();
  }, []);
  return (
    <Card id="sweep-plan" title={t.result(title)}>
      {!isEmpty && (
        <dl className="mb-4 grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-3">
          <Sum name={t.total} aside={t.from(plan.transfers.length)}>
            {formatUsdt(plan.totalUsdt)} {messages.usdt}
          </Sum>
          <Sum name={t.cost}>
            <span title={`${plan.totalFee} ${plan.coin}`}>
              {formatCoin(plan.totalFee)} {plan.coin}
            </span>
          </Sum>
          <Sum name={t.missing}>
            {plan.totalMissing === '0' ? (
              '–'
            ) : (
              <span title={`${plan.totalMissing} ${plan.coin}`}>{`${formatCoin(plan.totalMissing)} ${plan.coin}`}</span>
            )}
          </Sum>
          <Sum name={t.atBlock} isSmall>
            {blockText(plan.blockNumber)}
          </Sum>
          <Sum name={t.goodUntil} isSmall>
            {plan.expiresAt === null ? t.goodForNonce : <MomentText time={plan.expiresAt}>{formatWhen(plan.expiresAt)}</MomentText>}
          </Sum>
        </dl>
      )}
      <p ref={said} tabIndex={-1} className={classes('outline-none', !isEmpty && 'text-muted')}>
        {plan.detail}
      </p>
      {!isEmpty && (
        <>
          <div className="mt-4 rounded-md bg-sunken p-4">
            <p className="text-xs font-semibold text-muted">{t.goesTo}</p>
            <GroupedAddress address={plan.to} className="text-[0.8125rem] leading-6" />
            <label className="mt-2 mb-4 flex cursor-pointer items-start gap-2.5">
              <input
                type="checkbox"
                checked={isCompared}
                onChange={(event) => setCompared(event.target.checked)}
                className="mt-0.5 size-4 shrink-0 accent-action"
              />
              <span>{t.compared}</span>
            </label>
            <PlanDownload plan={plan} isReady={isCompared} />
            <p className="mt-2 text-xs text-muted">{t.downloadHint}</p>
          </div>
          <PlanTable plan={plan} />
        </>
      )}
      {plan.leftOut.length > 0 && (
        <>
          <h3 className="mt-5 text-xs font-semibold text-muted">{t.leftOut}</h3>
          <ul>
            {plan.leftOut.map(({ address, reason }) => (
              <li key={address} className="border-b border-line py-2.5 last:border-0">
                <span className="font-mono text-xs break-all">{address}</span>
                <span className="block text-xs text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {!isEmpty && <NextSteps plan={plan} />}
    </Card>
  );
}

function Sum({ name, aside, isSmall = false, children }: { name: string; aside?: string; isSmall?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className={isSmall ? 'font-semibold' : 'text-base font-semibold tabular-nums'}>
        {children}
        {aside !== undefined && <span className="block text-xs font-normal text-muted">{aside}</span>}
      </dd>
    </div>
  );
}

function NextSteps({ plan }: { plan: SweepPlan }) {
  const { next, steps, noSecond } = messages.sweepsDesk;
  const all = [
    ...(plan.totalMissing === '0' ? [] : [steps.fund(formatCoin(plan.totalMissing), plan.coin)]),
    steps.sign,
    steps.send,
    steps.seen,
  ];
  return (
    <>
      <h3 className="mt-5 mb-1.5 font-semibold">{next}</h3>
      <ol className="list-decimal space-y-1 pl-5 marker:text-muted">
        {all.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="mt-3 text-xs text-muted">{noSecond}</p>
    </>
  );
}
