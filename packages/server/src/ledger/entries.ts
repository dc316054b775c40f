import type { Rule } from './account-rules.ts';
import type { FundKind } from './grants.ts';
import type { Usage } from './usage.ts';

export type EntryKind =
  | 'open-account'
  | 'grant'
  | 'hold'
  | 'capture'
  | 'extend'
  | 'void'
  | 'spend'
  | 'transfer'
  | 'adjust'
  | 'reverse'
  | 'refund'
  | 'set-reserve'
  | 'set-alert-level'
  | 'set-budget'
  | 'set-credit-limit'
  | 'close-period'
  | 'settle'
  | 'start-recurring-grant'
  | 'extend-recurring-grant'
  | 'stop-recurring-grant'
  | 'rollover'
  | 'expire';

/** The two books that every account has. Together they are its balance. */
export type OwnBook = 'available' | 'held';

/** The operator's side of every entry. These have no row and no lock: they are the sums of their column in the journal. */
export type OperatorBook =
  | 'issuance'
  | 'promotions'
  | 'adjustments'
  | 'transfers'
  | 'usage'
  | 'breakage'
  /** Used on credit and not billed yet; what is owed is what flowed out. */
  | 'unbilled'
  /** Billed and not paid yet. */
  | 'receivable';

export type Book = OwnBook | OperatorBook;

export const operatorBooks: readonly OperatorBook[] = [
  'issuance',
  'promotions',
  'adjustments',
  'transfers',
  'usage',
  'breakage',
  'unbilled',
  'receivable',
];

export const books: readonly Book[] = ['available', 'held', ...operatorBooks];

/** One line of an entry. What flows into a book is positive, what flows out is negative; the lines of an entry sum to zero. */
export interface Posting {
  readonly book: Book;
  readonly amount: bigint;
}

/** Credits of one grant that an entry moved from one book to another. The postings of an entry are the sums of its moves. */
export interface Move {
  /** `credit_line` for what is spent before it is paid. */
  readonly grantId: string;
  readonly kind: FundKind;
  readonly from: Book;
  readonly to: Book;
  /** Always positive. */
  readonly amount: bigint;
}

export type ReferenceType = 'generation' | 'image' | 'invoice' | 'deposit' | 'offer' | 'operator';

/** What outside the ledger an entry belongs to. */
export interface Reference {
  readonly type: ReferenceType;
  readonly id: string;
}

/** What a reversal undoes. */
export interface Reversal {
  /** The number of the entry that is undone; of a refund, that of the purchase. */
  readonly number: number;
  /** What could not be undone: of a grant, what was used. */
  readonly rest: bigint;
}

/** What connects the two sides of a transfer. */
export interface TransferSide {
  /** The same on both sides. */
  readonly id: string;
  readonly otherAccountId: string;
}

/**
 * One immutable event of an account. Amounts in micro-credits, times in milliseconds since 1970.
 * Entries of an account are numbered 1, 2, 3 … and their times never run backwards in that order.
 */
export interface Entry {
  readonly id: string;
  readonly accountId: string;
  readonly number: number;
  readonly kind: EntryKind;
  readonly atMs: number;
  /**
   * The command that caused it; `null` for what time alone caused (a hold's timeout, a grant's expiry, taking effect, recurring or rolling
   * over) and for what another account sent.
   */
  readonly commandId: string | null;
  readonly balanceChange: bigint;
  readonly heldChange: bigint;
  readonly balanceAfter: bigint;
  readonly heldAfter: bigint;
  /** `balanceAfter − heldAfter`. */
  readonly availableAfter: bigint;
  readonly postings: readonly Posting[];
  /**
   * What the entry is about, grant by grant: granted, held, captured (without what a capture freed), returned or lapsed.
   * In the order used: burn-down order when credits are taken, its reverse when they are given back.
   */
  readonly parts: readonly { readonly grantId: string; readonly kind: FundKind; readonly amount: bigint }[];
  /** Every movement of the entry, also what a capture freed. */
  readonly moves: readonly Move[];
  readonly grantId: string | null;
  readonly holdId: string | null;
  /** The transfer that it is a side of. */
  readonly transfer: TransferSide | null;
  readonly reverses: Reversal | null;
  readonly reference: Reference | null;
  readonly memo: string | null;
  /** What the credits were set aside or taken for; `null` when the command did not say. */
  readonly usage: Usage | null;
  /** What a set-… entry sets, and which cycle a recurring grant is in. */
  readonly rule: Rule | null;
  /** SHA-256 over this entry's content and the hash of the entry before it in the account; 64 hexadecimal digits. */
  readonly hash: string;
}

/** An entry as the statement shows it. It is the entry itself: nothing about an entry is hidden from its owner. */
export type EntryView = Entry;

/** The id of an entry, made from where it stands. */
export function entryId(accountId: string, number: number): string {
  return `ent_${accountId}_${String(number)}`;
}

/** Which moves of an entry are its `parts`: those into the books that the kind of entry is about. */
export function isPart(kind: EntryKind, move: { readonly to: Book }): boolean {
  return kind !== 'capture' || move.to === 'usage';
}
