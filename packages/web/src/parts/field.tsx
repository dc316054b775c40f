import { useId, type InputHTMLAttributes } from 'react';
import { classes } from './classes.ts';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A labelled line of text with its hint or its error below. */
export function Field({ label, hint, error, className, ...rest }: FieldProps) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-xs font-semibold text-muted">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={below === undefined ? undefined : `${id}-below`}
        className={classes(
          'h-11 w-full rounded-md border bg-sunken px-3 text-base sm:text-sm',
          error === undefined ? 'border-line' : 'border-danger',
        )}
        {...rest}
      />
      {below !== undefined && (
        <p id={`${id}-below`} className={classes('mt-1.5 text-xs', error === undefined ? 'text-muted' : 'text-danger')}>
          {below}
        </p>
      )}
    </div>
  );
}
