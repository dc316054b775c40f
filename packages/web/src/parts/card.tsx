import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** A surface with a title, as a region that a screen reader can jump to. */
export function Card({
  title,
  aside,
  id,
  className,
  children,
}: {
  title?: string;
  aside?: ReactNode;
  id: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={title === undefined ? undefined : id}
      className={classes('rounded-lg border border-line bg-surface p-5', className)}
    >
      {title !== undefined && (
        <div className="mb-4 flex min-h-5 items-baseline justify-between gap-4">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
