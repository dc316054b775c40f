import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { networksQuery, refundAddressesQuery } from '../../api/queries.ts';
import type { Network } from '../../api/sdk.ts';
import { formatDay } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { GroupedAddress } from '../../parts/grouped-address.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { RefundAddressDialog } from './refund-address-dialog.tsx';

/** Where one is paid back on each network, and the way to say so. */
export function RefundAddresses() {
  const t = messages.refunds;
  const networks = useQuery(networksQuery);
  const addresses = useQuery(refundAddressesQuery);
  const [setting, setSetting] = useState<Network | null>(null);
  const [said, setSaid] = useState('');
  if (networks.data === undefined || addresses.data === undefined) {
    const failed = [networks, addresses].find((query) => query.isError && query.data === undefined);
    return failed === undefined ? (
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </Loading>
    ) : (
      <ProblemNotice error={failed.error} onRetry={() => void failed.refetch()} />
    );
  }
  if (networks.data.data.length === 0) return <p className="text-muted">{t.noNetworks}</p>;
  return (
    <>
      <output className="contents">{said !== '' && <span className="mb-3 block rounded-md bg-soft p-3">{said}</span>}</output>
      <ul>
        {networks.data.data.map((network) => {
          const kept = addresses.data.data.find((each) => each.network === network.id);
          return (
            <li
              key={network.id}
              data-refund-network={network.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-3 first:pt-0 last:border-0"
            >
              <div className="min-w-0 flex-1 basis-60">
                <p className="font-semibold">{network.title}</p>
                {kept === undefined ? (
                  <p className="text-xs text-muted">
                    {t.none}. {t.noneText}
                  </p>
                ) : (
                  <>
                    <GroupedAddress address={kept.address} className="text-xs leading-5" />
                    <p className="text-xs text-muted">{t.confirmed(formatDay(kept.confirmedAt))}</p>
                  </>
                )}
              </div>
              <Button
                size="small"
                aria-label={kept === undefined ? t.setFor(network.title) : t.changeFor(network.title)}
                onClick={() => {
                  setSaid('');
                  setSetting(network);
                }}
              >
                {kept === undefined ? t.set : t.change}
              </Button>
            </li>
          );
        })}
      </ul>
      {setting !== null && (
        <RefundAddressDialog
          network={setting}
          onClose={() => setSetting(null)}
          onDone={() => {
            setSaid(t.said(setting.title));
            setSetting(null);
          }}
        />
      )}
    </>
  );
}
