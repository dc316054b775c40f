import type { Static } from 'typebox';
import { amountToText } from '../../kernel/index.ts';
import type { EntryView } from '../../ledger/index.ts';
import type { Entry } from '../schemas/index.ts';
import { timeText } from '../wire.ts';
import { describeEntry } from './describe-entry.ts';

export function entryOf(entry: EntryView): Static<typeof Entry> {
  return {
    id: entry.id,
    number: entry.number,
    kind: entry.kind,
    at: timeText(entry.atMs),
    balanceChange: amountToText(entry.balanceChange),
    heldChange: amountToText(entry.heldChange),
    balanceAfter: amountToText(entry.balanceAfter),
    heldAfter: amountToText(entry.heldAfter),
    availableAfter: amountToText(entry.availableAfter),
    description: describeEntry(entry),
    reference: entry.reference,
    parts: entry.parts.map(({ grantId, kind, amount }) => ({ grantId, kind, amount: amountToText(amount) })),
    billed: entry.kind === 'close-period' ? amountToText(billedBy(entry)) : null,
    paidBack: entry.kind === 'refund' ? amountToText(paidBackBy(entry)) : null,
    commandId: entry.commandId,
    holdId: entry.holdId,
    hash: entry.hash,
  };
}

/** What a closed period billed: what flowed out of the receivables. */
function billedBy({ postings }: EntryView): bigint {
  return -(postings.find(({ book }) => book === 'receivable')?.amount ?? 0n);
}

/** What a refund owes the customer: what flowed back to where sold credits come from. */
function paidBackBy({ postings }: EntryView): bigint {
  return postings.find(({ book }) => book === 'issuance')?.amount ?? 0n;
}
