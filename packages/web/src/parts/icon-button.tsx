import type { ButtonHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'type'> {
  icon: IconName;
  /** what it does; read aloud and shown as a hint */
  label: string;
}

/** A button with only an icon. */
export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classes(
        'inline-grid size-9 shrink-0 place-items-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-text disabled:opacity-40',
        className,
      )}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
