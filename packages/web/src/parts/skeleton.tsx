import { classes } from './classes.ts';

/** A quiet stand-in of the size of what is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classes('block animate-breathe rounded-sm bg-line', className)} />;
}
