import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Select } from '../../parts/select.tsx';
import { AddNamed, idPattern } from './add-named.tsx';
import { isBook, membersOf, withOperations, wordOf, type Data, type Place } from './book-data.ts';
import { useBookEdit, useOwnProblem, usePlace } from './book-edit.ts';
import { BookField } from './book-field.tsx';
import { BookSection } from './book-section.tsx';
import { LinesForm } from './lines-form.tsx';

/** What each operation costs. */
export function OperationsForm() {
  const t = messages.priceDesk;
  const { book, change } = useBookEdit();
  const operations = Object.keys(membersOf(book['operations']));
  return (
    <BookSection title={t.prices} text={t.pricesText}>
      {book['price'] !== undefined && <PricingForm place={['price']} title={t.everyOperation} others={[]} />}
      {operations.map((name) => (
        <PricingForm
          key={name}
          place={['operations', name]}
          title={messages.prices.operations[name] ?? name}
          others={operations.filter((other) => other !== name)}
        />
      ))}
      {book['price'] !== undefined && book['operations'] === undefined && (
        <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
          <Button size="small" onClick={() => change([], withOperations(book, 'generate'))}>
            {t.apart}
          </Button>
          <p className="min-w-0 flex-1 text-xs text-muted">{t.apartText}</p>
        </div>
      )}
      {/* A book has either one price for everything or operations. */}
      {book['price'] === undefined && (
        <div className="border-t border-line pt-4">
          <AddNamed
            label={t.addOperation}
            taken={operations}
            pattern={idPattern}
            onAdd={(name) => change(['operations', name], [{ label: t.newLine, base: 'images' }])}
          />
        </div>
      )}
    </BookSection>
  );
}

type Pricing = 'lines' | 'formula' | 'sameAs';

function pricingOf(data: Data | undefined): Pricing {
  if (Array.isArray(data)) return 'lines';
  return isBook(data) && 'sameAs' in data ? 'sameAs' : 'formula';
}

function PricingForm({ place, title, others }: { place: Place; title: string; others: readonly string[] }) {
  const t = messages.priceDesk;
  const { value, set } = usePlace(place);
  const own = useOwnProblem(place);
  const pricing = pricingOf(value);
  const first: Readonly<Record<Pricing, Data>> = {
    lines: [{ label: title, base: pricing === 'formula' ? (value ?? 1) : 1 }],
    formula: 'images',
    sameAs: { sameAs: others[0] ?? '' },
  };
  const kinds: readonly Pricing[] = others.length > 0 ? ['lines', 'formula', 'sameAs'] : ['lines', 'formula'];
  return (
    <section aria-label={title} className="min-w-0 rounded-md border border-line p-3.5">
      <div className="mb-3 flex items-end gap-2">
        <h3 className="mb-2 flex-1 font-serif text-title">{title}</h3>
        <Select
          label={t.howPriced}
          value={pricing}
          options={kinds.map((kind) => ({ value: kind, label: t.pricings[kind] }))}
          // True because these are the values of the list.
          onChoose={(kind) => set(first[kind as Pricing])}
          className="w-40"
        />
        <IconButton icon="close" label={t.removeNamed(title)} onClick={() => set(undefined)} className="mb-0.5" />
      </div>
      {own !== undefined && pricing !== 'formula' && <p className="mb-3 text-xs text-danger">{own}</p>}
      {pricing === 'lines' ? (
        <LinesForm place={place} />
      ) : pricing === 'formula' ? (
        <BookField place={place} kind="formula" label={t.formula} hint={t.formulaHint} />
      ) : (
        <SameAs place={place} others={others} />
      )}
    </section>
  );
}

function SameAs({ place, others }: { place: Place; others: readonly string[] }) {
  const { value, error, set } = usePlace([...place, 'sameAs']);
  return (
    <Select
      label={messages.priceDesk.sameAs}
      value={wordOf(value)}
      error={error}
      options={others.map((name) => ({ value: name, label: messages.prices.operations[name] ?? name }))}
      onChoose={set}
      className="w-60 max-w-full"
    />
  );
}
