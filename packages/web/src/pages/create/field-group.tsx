import type { ReactNode } from 'react';

/** Choices that belong together, under one name and with the chosen value at the right. */
export function FieldGroup({ title, value, children }: { title: string; value?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 flex w-full justify-between gap-2 text-xs text-muted">
        <span className="font-semibold">{title}</span>
        {value !== undefined && <span>{value}</span>}
      </legend>
      {children}
    </fieldset>
  );
}
