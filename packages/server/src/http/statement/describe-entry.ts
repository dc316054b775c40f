import type { EntryView } from '../../ledger/index.ts';

type Described = Pick<EntryView, 'kind' | 'memo' | 'reference' | 'commandId' | 'parts' | 'balanceChange' | 'heldChange'> &
  Partial<Pick<EntryView, 'transfer' | 'rule'>>;

/**
 * An entry in plain words: "2 pictures 512×512, 50 steps · held", "Picture 1 of 2", "Purchase · 50 USDT for 550 credits",
 * "Credits expired". The room that booked it says in the memo what it was for; the rest follows from the entry.
 */
export function describeEntry(entry: Described): string {
  // What time alone caused has no command, and a memo on it would be somebody else's.
  const memo = entry.commandId === null ? '' : (entry.memo ?? '').trim();
  switch (entry.kind) {
    case 'open-account':
      return 'Account opened';
    case 'grant':
      return describeGrant(entry, memo);
    case 'hold':
      return `${memo === '' ? 'Credits' : memo} · held`;
    case 'capture':
      return memo === '' ? 'Held credits spent' : memo;
    case 'extend':
      return memo === '' ? 'More time for held credits' : `${memo} · held for longer`;
    case 'void':
      return describeVoid(entry, memo);
    case 'spend':
      return memo === '' ? 'Credits spent' : memo;
    case 'transfer':
      return withMemo('Transfer sent', memo);
    case 'adjust':
      return withMemo('Correction', memo);
    case 'reverse':
      return withMemo('Undone', memo);
    case 'refund':
      return withMemo('Purchase refunded', memo);
    case 'expire':
      return describeExpiry(entry);
    default:
      return withMemo(ruleWords[entry.kind], memo);
  }
}

type RuleKind = Extract<EntryView['kind'], `set-${string}` | 'close-period' | 'settle' | `${string}-recurring-grant` | 'rollover'>;

const ruleWords: Readonly<Record<RuleKind, string>> = {
  'set-reserve': 'Reserve set',
  'set-alert-level': 'Low-balance alert set',
  'set-budget': 'Budget set',
  'set-credit-limit': 'Credit limit set',
  'close-period': 'Usage of the period billed',
  settle: 'Billed usage paid',
  'start-recurring-grant': 'Recurring credits started',
  'extend-recurring-grant': 'Recurring credits extended',
  'stop-recurring-grant': 'Recurring credits stopped',
  rollover: 'Unused credits rolled over',
};

function withMemo(words: string, memo: string): string {
  return memo === '' ? words : `${words} · ${memo}`;
}

const grantWords: Readonly<Record<EntryView['parts'][number]['kind'], string>> = {
  purchased: 'Purchase',
  bonus: 'Bonus',
  promotional: 'Gift',
  trial: 'Trial credits',
  subscription: 'Credits of your plan',
  transferred: 'Transfer received',
  refunded: 'Refund',
  adjustment: 'Adjustment',
  credit_line: 'On credit',
};

function describeGrant({ parts, reference, commandId, transfer, rule }: Described, memo: string): string {
  const kind = parts[0]?.kind;
  const words = kind === undefined ? 'Credits' : grantWords[kind];
  if (rule?.rule === 'cycle') return `${words} · new cycle`;
  if (commandId === null && !transfer) return `${words} · now in your balance`;
  if (memo !== '') return `${words} · ${memo}`;
  return reference?.type === 'operator' ? `${words} · from the operator` : words;
}

function describeVoid({ commandId }: Described, memo: string): string {
  if (memo !== '') return memo;
  return `Held credits back · ${commandId === null ? 'the hold ran out' : 'nothing charged'}`;
}

/** A hold that runs out gives its credits back; a grant that runs out takes them. The ledger calls both to expire. */
function describeExpiry({ balanceChange, heldChange }: Described): string {
  if (balanceChange < 0n) return heldChange < 0n ? 'Held credits back, already past their date' : 'Credits expired';
  return 'Held credits back · the hold ran out';
}
