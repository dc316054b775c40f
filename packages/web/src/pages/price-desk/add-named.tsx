import { useState } from 'react';
import { messages } from '../../messages/index.ts';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';

interface AddNamedProps {
  label: string;
  /** names that are there already */
  taken: readonly string[];
  /** what a name must look like */
  pattern: RegExp;
  onAdd: (name: string) => void;
}

/** Adds something under a name of its own. */
export function AddNamed({ label, taken, pattern, onAdd }: AddNamedProps) {
  const [name, setName] = useState('');
  const isRight = pattern.test(name) && !taken.includes(name);
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRight) return;
        onAdd(name);
        setName('');
      }}
    >
      <Field
        label={label}
        value={name}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setName(event.target.value.trim())}
        className="w-48 max-w-full min-w-0"
      />
      <Button type="submit" disabled={!isRight}>
        {messages.priceDesk.add}
      </Button>
    </form>
  );
}

/** A name of a fact, a value or a number of a choice. */
export const namePattern = /^[a-z][a-zA-Z0-9]{0,31}$/;
/** An id of a choice or an operation. */
export const idPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
