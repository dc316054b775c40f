import { assertNever } from '../../kernel/index.ts';
import type { EntryView, GrantView } from '../../ledger/index.ts';

type Described = Pick<EntryView, 'kind' | 'memo' | 'reference' | 'commandId' | 'parts' | 'balanceChange' | 'heldChange' | 'moves'>;

/**
 * An entry in plain words. The room that booked it knows best, so its memo goes first; where there is none, what the ledger
 * itself knows is said: "Credits held", "Held credits back · nothing charged", "Credits expired".
 */
export function describeEntry(entry: Described): string {
  // What time alone caused carries the memo of the command before it at best, so it is always said in our words.
  if (entry.commandId !== null && entry.memo !== null && entry.memo.trim() !== '') return entry.memo;
  switch (entry.kind) {
    case 'open-account':
      return 'Account opened';
    case 'grant':
      return describeGrant(entry);
    case 'hold':
      return `Credits held${forWhat(entry)}`;
    case 'capture':
      return `Held credits spent${forWhat(entry)}`;
    case 'void':
      return describeVoid(entry);
    case 'spend':
      return `Credits spent${forWhat(entry)}`;
    case 'expire':
      return describeExpiry(entry);
    default:
      return assertNever(entry.kind);
  }
}

const grantWords: Readonly<Record<GrantView['kind'], string>> = {
  purchased: 'Purchase',
  bonus: 'Bonus',
  promotional: 'Gift',
  trial: 'Trial credits',
  subscription: 'Credits of your plan',
  transferred: 'Transfer received',
  refunded: 'Refund',
  adjustment: 'Adjustment',
};

function describeGrant({ parts, reference, commandId }: Described): string {
  const kind = parts[0]?.kind;
  const words = kind === undefined ? 'Credits' : grantWords[kind];
  if (commandId === null) return `${words} · now in your balance`;
  return reference?.type === 'operator' ? `${words} · from the operator` : words;
}

function describeVoid(entry: Described): string {
  const back = 'Held credits back · nothing charged';
  return entry.commandId === null ? `${back} · the hold ran out` : back;
}

/** A hold that runs out gives its credits back; a grant that runs out takes them. The ledger calls both to expire. */
function describeExpiry({ balanceChange, heldChange }: Described): string {
  if (balanceChange < 0n) return heldChange < 0n ? 'Held credits back, already past their date' : 'Credits expired';
  return 'Held credits back · the hold ran out';
}

function forWhat({ reference }: Described): string {
  switch (reference?.type) {
    case 'generation':
    case 'image':
      return ' · pictures';
    case 'invoice':
    case 'deposit':
      return ' · purchase';
    case 'offer':
    case 'operator':
    case undefined:
      return '';
    default:
      return '';
  }
}
