import { hash } from 'node:crypto';
import type { Book, EntryKind, Reference, Reversal, TransferSide } from '../entries.ts';
import type { GrantTerms } from '../grants.ts';
import { usageValues, type Usage } from '../usage.ts';

/** Credits of one grant, named by its number, or of the credit line (`creditLine`), that go from one book to another. */
export interface NumberedMove {
  readonly grant: number;
  readonly from: Book;
  readonly to: Book;
  readonly amount: bigint;
}

const letters: Readonly<Record<Book, string>> = {
  available: 'a',
  held: 'h',
  issuance: 'i',
  promotions: 'p',
  adjustments: 'j',
  transfers: 't',
  usage: 'u',
  breakage: 'b',
  unbilled: 'n',
  receivable: 'r',
};
// `letters` has each book once, so turning it around gives each letter its book.
export const bookOfLetter: ReadonlyMap<string, Book> = new Map(Object.entries(letters).map(([book, letter]) => [letter, book as Book]));
const packedMove = /^(\d+)([a-z])([a-z])(\d+)$/u;

/** The form in which moves are kept and hashed: `3ah1500000` is 1.5 credits of grant 3 from available to held. */
export function packMoves(moves: readonly NumberedMove[]): string {
  return moves.map((move) => `${String(move.grant)}${letters[move.from]}${letters[move.to]}${move.amount.toString()}`).join(' ');
}

/** The inverse of `packMoves`. */
export function unpackMoves(text: string): readonly NumberedMove[] {
  return text === '' ? [] : text.split(' ').map(unpackMove);
}

function unpackMove(text: string): NumberedMove {
  const [, grant, fromLetter, toLetter, amount] = packedMove.exec(text) ?? [];
  const from = bookOfLetter.get(fromLetter ?? '');
  const to = bookOfLetter.get(toLetter ?? '');
  if (grant === undefined || amount === undefined || from === undefined || to === undefined) {
    throw new Error(`the journal has the move ${text}, which no version of Imprest writes`);
  }
  return { grant: Number(grant), from, to, amount: BigInt(amount) };
}

export interface HashedEntry {
  readonly accountId: string;
  readonly number: number;
  readonly kind: EntryKind;
  readonly atMs: number;
  readonly commandId: string | null;
  readonly fingerprint: string | null;
  readonly moves: string;
  readonly balanceAfter: bigint;
  readonly heldAfter: bigint;
  readonly holdId: string | null;
  readonly holdStep: number | null;
  readonly deadlineMs: number | null;
  readonly reference: Reference | null;
  readonly memo: string | null;
  readonly usage: Usage | null;
  readonly transfer: TransferSide | null;
  readonly reverses: Reversal | null;
  readonly terms: GrantTerms | null;
  /** As `packRule` gives it. */
  readonly rule: string | null;
}

/**
 * SHA-256 over a JSON array with the entry's content in a fixed order and the hash before it. The README of this room lists
 * the members, so that anyone can recompute the chain. Postings are not among them: they are the sums of the moves.
 */
export function entryHash(entry: HashedEntry, hashBefore: string): string {
  const { terms } = entry;
  return hash(
    'sha256',
    JSON.stringify([
      'imprest-entry-1',
      hashBefore,
      entry.accountId,
      entry.number,
      entry.kind,
      entry.atMs,
      entry.commandId,
      entry.fingerprint,
      entry.moves,
      entry.balanceAfter.toString(),
      entry.heldAfter.toString(),
      entry.holdId,
      entry.holdStep,
      entry.deadlineMs,
      entry.reference?.type ?? null,
      entry.reference?.id ?? null,
      entry.memo,
      usageValues(entry.usage),
      entry.transfer === null ? null : [entry.transfer.id, entry.transfer.otherAccountId],
      entry.reverses === null ? null : [entry.reverses.number, entry.reverses.rest.toString()],
      terms === null
        ? null
        : [
            terms.grantId,
            terms.kind,
            terms.amount.toString(),
            terms.priority,
            terms.effectiveAtMs,
            terms.expiresAtMs,
            terms.label,
            terms.originKind,
          ],
      entry.rule,
    ]),
  );
}
