import { createContext, useContext } from 'react';
import type { BookProblem } from '../../api/sdk.ts';
import { at, pointerOf, type BookData, type Data, type Place } from './book-data.ts';

/** The book that is edited, as the fields of the form see it. */
export interface BookEdit {
  readonly book: BookData;
  readonly problems: readonly BookProblem[];
  /** Puts a value at a place; `undefined` takes it out. */
  readonly change: (place: Place, value: Data | undefined) => void;
}

export const BookEditContext = createContext<BookEdit | null>(null);

export function useBookEdit(): BookEdit {
  const edit = useContext(BookEditContext);
  if (edit === null) throw new Error('a field of a price book stands in its form');
  return edit;
}

/** What stands at a place, and what is wrong there or anywhere inside of it. */
export function usePlace(place: Place): {
  readonly value: Data | undefined;
  readonly error: string | undefined;
  readonly set: (value: Data | undefined) => void;
} {
  const { book, problems, change } = useBookEdit();
  const pointer = pointerOf(place);
  const found = problems.find(({ path }) => path === pointer || path.startsWith(`${pointer}/`));
  return { value: at(book, place), error: found?.message, set: (value) => change(place, value) };
}

/** What is wrong at exactly this place. */
export function useOwnProblem(place: Place): string | undefined {
  const { problems } = useBookEdit();
  const pointer = pointerOf(place);
  return problems.find(({ path }) => path === pointer)?.message;
}
