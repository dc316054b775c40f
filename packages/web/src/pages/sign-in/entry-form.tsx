import type { ReactNode } from 'react';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import type { Entering } from './use-entry.ts';

/** The form of signing in and up: its fields, what went wrong, and the button. */
export function EntryForm({
  entry,
  label,
  busyLabel,
  children,
}: {
  entry: Entering;
  label: string;
  busyLabel: string;
  children: ReactNode;
}) {
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        entry.enter();
      }}
    >
      {children}
      {entry.error !== null && <ProblemNotice error={entry.error} />}
      <Button type="submit" look="action" size="large" disabled={entry.isEntering}>
        {entry.isEntering ? busyLabel : label}
      </Button>
    </form>
  );
}

export function EmailField({ value, onChange }: { value: string; onChange: (email: string) => void }) {
  return (
    <Field
      label={messages.signIn.email}
      type="email"
      name="email"
      autoComplete="username"
      required
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
