import type { ReactNode } from 'react';

/** What will be here, and the one thing to do. */
export function EmptyState({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-16 text-center">
      <svg width="112" height="72" viewBox="0 0 112 72" fill="none" aria-hidden="true" className="mb-6 text-edge">
        <rect x="1" y="13" width="46" height="46" rx="8" stroke="currentColor" strokeWidth="1.5" strokeDasharray="4 4" />
        <rect x="65" y="13" width="46" height="46" rx="8" stroke="currentColor" strokeWidth="1.5" strokeDasharray="4 4" />
        <rect x="29" y="4" width="54" height="64" rx="9" fill="var(--surface)" stroke="currentColor" strokeWidth="1.5" />
        <circle cx="62" cy="24" r="7" fill="var(--soft)" stroke="var(--action)" strokeWidth="1.5" />
        <path d="m30 56 14-14 10 9 11-12 17 16" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      </svg>
      <h2 className="mb-2 font-serif text-title">{title}</h2>
      <p className="mb-6 text-muted">{text}</p>
      {children}
    </div>
  );
}
