import { useId, useState } from 'react';
import type { Entry } from '../../api/sdk.ts';
import { shortenIds } from '../../format/address.ts';
import { formatCredits, formatSigned, toMicro } from '../../format/credits.ts';
import { formatClock } from '../../format/time.ts';
import { messages } from '../../messages/index.ts';
import { Icon } from '../../parts/icon.tsx';
import { MomentText } from '../../parts/moment-text.tsx';
import { EntryDetails } from './entry-details.tsx';

/** One line of the statement; opens to its details. */
export function StatementEntry({ entry }: { entry: Entry }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const t = messages.wallet;
  const change = toMicro(entry.balanceChange);
  const kinds = [...new Set(entry.parts.map((part) => t.kinds[part.kind]))].join(', ');
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-baseline gap-2.5 rounded-sm sm:gap-4 py-2.5 text-left transition-colors hover:bg-sunken focus-visible:outline-offset-0"
      >
        <MomentText time={entry.at} className="w-12 shrink-0 text-muted">
          {formatClock(entry.at)}
        </MomentText>
        <span className="min-w-0 flex-1 wrap-break-word">
          {entry.description === '' ? t.entryKinds[entry.kind] : shortenIds(entry.description)}
          {entry.kind === 'hold' && <span className="text-muted"> · {formatCredits(entry.heldChange)}</span>}
        </span>
        <span className="w-40 shrink-0 truncate text-muted max-md:hidden">{kinds === '' ? '–' : kinds}</span>
        <span
          className={`min-w-14 shrink-0 sm:w-20 text-right tabular-nums ${change > 0n ? 'font-semibold text-action' : change === 0n ? 'text-muted' : ''}`}
        >
          {change === 0n ? t.nothing : formatSigned(entry.balanceChange)}
        </span>
        <span className={`self-center text-muted transition-transform ${isOpen ? 'rotate-180' : ''}`}>
          <Icon name="down" size={14} />
        </span>
      </button>
      {isOpen && <EntryDetails id={id} entry={entry} />}
    </li>
  );
}
