import type { ReactNode } from 'react';
import type { Deposit } from '../../api/sdk.ts';
import { hashOn } from '../../format/address.ts';
import { formatCredits, formatUsdt } from '../../format/credits.ts';
import { formatClock, formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { MomentText } from '../../parts/moment-text.tsx';

/** One transfer with everything that lets anybody look it up on the chain, and what it brought. */
export function DepositProof({ deposit }: { deposit: Deposit }) {
  const t = messages.payment;
  return (
    <article aria-label={`${formatUsdt(deposit.amountUsdt)} ${messages.usdt}`}>
      <div className="flex justify-between gap-3">
        <b className={`font-semibold ${deposit.status === 'orphaned' ? 'line-through' : ''}`}>
          {formatUsdt(deposit.amountUsdt)} {messages.usdt}
        </b>
        <span className={deposit.status === 'credited' ? 'text-action' : 'text-muted'}>
          {messages.invoice.depositStatus[deposit.status]}
        </span>
      </div>
      <p className="mt-0.5 mb-2 text-xs text-muted">{deposit.explanation}</p>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-xs">
        <Fact name={t.transaction}>
          <span className="font-mono break-all" data-transaction={deposit.txHash}>
            {hashOn(deposit.network, deposit.txHash)}
          </span>
        </Fact>
        <Fact name={t.block}>
          <span className="tabular-nums">{formatCredits(String(deposit.blockNumber))}</span>{' '}
          <span className="font-mono break-all text-muted">{hashOn(deposit.network, deposit.blockHash)}</span>
        </Fact>
        <Fact name={t.confirmations}>{t.confirmed(deposit.confirmations, deposit.confirmationsRequired)}</Fact>
        <Fact name={t.seen}>
          <Moment time={deposit.seenAt} />
        </Fact>
        {deposit.finalAt !== null && (
          <Fact name={t.final}>
            <Moment time={deposit.finalAt} />
          </Fact>
        )}
        {deposit.lines.length > 0 && (
          <Fact name={t.brought}>
            <ul>
              {deposit.lines.map((line) => (
                <li key={`${line.kind} ${line.label}`}>{t.credits(formatCredits(line.credits), t.lineKinds[line.kind])}</li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      <CopyButton text={hashOn(deposit.network, deposit.txHash)} label={t.copyTransaction} className="mt-2" />
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Moment({ time }: { time: string }) {
  return <MomentText time={time}>{`${formatDay(time)}, ${formatClock(time)}`}</MomentText>;
}
