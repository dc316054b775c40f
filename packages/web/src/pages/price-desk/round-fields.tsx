import { messages } from '../../messages/index.ts';
import { Select } from '../../parts/select.tsx';
import { membersOf, type Place } from './book-data.ts';
import { usePlace } from './book-edit.ts';
import { BookField } from './book-field.tsx';

const modes = ['up', 'down', 'half_up'] as const;

/** To what, and in which direction. */
export function RoundFields({ place }: { place: Place }) {
  const t = messages.priceDesk;
  const mode = usePlace([...place, 'mode']);
  const { value, set } = usePlace(place);
  return (
    <div className="grid grid-cols-2 gap-2.5">
      <BookField place={[...place, 'to']} kind="number" label={t.roundTo} />
      <Select
        label={t.roundMode}
        value={typeof mode.value === 'string' ? mode.value : 'half_up'}
        error={mode.error}
        options={modes.map((each) => ({ value: each, label: t.modes[each] }))}
        onChoose={(chosen) => set({ to: '0.000001', ...membersOf(value), mode: chosen })}
      />
    </div>
  );
}
