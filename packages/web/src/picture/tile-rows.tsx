import type { ReactNode } from 'react';

/** Empty places at the end, so that the last row does not stretch its few pictures over the whole width. */
const FILLERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** Rows of pictures of any shape, each row filling the width. */
export function TileRows({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-3 [--row:150px] sm:[--row:190px] xl:[--row:226px]">
      {children}
      {FILLERS.map((filler) => (
        <span key={filler} aria-hidden="true" className="h-0 shrink grow basis-[var(--row)]" />
      ))}
    </div>
  );
}
