import type { Books, FundKind } from '../../api/sdk.ts';
import { formatCredits, fromMicro, sumCredits, toMicro } from '../../format/credits.ts';
import { formatCalendarMonth } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Card } from '../../parts/card.tsx';
import { Figure } from '../../parts/figure.tsx';
import { KIND_COLOUR } from '../../parts/kind-colour.ts';
import { FiguresTable } from './figures-table.tsx';

const ORIGINS = ['paid', 'gifts', 'adjustments', 'onCredit', 'total'] as const;
const AGES = ['days0To30', 'days31To60', 'days61To90', 'daysOver90'] as const;

/** What flowed out of a book came to the accounts. */
function negated(amount: string): string {
  return fromMicro(-toMicro(amount));
}

/** The books of one period: the figures that people ask for first, then every table they come from. */
export function BooksReport({ books }: { books: Books }) {
  const t = messages.books;
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-5 rounded-lg border border-line bg-surface p-5 lg:grid-cols-5">
        {(
          [
            ['deferred', books.deferredRevenue.closing],
            ['used', books.usageRevenue.total],
            ['breakage', books.breakage.total],
            ['promotions', books.promotionalCost],
            ['owed', sumCredits([books.owed.unbilled, books.owed.receivable])],
          ] as const
        ).map(([name, amount]) => (
          <div key={name} title={t.figures[name].hint}>
            <dt className="text-xs text-muted">{t.figures[name].name}</dt>
            <dd className="font-serif text-title">
              <Figure>{formatCredits(amount)}</Figure>
            </dd>
          </div>
        ))}
      </dl>
      <Outstanding books={books} />
      <ByOrigin books={books} />
      <Card id="books-revenue" title={t.revenue}>
        <FiguresTable
          caption={t.revenue}
          first={t.what}
          columns={ORIGINS.map((origin) => t.origins[origin])}
          rows={[
            { key: 'used', name: t.used, figures: ORIGINS.map((origin) => books.usageRevenue[origin]) },
            { key: 'expired', name: t.expired, figures: ORIGINS.map((origin) => books.breakage[origin]) },
          ]}
        />
      </Card>
      <Card id="books-owed" title={t.owed}>
        <FiguresTable
          caption={t.owed}
          first={t.what}
          columns={[t.amount]}
          rows={[
            { key: 'unbilled', name: t.unbilled, figures: [books.owed.unbilled] },
            ...AGES.map((age) => ({ key: age, name: t.ages[age], figures: [books.owed.aged[age]] })),
            { key: 'receivable', name: t.receivable, figures: [books.owed.receivable], isSum: true },
          ]}
        />
      </Card>
      <Card id="books-all" title={t.all}>
        <p className="mb-3 text-xs text-muted">{t.allText}</p>
        <FiguresTable
          caption={t.all}
          first={t.book}
          columns={[t.opening, t.change, t.closing]}
          rows={books.books.map(({ book, opening, change, closing }) => ({
            key: book,
            name: t.books[book],
            figures: [opening, change, closing],
          }))}
        />
      </Card>
    </div>
  );
}

function Origin({ fund }: { fund: FundKind }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <span aria-hidden="true" className={`size-2.5 rounded-[3px] ${KIND_COLOUR[fund]}`} />
      {messages.wallet.kinds[fund]}
    </span>
  );
}

function Outstanding({ books: { outstanding } }: { books: Books }) {
  const t = messages.books;
  const total = (name: 'available' | 'held'): string => sumCredits(outstanding.map((line) => line[name]));
  return (
    <Card id="books-outstanding" title={t.outstanding}>
      {outstanding.length === 0 ? (
        <p className="py-4 text-muted">{t.nothingOutstanding}</p>
      ) : (
        <FiguresTable
          caption={t.outstanding}
          first={t.expires}
          columns={[t.available, t.held, t.amount]}
          rows={[
            ...outstanding.map(({ fund, expiryMonth, available, held }) => ({
              key: `${fund} ${expiryMonth ?? ''}`,
              name: (
                <span className="flex gap-x-4 max-sm:flex-col">
                  <span className="w-32 max-sm:w-auto">
                    {expiryMonth === null ? messages.time.neverExpires : formatCalendarMonth(expiryMonth)}
                  </span>
                  <Origin fund={fund} />
                </span>
              ),
              figures: [available, held, sumCredits([available, held])],
            })),
            {
              key: 'sum',
              name: t.sum,
              figures: [total('available'), total('held'), sumCredits([total('available'), total('held')])],
              isSum: true,
            },
          ]}
        />
      )}
    </Card>
  );
}

function ByOrigin({ books: { funds } }: { books: Books }) {
  const t = messages.books;
  const lines = funds
    .filter(({ opening, closing, changes }) => [opening, closing, ...Object.values(changes)].some((amount) => amount !== '0'))
    .map(({ fund, opening, changes, closing }) => ({
      key: fund,
      name: <Origin fund={fund} />,
      figures: [
        opening,
        negated(sumCredits([changes.issuance, changes.unbilled, changes.receivable])),
        negated(changes.promotions),
        negated(sumCredits([changes.adjustments, changes.transfers])),
        negated(changes.usage),
        negated(changes.breakage),
        closing,
      ],
    }));
  const columns = [t.opening, t.issued, t.given, t.corrected, t.used, t.expired, t.closing];
  return (
    <Card id="books-origins" title={t.byOrigin}>
      {lines.length === 0 ? (
        <p className="py-4 text-muted">{t.nothingHappened}</p>
      ) : (
        <FiguresTable
          caption={t.byOrigin}
          first={t.origin}
          columns={columns}
          rows={[
            ...lines,
            {
              key: 'sum',
              name: t.sum,
              figures: columns.map((_column, index) => sumCredits(lines.map(({ figures }) => figures[index] ?? '0'))),
              isSum: true,
            },
          ]}
        />
      )}
    </Card>
  );
}
