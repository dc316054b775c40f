import { useState } from 'react';
import type { SweepPlan } from '../../../api/sdk.ts';
import { shortenHash } from '../../../format/address.ts';
import { formatCoin } from '../../../format/coin.ts';
import { formatUsdt } from '../../../format/credits.ts';
import { messages } from '../../../messages/index.ts';
import { Button } from '../../../parts/button.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';

/** So many are shown at first; a plan has 200 at most. */
const SHOWN = 20;

/** The transfers of a plan, the fullest address first; cost and what is missing go below the amount where there is no room beside it. */
export function PlanTable({ plan }: { plan: SweepPlan }) {
  const t = messages.sweepsDesk;
  const [isWhole, setWhole] = useState(false);
  const { transfers, coin } = plan;
  const shown = isWhole ? transfers : transfers.slice(0, SHOWN);
  const cell = 'border-b border-line py-2 pl-4 text-right tabular-nums';
  const wide = 'max-md:hidden';
  return (
    <>
      <table className="mt-5 w-full border-collapse">
        <caption className="pb-1 text-left font-semibold">{t.table}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="border-b border-line py-2 text-left font-normal">
              {t.address}
            </th>
            <th scope="col" className={`${cell} font-normal`}>
              {t.amount}
            </th>
            <th scope="col" className={`${cell} ${wide} font-normal`}>
              {t.fee(coin)}
            </th>
            <th scope="col" className={`${cell} ${wide} font-normal`}>
              {t.missingIn(coin)}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ address, path, amountUsdt, fee, missing }) => (
            <tr key={address} data-transfer={address}>
              <th scope="row" className="border-b border-line py-2 text-left font-normal">
                <CopyButton
                  text={address}
                  label={shortenHash(address)}
                  name={t.copyAddress(shortenHash(address))}
                  look="quiet"
                  className="-ml-2 h-7! font-mono text-xs! text-text!"
                />
                <span className="block font-mono text-[0.6875rem] text-muted">{path ?? t.earlierKey}</span>
              </th>
              <td className={cell}>
                {formatUsdt(amountUsdt)}
                <span className="block text-xs text-muted md:hidden">{t.feeLine(formatCoin(fee), formatCoin(missing), coin)}</span>
              </td>
              <td className={`${cell} ${wide}`} title={fee}>
                {formatCoin(fee)}
              </td>
              <td className={`${cell} ${wide}`} title={missing}>
                {missing === '0' ? '–' : formatCoin(missing)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <th scope="row" className="py-2 text-left">
              {t.together}
            </th>
            <td className="py-2 pl-4 text-right tabular-nums">
              {formatUsdt(plan.totalUsdt)}
              <span className="block text-xs font-normal text-muted md:hidden">
                {t.feeLine(formatCoin(plan.totalFee), formatCoin(plan.totalMissing), coin)}
              </span>
            </td>
            <td className={`py-2 pl-4 text-right tabular-nums ${wide}`}>{formatCoin(plan.totalFee)}</td>
            <td className={`py-2 pl-4 text-right tabular-nums ${wide}`}>
              {plan.totalMissing === '0' ? '–' : formatCoin(plan.totalMissing)}
            </td>
          </tr>
        </tfoot>
      </table>
      {shown.length < transfers.length && (
        <Button size="small" onClick={() => setWhole(true)} className="mt-2">
          {t.showAll(transfers.length)}
        </Button>
      )}
    </>
  );
}
