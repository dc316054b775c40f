import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { listOf, moved } from './book-data.ts';
import { useOwnProblem, usePlace } from './book-edit.ts';
import { BookField } from './book-field.tsx';
import { BookSection } from './book-section.tsx';

const ends = ['failed', 'refusedBeforeRun', 'refusedAfterRun', 'canceledInQueue', 'canceledWhileRunning'] as const;

/** What is charged for pictures that are not delivered, rule by rule. Without rules that is nothing. */
export function ChargingForm() {
  const t = messages.priceDesk.charging;
  const { value, set } = usePlace(['charging']);
  const rules = listOf(value);
  return (
    <BookSection title={t.title} text={t.text} isOpen={rules.length > 0}>
      <ol className="flex flex-col gap-3">
        {rules.map((_, index) => (
          // Rules keep their places while they are edited, so the index is their identity.
          <RuleForm key={index} index={index} isLast={index === rules.length - 1} onMove={(by) => set(moved(rules, index, by))} />
        ))}
      </ol>
      <Button size="small" className="self-start" onClick={() => set([...rules, { canceledWhileRunning: 'elapsed' }])}>
        {t.add}
      </Button>
    </BookSection>
  );
}

interface RuleFormProps {
  index: number;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
}

function RuleForm({ index, isLast, onMove }: RuleFormProps) {
  const words = messages.priceDesk;
  const t = words.charging;
  const place = ['charging', index];
  const { value } = usePlace(place);
  const { set: setAll, value: all } = usePlace(['charging']);
  const own = useOwnProblem(place);
  const name = t.rule(index + 1);
  const remove = (): void => {
    const rest = listOf(all).filter((rule) => rule !== value);
    setAll(rest.length === 0 ? undefined : rest);
  };
  return (
    <li className="min-w-0 rounded-md bg-ground p-3">
      <div className="mb-2.5 flex items-center gap-1">
        <h3 className="flex-1 font-semibold">{name}</h3>
        <IconButton icon="up" label={words.moveUp(name)} disabled={index === 0} onClick={() => onMove(-1)} />
        <IconButton icon="down" label={words.moveDown(name)} disabled={isLast} onClick={() => onMove(1)} />
        <IconButton icon="close" label={words.removeNamed(name)} onClick={remove} />
      </div>
      <div className="grid gap-2.5 sm:grid-cols-2">
        <BookField place={[...place, 'operations']} kind="names" label={t.operations} hint={t.everyOperation} />
        <BookField place={[...place, 'engines']} kind="names" label={t.engines} hint={t.everyEngine} />
      </div>
      <div className="mt-2.5 grid grid-cols-2 gap-2.5 sm:grid-cols-3">
        {ends.map((end) => (
          <BookField
            key={end}
            place={[...place, end]}
            kind={end === 'canceledWhileRunning' ? 'optional' : 'number'}
            label={t.ends[end]}
            hint={end === 'canceledWhileRunning' ? t.elapsedHint : t.shareHint}
          />
        ))}
        <BookField place={[...place, 'note']} kind="optional" label={t.note} className="col-span-2 sm:col-span-3" />
      </div>
      {own !== undefined && <p className="mt-2 text-xs text-danger">{own}</p>}
    </li>
  );
}
