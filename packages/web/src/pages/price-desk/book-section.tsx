import type { ReactNode } from 'react';

/** A part of the form, which can be folded. */
export function BookSection({
  title,
  text,
  children,
  isOpen = true,
}: {
  title: string;
  text?: string;
  children: ReactNode;
  isOpen?: boolean;
}) {
  return (
    <details open={isOpen} className="group rounded-lg border border-line bg-surface">
      <summary className="flex items-baseline gap-3 rounded-lg px-5 py-4 font-semibold marker:content-none">
        <span aria-hidden="true" className="text-muted transition-transform group-open:rotate-90">
          ›
        </span>
        <h2>{title}</h2>
      </summary>
      <div className="flex flex-col gap-4 px-5 pb-5">
        {text !== undefined && <p className="-mt-2 text-xs text-muted">{text}</p>}
        {children}
      </div>
    </details>
  );
}
