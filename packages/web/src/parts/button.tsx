import type { ButtonHTMLAttributes } from 'react';
import { classes } from './classes.ts';

export type ButtonLook = 'action' | 'outline' | 'quiet' | 'danger';

const LOOKS: Record<ButtonLook, string> = {
  action: 'bg-action text-on-action hover:bg-action-strong disabled:hover:bg-action',
  outline: 'border border-edge bg-surface hover:bg-sunken',
  quiet: 'text-muted hover:bg-sunken hover:text-text',
  danger: 'border border-edge bg-surface text-danger hover:bg-danger-soft',
};
const SIZES = { small: 'h-9 px-3', medium: 'h-11 px-4', large: 'h-12 px-5 text-[0.9375rem]' };

/** The classes of a button, for links that look like one. */
export function buttonClasses(look: ButtonLook = 'outline', size: keyof typeof SIZES = 'medium', extra = ''): string {
  return classes(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-semibold whitespace-nowrap transition-colors duration-150 select-none disabled:opacity-60',
    LOOKS[look],
    SIZES[size],
    extra,
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  size?: keyof typeof SIZES;
}

/** A button of this screen; it submits a form only when it says so. */
export function Button({ look, size, className, type, ...rest }: ButtonProps) {
  const name = buttonClasses(look, size, className);
  return type === 'submit' ? <button type="submit" className={name} {...rest} /> : <button type="button" className={name} {...rest} />;
}
