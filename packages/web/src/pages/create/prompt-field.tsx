import { useId, useState, type RefObject } from 'react';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import { changeSettings } from './settings-store.ts';

const PROMPT_MAX = 2000;
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

interface PromptFieldProps {
  prompt: string;
  negativePrompt: string;
  isMissing: boolean;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
}

/** What the picture shows, and, on demand, what it should not. */
export function PromptField({ prompt, negativePrompt, isMissing, fieldRef }: PromptFieldProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(negativePrompt !== '');
  const t = messages.create;
  return (
    <div>
      <div className="mb-2 flex justify-between gap-2">
        <label htmlFor={id} className="text-xs font-semibold text-muted">
          {t.prompt}
        </label>
        <span id={`${id}-hint`} className="text-xs text-muted max-lg:hidden">
          {t.shortcut(isMac)}
        </span>
      </div>
      <textarea
        ref={fieldRef}
        id={id}
        rows={4}
        maxLength={PROMPT_MAX}
        value={prompt}
        placeholder={t.promptPlaceholder}
        aria-invalid={isMissing || undefined}
        aria-describedby={isMissing ? `${id}-missing` : `${id}-hint`}
        onChange={(event) => changeSettings({ prompt: event.target.value })}
        className={`field-sizing-content max-h-60 min-h-24 w-full resize-none rounded-md border bg-sunken px-3 py-2.5 text-base sm:text-sm ${isMissing ? 'border-danger' : 'border-line'}`}
      />
      {isMissing && (
        <p id={`${id}-missing`} role="alert" className="mt-1 text-xs text-danger">
          {t.promptMissing}
        </p>
      )}
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={`${id}-negative`}
        onClick={() => setOpen(!isOpen)}
        className="mt-1.5 -ml-1 inline-flex items-center gap-1 rounded-sm py-1 pr-2 pl-1 text-xs text-muted hover:text-text"
      >
        <Icon name={isOpen ? 'minus' : 'plus'} size={14} />
        {t.addNegative}
      </button>
      {isOpen && (
        <textarea
          id={`${id}-negative`}
          rows={2}
          maxLength={PROMPT_MAX}
          aria-label={t.negative}
          placeholder={t.negativeHint}
          value={negativePrompt}
          onChange={(event) => changeSettings({ negativePrompt: event.target.value })}
          className="mt-1 field-sizing-content max-h-40 min-h-14 w-full resize-none rounded-md border border-line bg-sunken px-3 py-2 text-base sm:text-sm"
        />
      )}
    </div>
  );
}
