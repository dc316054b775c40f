import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { AddNamed, namePattern } from './add-named.tsx';
import { isBook, listOf, wordOf, type BookData, type Data } from './book-data.ts';
import { useOwnProblem, usePlace } from './book-edit.ts';
import { BookField } from './book-field.tsx';

/** The choices of a fact as a table: id, title, and the numbers that formulas read. */
export function OptionsForm({ name }: { name: string }) {
  const t = messages.priceDesk;
  const place = ['facts', name, 'options'];
  const { value, set } = usePlace(place);
  const own = useOwnProblem(place);
  const options = listOf(value).map(wholeOf);
  const columns = [...new Set(options.flatMap((option) => Object.keys(option)))].filter((each) => each !== 'id' && each !== 'title');
  return (
    <div className="flex flex-col gap-3">
      <div className="overflow-x-auto">
        <table className="w-full border-separate border-spacing-x-1.5 border-spacing-y-1">
          <thead>
            <tr className="text-left text-xs text-muted">
              {[t.optionId, t.optionTitle, ...columns].map((column) => (
                <th key={column} scope="col" className="min-w-20 font-semibold">
                  {column}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">{t.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {options.map((option, index) => (
              // The choices keep their places while they are edited, so the index is their identity.
              <OptionRow key={index} place={[...place, index]} option={option} columns={columns} isLast={options.length === 1} />
            ))}
          </tbody>
        </table>
      </div>
      {own !== undefined && <p className="text-xs text-danger">{own}</p>}
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <Button size="medium" onClick={() => set([...listOf(value), newOption(options, columns)])}>
          {t.addOption}
        </Button>
        <AddNamed
          label={t.addColumn}
          taken={['id', 'title', ...columns]}
          pattern={namePattern}
          onAdd={(column) => set(options.map((option) => ({ ...option, [column]: 1 })))}
        />
      </div>
    </div>
  );
}

interface OptionRowProps {
  place: readonly (string | number)[];
  option: BookData;
  columns: readonly string[];
  isLast: boolean;
}

function OptionRow({ place, option, columns, isLast }: OptionRowProps) {
  const t = messages.priceDesk;
  const { value, set } = usePlace(place);
  const id = wordOf(option['id']);
  // A choice without more to say is its id alone, which has no places inside.
  const isBare = !isBook(value);
  return (
    <tr className="align-top">
      <td>
        <BookField place={isBare ? place : [...place, 'id']} kind="text" label={`${t.optionId} ${id}`} isLabelHidden />
      </td>
      {isBare ? (
        <td colSpan={columns.length + 1}>
          <Button look="quiet" size="small" onClick={() => set({ id, title: id })}>
            {t.optionTitle}
          </Button>
        </td>
      ) : (
        ['title', ...columns].map((column) => (
          <td key={column}>
            <BookField
              place={[...place, column]}
              kind={column === 'title' ? 'optional' : 'number'}
              label={`${column === 'title' ? t.optionTitle : column} ${id}`}
              isLabelHidden
            />
          </td>
        ))
      )}
      <td className="w-9">
        <IconButton icon="close" label={t.removeNamed(id)} disabled={isLast} onClick={() => set(undefined)} />
      </td>
    </tr>
  );
}

function wholeOf(option: Data): BookData {
  return isBook(option) ? option : { id: option };
}

function newOption(options: readonly BookData[], columns: readonly string[]): Data {
  const number = options.length + 1;
  return { id: `choice-${number}`, title: `Choice ${number}`, ...Object.fromEntries(columns.map((column) => [column, 1])) };
}
