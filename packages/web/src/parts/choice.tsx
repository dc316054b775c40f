import type { ReactNode } from 'react';
import { classes } from './classes.ts';

interface ChoiceProps {
  name: string;
  value: string;
  checked: boolean;
  onChoose: () => void;
  label?: string;
  /** shown while pointing at it */
  hint?: string | undefined;
  disabled?: boolean;
  className?: string;
  children: ReactNode;
}

/** One of several, as a card: a real radio button inside, so that arrow keys and screen readers work as they know it. */
export function Choice({ name, value, checked, onChoose, label, hint, disabled = false, className, children }: ChoiceProps) {
  return (
    <label
      title={hint}
      className={classes(
        'relative block rounded-md border transition-colors duration-150 select-none',
        checked ? 'border-action bg-soft' : 'border-line bg-surface hover:border-edge hover:bg-sunken',
        disabled && 'opacity-55',
        className,
      )}
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        onChange={onChoose}
        aria-label={label}
        className="absolute inset-0 m-0 size-full cursor-pointer appearance-none opacity-0 disabled:cursor-default"
      />
      {children}
    </label>
  );
}
