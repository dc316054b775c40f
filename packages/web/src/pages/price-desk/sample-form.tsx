import { useState } from 'react';
import type { SampleRequest } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Select } from '../../parts/select.tsx';
import { isBook, listOf, membersOf, wordOf, type BookData, type Data } from './book-data.ts';

/** What a request may have where the book says nothing else of it. */
const usual: Readonly<Record<string, string>> = { width: '512', height: '512', steps: '50', images: '1' };

/** A request of one's own, made of the facts of the book. */
export function SampleForm({ book, onAdd }: { book: BookData; onAdd: (sample: SampleRequest) => void }) {
  const t = messages.priceDesk;
  const facts = membersOf(book['facts']);
  const operations = Object.keys(membersOf(book['operations']));
  const names = [...new Set([...Object.keys(usual), ...Object.keys(facts)])].filter((name) => !('measured' in membersOf(facts[name])));
  const [operation, setOperation] = useState(operations[0] ?? 'generate');
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const valueOf = (name: string): string => said[name] ?? usual[name] ?? firstOf(facts[name]);
  const say = (name: string) => (value: string) => setSaid({ ...said, [name]: value });
  return (
    <details className="mt-4 border-t border-line pt-3">
      <summary className="font-semibold text-action">{t.addSample}</summary>
      <form
        className="mt-3 grid grid-cols-2 items-end gap-2.5"
        onSubmit={(event) => {
          event.preventDefault();
          const spoken = names.flatMap((name) => {
            const value = valueOf(name);
            return value === '' ? [] : [[name, factOf(facts[name], value)] as const];
          });
          onAdd({ request: { operation, ...Object.fromEntries(spoken) } });
        }}
      >
        {operations.length > 0 && (
          <Select
            label={t.operation}
            value={operation}
            options={operations.map((name) => ({ value: name, label: messages.prices.operations[name] ?? name }))}
            onChoose={setOperation}
            className="col-span-2"
          />
        )}
        {names.map((name) => {
          const choices = choicesOf(facts[name]);
          const label = t.factNames[name] ?? name;
          return choices === undefined ? (
            <Field
              key={name}
              label={label}
              value={valueOf(name)}
              inputMode="decimal"
              autoComplete="off"
              onChange={(event) => say(name)(event.target.value)}
            />
          ) : (
            <Select key={name} label={label} value={valueOf(name)} options={choices} onChoose={say(name)} />
          );
        })}
        <Button type="submit" className="col-span-2 justify-self-start">
          {t.addSampleDo}
        </Button>
      </form>
    </details>
  );
}

function choicesOf(fact: Data | undefined): readonly { value: string; label: string }[] | undefined {
  const t = messages.priceDesk;
  const members = membersOf(fact);
  if ('yesNo' in members) {
    return [
      { value: 'false', label: t.no },
      { value: 'true', label: t.yes },
    ];
  }
  if (!('options' in members)) return undefined;
  return listOf(members['options']).map((option) => {
    const id = wordOf(isBook(option) ? option['id'] : option);
    return { value: id, label: wordOf((isBook(option) ? option['title'] : undefined) ?? id) };
  });
}

function firstOf(fact: Data | undefined): string {
  const members = membersOf(fact);
  return wordOf(members['default'] ?? choicesOf(fact)?.[0]?.value ?? members['from']);
}

/** A value of a request as the server takes it. */
function factOf(fact: Data | undefined, value: string): boolean | number | string {
  const members = membersOf(fact);
  if ('yesNo' in members) return value === 'true';
  return !('options' in members) && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}
