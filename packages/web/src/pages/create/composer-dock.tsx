import type { ReactNode } from 'react';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';

/** On a phone, what is left of the form while one looks at pictures: the prompt, which opens the sheet, and the price. */
export function ComposerDock({ prompt, onOpen, children }: { prompt: string; onOpen: () => void; children: ReactNode }) {
  return (
    <div className="fixed inset-x-0 bottom-[calc(56px+env(safe-area-inset-bottom))] z-10 border-t border-line bg-surface p-3 md:bottom-0">
      <div className="mx-auto flex max-w-[640px] flex-col gap-2">
        <button
          type="button"
          onClick={onOpen}
          aria-haspopup="dialog"
          aria-label={messages.create.openSheet}
          className="flex h-11 w-full items-center gap-2 rounded-md border border-line bg-sunken px-3 text-left"
        >
          <span className={`min-w-0 flex-1 truncate ${prompt === '' ? 'text-muted' : ''}`}>
            {prompt === '' ? messages.create.describe : prompt}
          </span>
          <span className="rotate-180 text-muted">
            <Icon name="down" size={18} />
          </span>
        </button>
        {children}
      </div>
    </div>
  );
}
