import type { QuoteAlternative } from '../../api/sdk.ts';
import { formatCredits } from '../../format/credits.ts';
import { messages } from '../../messages/index.ts';
import { changeSettings } from './settings-store.ts';

/** What costs less, each as one click. */
export function QuoteAlternatives({ alternatives }: { alternatives: readonly QuoteAlternative[] }) {
  const t = messages.quote;
  if (alternatives.length === 0) return null;
  return (
    <section aria-label={t.alternatives} className="mt-3">
      <p className="text-muted">{t.alternatives}</p>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {alternatives.map(({ kind, change, total, saves }) => (
          <li key={kind}>
            <button
              type="button"
              onClick={() => changeSettings(change)}
              className="flex min-h-9 w-full items-center justify-between gap-4 rounded-sm border border-edge px-2.5 py-1.5 text-left transition-colors duration-150 hover:bg-sunken"
            >
              <span className="min-w-0 font-semibold">{t.alternative({ kind, change })}</span>
              <span className="shrink-0 text-right">
                {messages.credits(formatCredits(total))} <span className="text-muted">· {t.saves(formatCredits(saves))}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
