import type { ProviderHealth } from '../../api/sdk.ts';
import { formatWhen } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { classes } from '../../parts/classes.ts';
import { MomentText } from '../../parts/moment-text.tsx';
import { agoText } from './ago.ts';
import { blockText } from './block-text.ts';

const TONES: Record<ProviderHealth['status'], string> = { in_use: 'text-action', ready: 'text-muted', out: 'text-danger' };

/** How one provider of a network does. */
export function ProviderLine({ provider, nowMs }: { provider: ProviderHealth; nowMs: number }) {
  const t = messages.paymentsDesk;
  const { name, status, outUntil, lastAnswerAt, headNumber, blocksBehind, forkNumber, requests, errors, lastError } = provider;
  const state = status === 'out' && outUntil !== null ? t.outUntil(formatWhen(outUntil)) : t.providerStatus[status];
  const facts = [
    headNumber === null ? null : t.atBlock(blockText(headNumber), blocksBehind ?? 0),
    lastAnswerAt === null ? t.neverAnswered : t.answered(agoText(lastAnswerAt, nowMs)),
    t.requests(blockText(requests), blockText(errors)),
  ].filter((fact) => fact !== null);
  return (
    <li className="border-b border-line py-2.5 last:border-0 last:pb-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 font-mono text-xs wrap-anywhere">{name}</span>
        <span className={classes('text-xs font-semibold', TONES[status])}>{state}</span>
      </p>
      <p className="mt-0.5 text-xs text-muted tabular-nums">{facts.join(' · ')}</p>
      {forkNumber !== null && <p className="mt-0.5 text-xs text-warning">{t.fork(blockText(forkNumber))}</p>}
      {lastError !== null && (
        <p className="mt-0.5 text-xs wrap-anywhere text-muted">
          {t.lastError}, <MomentText time={lastError.at}>{agoText(lastError.at, nowMs)}</MomentText>:{' '}
          <span className={status === 'out' ? 'text-danger' : 'text-text'}>{lastError.sentence}</span>
        </p>
      )}
    </li>
  );
}
