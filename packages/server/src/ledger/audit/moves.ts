import { demand } from './broken.ts';
import { auditedBooks, type AuditedBook, type AuditedEntry } from './queries.ts';

/** Project, API key, session, model and operation, or `null` when none is named. */
export type UsageRead = readonly (string | null)[] | null;

export function readUsage(entry: AuditedEntry): UsageRead {
  const named = [entry.project_id, entry.api_key_id, entry.session_id, entry.model, entry.operation];
  return named.every((value) => value === null) ? null : named;
}

export interface MoveRead {
  /** The number of the grant, or 0 for the credit line. */
  readonly grant: number;
  readonly from: AuditedBook;
  readonly to: AuditedBook;
  readonly amount: bigint;
}

const bookOf: Readonly<Record<string, AuditedBook>> = {
  a: 'available',
  h: 'held',
  i: 'issuance',
  p: 'promotions',
  j: 'adjustments',
  t: 'transfers',
  u: 'usage',
  b: 'breakage',
  n: 'unbilled',
  r: 'receivable',
};

export function readMoves(text: string): readonly MoveRead[] {
  if (text === '') return [];
  return text.split(' ').map((word) => {
    const match = /^(0|[1-9]\d*)([ahipjtubnr])([ahipjtubnr])([1-9]\d*)$/u.exec(word);
    const from = bookOf[match?.[2] ?? ''];
    const to = bookOf[match?.[3] ?? ''];
    demand(match !== null && from !== undefined && to !== undefined, 'moves', `the move "${word}" has no meaning`);
    return { grant: Number(match[1]), from, to, amount: BigInt(match[4] ?? '0') };
  });
}

/** Demands that the postings of an entry sum to zero, and are the sums of its moves. */
export function checkSums(entry: AuditedEntry, moves: readonly MoveRead[]): void {
  let total = 0n;
  for (const book of auditedBooks) total += entry[book] ?? 0n;
  demand(total === 0n, 'sum', `the postings sum to ${total.toString()}`);
  for (const book of auditedBooks) {
    let amount = 0n;
    for (const move of moves) {
      if (move.from === book) amount -= move.amount;
      if (move.to === book) amount += move.amount;
    }
    const stored = entry[book] ?? 0n;
    demand(stored === amount, 'postings', `${book} has ${stored.toString()}, the moves lead to ${amount.toString()}`);
  }
}
