import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { balanceProofsQuery, networkHealthQuery } from '../../../api/queries.ts';
import { sdk, type Network } from '../../../api/sdk.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { Card } from '../../../parts/card.tsx';
import { Field } from '../../../parts/field.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { RunningBar } from '../running-bar.tsx';
import { useSeconds } from '../use-seconds.ts';
import { ProofMark } from './proof-mark.tsx';

/** Proves one network at once, and says what came of it. */
export function ProveCard({ network }: { network: Network }) {
  const t = messages.proofsDesk;
  const client = useQueryClient();
  const health = useQuery(networkHealthQuery(network.id));
  const [address, setAddress] = useState('');
  const prove = useMutation({
    mutationFn: () => sdk.balanceProofs.prove(network.id, address === '' ? {} : { address }),
    onSettled: () => client.invalidateQueries({ queryKey: balanceProofsQuery.queryKey }),
  });
  const seconds = useSeconds(prove.isPending);
  const isDown = health.data?.status === 'down';
  return (
    <Card id={`prove-${network.id}`} title={network.title} aside={prove.data !== undefined && <ProofMark status={prove.data.status} />}>
      {isDown && (
        <p role="status" className="mb-4 flex items-start gap-2 rounded-md bg-warning-soft p-3">
          <span className="text-warning">
            <Icon name="cloud" />
          </span>
          <span className="min-w-0 wrap-anywhere">
            {t.isDown} {health.data?.statusDetail}
          </span>
        </p>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!prove.isPending) prove.mutate();
        }}
      >
        <Field
          label={t.address}
          hint={t.addressHint}
          value={address}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setAddress(event.target.value.trim())}
          className="mb-4"
        />
        <Button type="submit" aria-label={t.proveOn(network.title)} disabled={prove.isPending}>
          {prove.isPending ? t.proving : t.proveNow}
        </Button>
      </form>
      {prove.isPending && (
        <div className="mt-4 flex flex-col gap-2 text-xs text-muted">
          <RunningBar />
          <p>{t.progress(seconds)}</p>
        </div>
      )}
      {/* Each second would be too much to listen to. */}
      <output className="sr-only">{prove.isPending ? t.proving : ''}</output>
      {prove.isError && <ProblemNotice error={prove.error} moneyFirst={t.notProved} className="mt-4" />}
      <output className="contents">
        {prove.isSuccess && (
          <span className={`mt-4 block rounded-md p-3 ${prove.data.status === 'holds' ? 'bg-soft' : 'bg-danger-soft'}`}>
            <span className="block font-semibold">{t.done[prove.data.status]}</span>
            <span className="block wrap-anywhere">{prove.data.detail}</span>
          </span>
        )}
      </output>
    </Card>
  );
}
