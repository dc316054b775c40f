import { useQuery, useQueryClient } from '@tanstack/react-query';
import { requestedPayoutsQuery } from '../../../api/queries.ts';
import { sdk, type Network, type NetworkId, type Payout, type PayoutExport } from '../../../api/sdk.ts';
import { useOnce } from '../../../api/use-once.ts';
import { formatUsdt, fromMicro, toMicro } from '../../../format/credits.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { DownloadLink } from './download-link.tsx';

/** What waits for a file, network by network, and the file that was made last. A file is made once, also when no answer came. */
export function NextFiles({ networks }: { networks: readonly Network[] }) {
  const t = messages.payoutsDesk;
  const client = useQueryClient();
  const requested = useQuery(requestedPayoutsQuery);
  const make = useOnce<NetworkId, PayoutExport>(
    (network, idempotencyKey) => sdk.payouts.export({ network }, { idempotencyKey }),
    () => client.invalidateQueries({ queryKey: ['payouts'] }),
  );
  const titleOf = (id: NetworkId): string => networks.find((network) => network.id === id)?.title ?? id;
  const waiting = networks.flatMap(({ id }) => {
    const payouts = (requested.data?.data ?? []).filter(({ network }) => network === id);
    return payouts.length === 0 ? [] : [{ id, payouts }];
  });
  const more = requested.data !== undefined && requested.data.nextCursor !== null;
  if (waiting.length === 0 && make.data === undefined && !make.isError) return null;
  return (
    <section aria-label={t.next} className="mb-4 flex flex-col gap-3 rounded-md bg-sunken p-4">
      {waiting.map(({ id, payouts }) => (
        <div key={id} className="flex flex-wrap items-center justify-between gap-3">
          <p>{t.nextOn(payouts.length, more, formatUsdt(sumOf(payouts)), titleOf(id))}</p>
          <Button
            size="small"
            look="action"
            aria-label={t.makeFileOn(titleOf(id))}
            disabled={make.isPending}
            onClick={() => make.mutate(id)}
          >
            {make.isPending && make.variables === id ? t.makingFile : t.makeFile}
          </Button>
        </div>
      ))}
      <output className="contents">
        {make.data !== undefined && (
          <span className="flex flex-wrap items-center justify-between gap-3">
            {t.fileMade(make.data.payouts.length, titleOf(make.data.network))}
            <DownloadLink exportId={make.data.id} />
          </span>
        )}
      </output>
      {make.isError && <ProblemNotice error={make.error} moneyFirst={t.notMade} />}
    </section>
  );
}

function sumOf(payouts: readonly Payout[]): string {
  return fromMicro(payouts.reduce((sum, { amountUsdt }) => sum + toMicro(amountUsdt), 0n));
}
