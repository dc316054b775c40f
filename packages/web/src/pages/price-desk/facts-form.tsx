import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Select } from '../../parts/select.tsx';
import { AddNamed, namePattern } from './add-named.tsx';
import { membersOf, wordOf, type BookData } from './book-data.ts';
import { useBookEdit, useOwnProblem, usePlace } from './book-edit.ts';
import { BookField } from './book-field.tsx';
import { BookSection } from './book-section.tsx';
import { OptionsForm } from './options-form.tsx';
import { useState } from 'react';

/** Facts that count something; whoever adds one of another name makes a choice or a yes or no of it. */
type FactKind = 'number' | 'options' | 'yesNo';
const firstForm: Readonly<Record<FactKind, BookData>> = {
  number: { from: 0, to: 10, default: 0 },
  options: { options: ['first'] },
  yesNo: { yesNo: true, default: false },
};

/** From where to where requests go, and what there is to choose from. */
export function FactsForm() {
  const t = messages.priceDesk;
  const { book, change } = useBookEdit();
  const facts = membersOf(book['facts']);
  const [kind, setKind] = useState<FactKind>('number');
  return (
    <BookSection title={t.facts} text={t.factsText}>
      {Object.keys(facts).map((name) => (
        <FactForm key={name} name={name} />
      ))}
      <div className="flex flex-wrap items-end gap-2 border-t border-line pt-4">
        <Select
          label={t.kind}
          value={kind}
          options={(['number', 'options', 'yesNo'] as const).map((value) => ({ value, label: t.factKinds[value] }))}
          // True because these are the values of the list.
          onChoose={(value) => setKind(value as FactKind)}
          className="w-36"
        />
        <AddNamed
          label={t.addFact}
          taken={Object.keys(facts)}
          pattern={namePattern}
          onAdd={(name) => change(['facts', name], firstForm[kind])}
        />
      </div>
    </BookSection>
  );
}

function FactForm({ name }: { name: string }) {
  const t = messages.priceDesk;
  const place = ['facts', name];
  const { value, set } = usePlace(place);
  const own = useOwnProblem(place);
  const fact = membersOf(value);
  const title = t.factNames[name] ?? name;
  const kind: FactKind = 'options' in fact ? 'options' : 'yesNo' in fact ? 'yesNo' : 'number';
  return (
    <fieldset className="min-w-0 rounded-md border border-line p-3.5">
      <legend className="px-1.5 font-semibold">{title}</legend>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          {kind === 'number' ? (
            <div className="grid grid-cols-2 gap-2.5 sm:grid-cols-4">
              <BookField place={[...place, 'from']} kind="number" label={t.from} />
              <BookField place={[...place, 'to']} kind="number" label={t.to} />
              <BookField place={[...place, 'step']} kind="number" label={t.step} />
              <BookField place={[...place, 'default']} kind="number" label={t.default} />
            </div>
          ) : kind === 'yesNo' ? (
            <Select
              label={t.default}
              value={wordOf(fact['default'])}
              options={[
                { value: '', label: t.notSaid },
                { value: 'true', label: t.yes },
                { value: 'false', label: t.no },
              ]}
              onChoose={(chosen) => set({ yesNo: true, ...(chosen === '' ? {} : { default: chosen === 'true' }) })}
              className="w-36"
            />
          ) : (
            <OptionsForm name={name} />
          )}
        </div>
        <IconButton icon="close" label={t.removeNamed(title)} onClick={() => set(undefined)} className="mb-0.5 self-start sm:mt-5" />
      </div>
      {/* What the platform itself asks for is known before. */}
      {kind === 'number' && ('measured' in fact || t.factNames[name] === undefined) && <MeasuredFields name={name} />}
      {own !== undefined && <p className="mt-2 text-xs text-danger">{own}</p>}
    </fieldset>
  );
}

/** Whether a number is known when the request comes, or measured when the work is done, and how it is guessed until then. */
function MeasuredFields({ name }: { name: string }) {
  const t = messages.priceDesk;
  const place = ['facts', name];
  const { value, set } = usePlace(place);
  const fact = membersOf(value);
  const isMeasured = 'measured' in fact;
  const choose = (chosen: string): void => {
    const known = Object.fromEntries(Object.entries(fact).filter(([member]) => member !== 'measured'));
    set(chosen === 'after' ? { ...known, measured: { expected: fact['default'] ?? fact['from'] ?? 1 } } : known);
  };
  return (
    <div className="mt-2.5 grid items-start gap-2.5 sm:grid-cols-[11rem_minmax(0,1fr)_minmax(0,1fr)]">
      <Select
        label={t.known}
        value={isMeasured ? 'after' : 'before'}
        options={[
          { value: 'before', label: t.knownBefore },
          { value: 'after', label: t.knownAfter },
        ]}
        onChoose={choose}
      />
      {isMeasured && (
        <>
          <BookField place={[...place, 'measured', 'expected']} kind="formula" label={t.expected} hint={t.expectedHint} />
          <BookField place={[...place, 'measured', 'atMost']} kind="formula" label={t.atMost} hint={t.atMostHint} />
        </>
      )}
    </div>
  );
}

/** Formulas with a name. */
export function ValuesForm() {
  const t = messages.priceDesk;
  const { book, change } = useBookEdit();
  const values = membersOf(book['values']);
  const names = Object.keys(values);
  return (
    <BookSection title={t.values} text={t.valuesText} isOpen={names.length > 0}>
      {names.map((name) => (
        <div key={name} className="flex items-end gap-2">
          <BookField place={['values', name]} kind="formula" label={name} className="flex-1" />
          <Button look="quiet" size="small" aria-label={t.removeNamed(name)} onClick={() => change(['values', name], undefined)}>
            {t.remove}
          </Button>
        </div>
      ))}
      <AddNamed label={t.name} taken={names} pattern={namePattern} onAdd={(name) => change(['values', name], 1)} />
    </BookSection>
  );
}
