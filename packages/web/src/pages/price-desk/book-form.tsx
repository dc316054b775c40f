import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Select } from '../../parts/select.tsx';
import { listOf, membersOf, moved, wordOf, type Data } from './book-data.ts';
import { useBookEdit, useOwnProblem, usePlace } from './book-edit.ts';
import { BookField } from './book-field.tsx';
import { BookSection } from './book-section.tsx';
import { ChargingForm } from './charging-form.tsx';
import { FactsForm, ValuesForm } from './facts-form.tsx';
import { OperationsForm } from './operations-form.tsx';
import { RoundFields } from './round-fields.tsx';

/** A price book as a form. Whatever a field does not know is left as it is and can be edited as text. */
export function BookForm() {
  const t = messages.priceDesk;
  return (
    <div className="flex flex-col gap-4">
      <BookSection title={t.about}>
        <BookField place={['title']} kind="text" label={t.bookTitle} />
        <BookField place={['description']} kind="optional" label={t.description} />
      </BookSection>
      <OperationsForm />
      <FactsForm />
      <BookSection title={t.rounding}>
        <RoundFields place={['rounding']} />
        <div className="grid grid-cols-2 gap-2.5">
          <BookField place={['warnings', 'totalAtLeast']} kind="number" label={t.warnTotal} />
          <BookField place={['warnings', 'megapixelsAtLeast']} kind="number" label={t.warnMegapixels} />
        </div>
        <div className="grid grid-cols-2 gap-2.5">
          <BookField place={['queue', 'targetSeconds']} kind="number" label={t.queueTarget} />
          <BookField place={['queue', 'smoothingSeconds']} kind="number" label={t.queueSmoothing} />
        </div>
        <MayFallForm />
      </BookSection>
      <ChargingForm />
      <ExamplesForm />
      <ValuesForm />
    </div>
  );
}

const axes = ['images', 'area', 'steps'] as const;

/** Where a price may fall, with the reason that the book must give. */
function MayFallForm() {
  const t = messages.priceDesk;
  const { value, set } = usePlace(['mayFall']);
  const reasons = membersOf(value);
  const free = axes.filter((axis) => !(axis in reasons));
  return (
    <section aria-label={t.mayFall} className="border-t border-line pt-4">
      <h3 className="font-semibold">{t.mayFall}</h3>
      <p className="mb-3 text-xs text-muted">{t.mayFallText}</p>
      {Object.keys(reasons).map((axis) => (
        <div key={axis} className="mb-2 flex items-end gap-2">
          <BookField place={['mayFall', axis]} kind="text" label={`${t.axis} ${axis}: ${t.reason}`} className="flex-1" />
          <IconButton
            icon="close"
            label={t.removeNamed(axis)}
            onClick={() => {
              const rest = Object.entries(reasons).filter(([each]) => each !== axis);
              set(rest.length === 0 ? undefined : Object.fromEntries(rest));
            }}
          />
        </div>
      ))}
      {free.length > 0 && (
        <Select
          label={t.addReason}
          value=""
          options={[{ value: '', label: '' }, ...free.map((axis) => ({ value: axis, label: axis }))]}
          onChoose={(axis) => {
            if (axis !== '') set({ ...reasons, [axis]: '' });
          }}
          className="w-40"
        />
      )}
    </section>
  );
}

/** The requests whose prices are the published table. */
function ExamplesForm() {
  const t = messages.priceDesk;
  const { book } = useBookEdit();
  const { value, set } = usePlace(['examples']);
  const examples = listOf(value);
  const like: Data = membersOf(examples[0])['request'] ?? {
    operation: Object.keys(membersOf(book['operations']))[0] ?? 'generate',
    images: 1,
  };
  return (
    <BookSection title={t.examples} text={t.examplesText} isOpen={false}>
      <ol className="flex flex-col gap-3">
        {examples.map((example, index) => (
          // Examples keep their places while they are edited, so the index is their identity.
          <ExampleForm
            key={index}
            index={index}
            name={wordOf(membersOf(example)['what'])}
            isLast={index === examples.length - 1}
            onMove={(by) => set(moved(examples, index, by))}
          />
        ))}
      </ol>
      <Button size="small" className="self-start" onClick={() => set([...examples, { what: t.newExample, request: like }])}>
        {t.addExample}
      </Button>
    </BookSection>
  );
}

interface ExampleFormProps {
  index: number;
  name: string;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
}

function ExampleForm({ index, name, isLast, onMove }: ExampleFormProps) {
  const t = messages.priceDesk;
  const place = ['examples', index];
  const { set } = usePlace(place);
  const own = useOwnProblem(place);
  return (
    <li className="grid gap-2.5 rounded-md bg-ground p-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <BookField place={[...place, 'what']} kind="text" label={t.what} />
      <div className="flex sm:mt-5">
        <IconButton icon="up" label={t.moveUp(name)} disabled={index === 0} onClick={() => onMove(-1)} />
        <IconButton icon="down" label={t.moveDown(name)} disabled={isLast} onClick={() => onMove(1)} />
        <IconButton icon="close" label={t.removeNamed(name)} onClick={() => set(undefined)} />
      </div>
      <BookField place={[...place, 'request']} kind="formula" label={t.request} className="sm:col-span-2" />
      {own !== undefined && <p className="text-xs text-danger">{own}</p>}
    </li>
  );
}
