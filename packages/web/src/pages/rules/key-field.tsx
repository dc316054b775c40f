import { useId } from 'react';
import type { ApiKey } from '../../api/sdk.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';

/** One of the person's keys, by its name; nothing where there is none. */
export function KeyField({ keys, chosen, onChoose }: { keys: readonly ApiKey[]; chosen: string; onChoose: (id: string) => void }) {
  const id = useId();
  if (keys.length === 0) return null;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-xs font-semibold text-muted">
        {messages.rules.keyField}
      </label>
      <div className="relative">
        <select
          id={id}
          value={chosen}
          onChange={(event) => onChoose(event.target.value)}
          className="h-11 w-full appearance-none truncate rounded-md border border-line bg-sunken pr-9 pl-3 text-base sm:text-sm"
        >
          {keys.map((key) => (
            <option key={key.id} value={key.id}>
              {`${key.name} · ${key.prefix}…`}
            </option>
          ))}
        </select>
        <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-muted">
          <Icon name="down" size={16} />
        </span>
      </div>
    </div>
  );
}
