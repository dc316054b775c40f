import { useId, type SelectHTMLAttributes } from 'react';
import { classes } from './classes.ts';

interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> {
  label: string;
  options: readonly { readonly value: string; readonly label: string }[];
  onChoose: (value: string) => void;
  error?: string | undefined;
}

/** The browser's own list of choices, with its label. */
export function Select({ label, options, onChoose, error, className, ...rest }: SelectProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-xs font-semibold text-muted">
        {label}
      </label>
      <select
        id={id}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : `${id}-below`}
        className={classes(
          'h-10 w-full rounded-md border bg-sunken px-2.5 text-base text-text sm:text-sm',
          error === undefined ? 'border-line' : 'border-danger',
        )}
        onChange={(event) => onChoose(event.target.value)}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {error !== undefined && (
        <p id={`${id}-below`} className="mt-1 text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
