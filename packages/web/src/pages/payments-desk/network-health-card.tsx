import { useQuery } from '@tanstack/react-query';
import { networkHealthQuery } from '../../api/queries.ts';
import type { Network, NetworkHealth } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { classes } from '../../parts/classes.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loading } from '../../parts/loading.tsx';
import { MomentText } from '../../parts/moment-text.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { useNow } from '../../parts/use-now.ts';
import { agoText } from './ago.ts';
import { blockText } from './block-text.ts';
import { ProviderLine } from './provider-line.tsx';

/** How one network is followed; renewed quietly, and what was read last stays when it cannot be. */
export function NetworkHealthCard({ network }: { network: Network }) {
  const t = messages.paymentsDesk;
  const health = useQuery(networkHealthQuery(network.id));
  return (
    <Card id={`health-${network.id}`} title={network.title} aside={health.data !== undefined && <StatusMark status={health.data.status} />}>
      {health.data !== undefined ? (
        <>
          {health.isError && (
            <p role="status" className="mb-3 flex items-center gap-2 text-xs text-warning">
              <Icon name="warning" size={16} />
              {t.stale}
            </p>
          )}
          <Health health={health.data} />
        </>
      ) : health.isError ? (
        <ProblemNotice error={health.error} moneyFirst={t.notLoaded} onRetry={() => void health.refetch()} />
      ) : (
        <Loading className="flex flex-col gap-4">
          <Skeleton className="h-5" />
          <Skeleton className="h-16" />
          <Skeleton className="h-20" />
        </Loading>
      )}
    </Card>
  );
}

function StatusMark({ status }: Pick<NetworkHealth, 'status'>) {
  return (
    <span
      className={classes(
        'rounded-full px-2.5 py-0.5 text-xs font-semibold',
        status === 'up' ? 'bg-soft text-action' : 'bg-danger-soft text-danger',
      )}
    >
      {messages.paymentsDesk.status[status]}
    </span>
  );
}

function Health({ health }: { health: NetworkHealth }) {
  const t = messages.paymentsDesk;
  const nowMs = useNow(1000);
  const facts = [
    ['cursor', health.cursorNumber],
    ['final', health.finalNumber],
    ['checked', health.checkedNumber],
    ['head', health.headNumber],
    ['behind', health.blocksBehind],
  ] as const;
  return (
    <>
      <p className={classes(health.status === 'down' ? 'rounded-md bg-danger-soft p-3' : 'text-muted')}>
        {health.status === 'up' ? t.isUp : (health.statusDetail ?? t.isDown)}
      </p>
      <dl className="my-5 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
        {facts.map(([name, value]) => (
          <div key={name} title={t.facts[name].hint}>
            <dt className="text-xs text-muted">{t.facts[name].name}</dt>
            <dd className="text-base font-semibold">{value === null ? '–' : blockText(value)}</dd>
          </div>
        ))}
        <div title={t.facts.moved.hint}>
          <dt className="text-xs text-muted">{t.facts.moved.name}</dt>
          <dd className="text-base font-semibold">
            {health.cursorMovedAt === null ? (
              '–'
            ) : (
              <MomentText time={health.cursorMovedAt}>{agoText(health.cursorMovedAt, nowMs)}</MomentText>
            )}
          </dd>
        </div>
      </dl>
      <LastProof proof={health.lastProof} nowMs={nowMs} />
      <h3 className="text-xs font-semibold text-muted">{t.providers}</h3>
      <ul>
        {health.providers.map((provider, index) => (
          // Two may have one host; the settings give their order, which does not change.
          <ProviderLine key={index} provider={provider} nowMs={nowMs} />
        ))}
      </ul>
    </>
  );
}

/** When the record was last held against the chain, and what came of it. */
function LastProof({ proof, nowMs }: { proof: NetworkHealth['lastProof']; nowMs: number }) {
  const t = messages.paymentsDesk;
  return (
    <div className="mb-5">
      <h3 className="text-xs font-semibold text-muted">
        {t.proof}
        {proof !== null && (
          <>
            {' · '}
            <MomentText time={proof.finishedAt}>{agoText(proof.finishedAt, nowMs)}</MomentText>
          </>
        )}
      </h3>
      <p className={classes('mt-1 wrap-anywhere', proof?.status === 'differs' ? 'rounded-md bg-danger-soft p-3' : 'text-sm text-muted')}>
        {proof === null ? t.noProof : proof.detail}
      </p>
    </div>
  );
}
