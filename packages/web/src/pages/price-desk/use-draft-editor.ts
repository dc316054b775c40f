import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { bookCheckQuery, draftsQuery } from '../../api/queries.ts';
import { sdk, type Draft } from '../../api/sdk.ts';
import { readBook, textOf, withValue, type BookData, type Data, type Place } from './book-data.ts';

/** So long nobody types before the text is checked. */
const restMs = 300;

/** A draft that is being edited: its text is what counts, and the form is another view of it. */
export function useDraftEditor(draft: Draft) {
  const client = useQueryClient();
  // True because a book has nothing but what JSON has.
  const [text, setText] = useState(() => textOf(draft.book as BookData));
  const [saved, setSaved] = useState({ text, revision: draft.revision });
  const book = useMemo(() => readBook(text), [text]);
  const rested = useRested(text);
  const check = useQuery({ ...bookCheckQuery(rested), placeholderData: keepPreviousData });
  const isChecking = rested !== text || check.isFetching;
  const isRight = !isChecking && check.data?.problems.length === 0;
  const problems = useDeferredValue(check.data?.problems ?? []);

  const save = useMutation({
    mutationFn: (asked: { readonly text: string; readonly book: BookData }) =>
      sdk.drafts.save({ book: asked.book, draft: { id: draft.id, revision: saved.revision } }),
    onSuccess: async ({ revision }, asked) => {
      setSaved({ text: asked.text, revision });
      await client.invalidateQueries({ queryKey: draftsQuery.queryKey });
    },
  });
  return {
    text,
    book,
    problems,
    check,
    isChecking,
    /** nothing is wrong with the text as it is now */
    isRight,
    isDirty: text !== saved.text,
    revision: saved.revision,
    save,
    setText,
    change: (place: Place, value: Data | undefined) => setText((now) => textOf(withValue(readBook(now), place, value))),
  };
}

export type DraftEditor = ReturnType<typeof useDraftEditor>;

/** The text as it was when nobody had typed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
