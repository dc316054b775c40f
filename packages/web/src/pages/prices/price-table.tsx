import type { PriceBook } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { EmptyState } from '../../parts/empty-state.tsx';

/** The example prices of the book in force, by operation. */
export function PriceTable({ book: { table } }: { book: PriceBook }) {
  const t = messages.prices;
  if (table.length === 0) return <EmptyState title={t.emptyTitle} text={t.emptyText} />;
  const operations = [...new Set(table.map(({ operation }) => operation))];
  return (
    <section aria-label={t.title} className="rounded-lg border border-line bg-surface px-5 py-3">
      <table className="w-full border-collapse">
        <caption className="sr-only">{t.title}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="py-2 text-left font-normal">
              {t.what}
            </th>
            <th scope="col" className="py-2 pl-4 text-right font-normal">
              {t.credits}
            </th>
          </tr>
        </thead>
        {operations.map((operation) => (
          <tbody key={operation}>
            <tr>
              <th scope="rowgroup" colSpan={2} className="border-t border-line pt-4 pb-1 text-left font-serif text-title font-normal">
                {t.operations[operation] ?? operation}
              </th>
            </tr>
            {table
              .filter((row) => row.operation === operation)
              .map((row) => (
                <tr key={row.what}>
                  <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                    {row.what}
                  </th>
                  <td className="py-1.5 pl-4 text-right font-semibold">{formatCredits(row.price)}</td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
