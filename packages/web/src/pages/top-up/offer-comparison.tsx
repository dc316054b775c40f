import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { readProblem } from '../../api/problem.ts';
import { comparisonQuery } from '../../api/queries.ts';
import type { ComparedOffer, OfferComparison as Comparison } from '../../api/sdk.ts';
import { formatCredits, formatRate, formatUsdt } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Field } from '../../parts/field.tsx';
import { Loading } from '../../parts/loading.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Skeleton } from '../../parts/skeleton.tsx';
import { CostLines } from './cost-lines.tsx';

const imagesAtFirst = '100';
/** So many ways are shown before one asks for all. */
const fewWays = 4;

/** Which way to pay is the cheapest, for a number of pictures a month or for what one has used. */
export function OfferComparison() {
  const [fromUsage, setFromUsage] = useState(false);
  const [typed, setTyped] = useState(imagesAtFirst);
  const t = messages.offers.compare;
  const number = useDeferredValue(typed);
  const images = /^[1-9]\d{0,5}$/.test(number) ? Number(number) : null;
  const comparison = useQuery({
    ...comparisonQuery(fromUsage || images === null ? {} : { images }),
    enabled: fromUsage || images !== null,
  });
  return (
    <Card id="comparison" title={t.title} className="mt-10">
      <div className="mb-4 flex flex-wrap items-end gap-4">
        <div role="radiogroup" aria-label={t.of} className="inline-flex gap-1 rounded-md border border-line bg-sunken p-1">
          {[false, true].map((each) => (
            <Choice
              key={String(each)}
              name="compared"
              value={String(each)}
              checked={each === fromUsage}
              onChoose={() => setFromUsage(each)}
              className="px-3 py-1.5 text-sm"
            >
              {each ? t.fromUsage : t.ofNumber}
            </Choice>
          ))}
        </div>
        {!fromUsage && (
          <Field
            label={`${t.images}, ${t.standard}`}
            inputMode="numeric"
            value={typed}
            maxLength={6}
            onChange={(event) => setTyped(event.target.value.trim())}
            className="w-64"
          />
        )}
      </div>
      {comparison.isError ? (
        readProblem(comparison.error).code === 'nothing_to_compare' ? (
          <p className="text-muted">{t.nothingUsed}</p>
        ) : (
          <ProblemNotice error={comparison.error} moneyFirst={t.failed} onRetry={() => void comparison.refetch()} />
        )
      ) : comparison.data === undefined ? (
        <Loading>
          <Skeleton className="h-56 rounded-lg" />
        </Loading>
      ) : (
        <Result comparison={comparison.data} />
      )}
    </Card>
  );
}

function Result({ comparison }: { comparison: Comparison }) {
  const [isWhole, setWhole] = useState(false);
  const t = messages.offers.compare;
  const { offers, breakEvens } = comparison;
  const images = formatCredits(String(comparison.images));
  const credits = formatCredits(comparison.credits);
  const shown = isWhole ? offers : offers.slice(0, fewWays);
  return (
    <>
      <p className="mb-3 text-muted">{comparison.fromUsage ? t.usedSentence(images, credits) : t.sentence(images, credits)}</p>
      <div className="grid gap-6 lg:grid-cols-2">
        <div className="min-w-0">
          <table className="w-full text-left text-sm">
            <thead className="text-xs text-muted">
              <tr>
                <th scope="col" className="pb-1.5 font-normal">
                  {t.way}
                </th>
                <th scope="col" className="pb-1.5 text-right font-normal">
                  {t.monthly}
                </th>
                <th scope="col" className="pb-1.5 pl-3 text-right font-normal">
                  {t.perImage}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((offer, place) => (
                <tr key={keyOf(offer)} className="border-t border-line align-top">
                  <th scope="row" className="py-2 pr-2 font-normal">
                    {titleOf(offer)}
                    {place === 0 && <span className="ml-2 text-xs font-semibold text-action">{t.cheapest}</span>}
                    <span className="block text-xs text-muted">{offer.explanation}</span>
                  </th>
                  <td className="py-2 text-right font-semibold">{formatUsdt(cents(offer.monthlyUsdt))}</td>
                  <td className="py-2 pl-3 text-right text-muted">{formatRate(offer.perImageUsdt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {offers.length > fewWays && (
            <Button type="button" look="outline" className="mt-3" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
              {isWhole ? t.fewer : t.all}
            </Button>
          )}
        </div>
        <div className="min-w-0">
          <CostLines offers={chartedOf(offers)} images={comparison.images} titleOf={titleOf} />
          <h3 className="mt-4 mb-1 text-xs font-semibold text-muted">{t.breakEvens}</h3>
          <ul className="text-xs">
            {breakEvens.map((each) => {
              const offer = offers.find((one) => keyOf(one) === keyOf(each));
              return (
                offer && <li key={`${keyOf(each)} ${each.fromImages}`}>{t.from(formatCredits(String(each.fromImages)), titleOf(offer))}</li>
              );
            })}
          </ul>
        </div>
      </div>
    </>
  );
}

/** One line for each kind of way, its cheapest: more would hide one another. */
function chartedOf(offers: readonly ComparedOffer[]): readonly ComparedOffer[] {
  return (['pack', 'subscription', 'images'] as const).flatMap((kind) => offers.find((offer) => offer.kind === kind) ?? []);
}

function keyOf({ kind, offerId, term }: Pick<ComparedOffer, 'kind' | 'offerId' | 'term'>): string {
  return `${kind} ${offerId} ${term ?? ''}`;
}

function titleOf({ title, term }: ComparedOffer): string {
  return term === null ? title : `${title}, ${messages.offers.compare.term[term]}`;
}

/** Rounded up to a cent, for comparing; never what is paid. */
function cents(usdt: string): string {
  const [whole = '0', decimals = ''] = usdt.split('.');
  const hundredths = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0').slice(0, 2)) + (/[1-9]/.test(decimals.slice(2)) ? 1n : 0n);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}
