import type { ReactNode } from 'react';
import { messages } from '../messages/index.ts';

/** Skeletons with one word for who does not see them. */
export function Loading({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div aria-busy="true" className={className}>
      <output className="sr-only">{messages.loading}</output>
      {children}
    </div>
  );
}
