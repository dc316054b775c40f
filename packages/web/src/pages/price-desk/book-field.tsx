import { useId, useState } from 'react';
import { messages } from '../../messages/index.ts';
import { classes } from '../../parts/classes.ts';
import { formulaOf, formulaText, namesOf, namesText, numberOf, type Data, type Place } from './book-data.ts';
import { usePlace } from './book-edit.ts';
import { formulaWords } from './formula-words.ts';

interface BookFieldProps {
  place: Place;
  label: string;
  /** `text` stays when it is empty, `optional` is then taken out of the book; `names` is a list with commas */
  kind: 'text' | 'optional' | 'number' | 'formula' | 'names';
  hint?: string;
  /** only for who cannot see it */
  isLabelHidden?: boolean;
  className?: string | undefined;
}

/** One value of a price book: a text, a number or a formula, with what is wrong with it. */
export function BookField({ place, label, kind, hint, isLabelHidden = false, className }: BookFieldProps) {
  const id = useId();
  const { value, error, set } = usePlace(place);
  // What is being typed stays as it is typed, until it is left.
  const [typed, setTyped] = useState<string | null>(null);
  const isFormula = kind === 'formula';
  const shown = typed ?? (kind === 'names' ? namesText(value) : formulaText(value));
  const isHalf = typed !== null && isFormula && formulaOf(typed) === null;
  const below = isHalf ? messages.priceDesk.notJson : (error ?? (isFormula ? formulaWords(value) : undefined) ?? hint);
  const isWrong = isHalf || error !== undefined;
  const rest = {
    id,
    value: shown,
    autoComplete: 'off',
    spellCheck: kind === 'text' || kind === 'optional',
    'aria-invalid': isWrong ? true : undefined,
    'aria-describedby': below === undefined ? undefined : `${id}-below`,
    onBlur: () => {
      if (!isHalf) setTyped(null);
    },
    onChange: (event: { target: { value: string } }) => {
      setTyped(event.target.value);
      const read = readTyped(kind, event.target.value);
      if (read !== null) set(read.value);
    },
  };
  const look = classes(
    'w-full rounded-md border bg-sunken px-2.5 text-base sm:text-sm',
    isWrong ? 'border-danger' : 'border-line',
    isFormula && 'font-mono text-[0.8125rem]!',
  );
  return (
    <div className={classes('min-w-0', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'mb-1 block text-xs font-semibold text-muted'}>
        {label}
      </label>
      {isFormula ? (
        <textarea
          {...rest}
          rows={shown.split('\n').length}
          className={classes(
            look,
            'block field-sizing-content max-h-60 resize-none py-[9px] leading-5 wrap-anywhere [scrollbar-width:thin]',
          )}
        />
      ) : (
        <input {...rest} inputMode={kind === 'number' ? 'decimal' : undefined} className={classes(look, 'h-10')} />
      )}
      {below !== undefined && (
        <p id={`${id}-below`} className={classes('mt-1 text-xs wrap-break-word', isWrong ? 'text-danger' : 'text-muted')}>
          {below}
        </p>
      )}
    </div>
  );
}

function readTyped(kind: BookFieldProps['kind'], typed: string): { readonly value: Data | undefined } | null {
  if (kind === 'formula') return formulaOf(typed);
  if (kind === 'number') return { value: numberOf(typed) };
  if (kind === 'names') return { value: namesOf(typed) };
  return { value: kind === 'optional' && typed === '' ? undefined : typed };
}
