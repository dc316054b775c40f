import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { Select } from '../../parts/select.tsx';
import { flatText, isBook, listOf, membersOf, moved, wordOf, type BookData, type Data, type Place } from './book-data.ts';
import { useBookEdit, useOwnProblem, usePlace } from './book-edit.ts';
import { BookField } from './book-field.tsx';
import { RoundFields } from './round-fields.tsx';

const lineKinds = ['base', 'add', 'multiply', 'minimum', 'maximum', 'round', 'congestion'] as const;
type LineKind = (typeof lineKinds)[number];

/** The lines of an operation, in the order in which they run. */
export function LinesForm({ place }: { place: Place }) {
  const t = messages.priceDesk;
  const { value, set } = usePlace(place);
  const lines = listOf(value);
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col gap-3">
        {lines.map((_, index) => (
          // Lines have no name that stays while it is edited; their place is their identity.
          <LineForm
            key={index}
            place={[...place, index]}
            isFirst={index === 0}
            isLast={index === lines.length - 1}
            onMove={(by) => set(moved(lines, index, by))}
          />
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => set([...lines, { label: t.newLine, multiply: 1 }])}>
          {t.addLine}
        </Button>
        <Button size="small" onClick={() => set([...lines, { label: t.newSurcharge, add: 1 }])}>
          {t.addSurcharge}
        </Button>
      </div>
    </div>
  );
}

interface LineFormProps {
  place: Place;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
}

function LineForm({ place, isFirst, isLast, onMove }: LineFormProps) {
  const t = messages.priceDesk;
  const { value, set } = usePlace(place);
  const own = useOwnProblem(place);
  const line = membersOf(value);
  const kind = lineKinds.find((each) => each in line) ?? 'base';
  const label = wordOf(line['label']);
  return (
    <li className="min-w-0 rounded-md bg-ground p-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2.5 sm:grid-cols-[minmax(0,1fr)_11rem_auto]">
        <BookField place={[...place, 'label']} kind="text" label={t.lineLabel} />
        <Select
          label={t.lineKind}
          value={kind}
          options={lineKinds.map((each) => ({ value: each, label: t.lineKinds[each] }))}
          // True because these are the values of the list.
          onChoose={(chosen) => set(ofKind(line, kind, chosen as LineKind))}
          className="max-sm:order-last max-sm:col-span-2"
        />
        <div className="mt-5 flex">
          <IconButton icon="up" label={t.moveUp(label)} disabled={isFirst} onClick={() => onMove(-1)} />
          <IconButton icon="down" label={t.moveDown(label)} disabled={isLast} onClick={() => onMove(1)} />
          <IconButton icon="close" label={t.removeNamed(label)} onClick={() => set(undefined)} />
        </div>
      </div>
      <div className="mt-2.5 grid gap-2.5 sm:grid-cols-[minmax(0,1fr)_11rem] xl:grid-cols-[minmax(0,1fr)_minmax(0,13rem)_11rem]">
        {kind === 'round' ? (
          <RoundFields place={[...place, 'round']} />
        ) : kind === 'congestion' ? (
          <div className="grid grid-cols-3 gap-2.5">
            <BookField place={[...place, kind, 'step']} kind="number" label={t.step} />
            <BookField place={[...place, kind, 'floor']} kind="number" label={t.floor} />
            <BookField place={[...place, kind, 'cap']} kind="number" label={t.cap} />
          </div>
        ) : (
          <BookField place={[...place, kind]} kind="formula" label={t.lineKinds[kind]} />
        )}
        <BookField place={[...place, 'detail']} kind="optional" label={t.lineDetail} className="max-xl:order-last max-xl:sm:col-span-2" />
        <ConditionField place={[...place, 'when']} />
      </div>
      {own !== undefined && <p className="mt-2 text-xs text-danger">{own}</p>}
    </li>
  );
}

/** The same line with another kind; a formula goes along where the other kind takes one. */
function ofKind(line: BookData, from: LineKind, to: LineKind): BookData {
  const value = from === 'round' || from === 'congestion' ? 1 : (line[from] ?? 1);
  const first: Partial<Record<LineKind, Data>> = {
    round: { to: '0.01', mode: 'up' },
    congestion: { step: '0.1', floor: 1, cap: 2 },
  };
  const rest = Object.fromEntries(Object.entries(line).filter(([name]) => name !== from));
  return { ...rest, [to]: first[to] ?? value };
}

/** When a line applies: always, with a yes or no of the request, or by any condition. */
function ConditionField({ place }: { place: Place }) {
  const t = messages.priceDesk;
  const { book } = useBookEdit();
  const { value, set } = usePlace(place);
  const own = Object.entries(membersOf(book['facts'])).filter(([, fact]) => isBook(fact) && fact['yesNo'] === true);
  const names = [...new Set(['negativePrompt', ...own.map(([name]) => name)])];
  const simple = names.find((name) => value !== undefined && flatText(value) === flatText({ [name]: true }));
  const chosen = value === undefined ? 'always' : (simple ?? 'other');
  return (
    <div className="flex flex-col gap-2.5">
      <Select
        label={t.applies}
        value={chosen}
        options={[
          { value: 'always', label: t.always },
          ...names.map((name) => ({ value: name, label: t.ifTrue((t.factNames[name] ?? name).toLocaleLowerCase()) })),
          { value: 'other', label: t.otherCondition },
        ]}
        onChoose={(to) => set(to === 'always' ? undefined : to === 'other' ? { images: { atLeast: 2 } } : { [to]: true })}
      />
      {chosen === 'other' && <BookField place={place} kind="formula" label={t.condition} />}
    </div>
  );
}
