import { creditLine, type AccountBooks } from './account-books.ts';
import { demand } from './broken.ts';
import type { MoveRead } from './moves.ts';
import type { AuditedBook, AuditedEntry } from './queries.ts';

/** Checks that credits are taken in burn-down order, the credit line last, and carries it out. */
export function take(books: AccountBooks, moves: readonly MoveRead[], to: AuditedBook): void {
  const before = books.available;
  let drawn = false;
  for (const move of moves) {
    demand(!drawn, 'credit', 'something is taken after the credit line was drawn');
    if (move.grant === creditLine) {
      drawn = true;
      demand(
        move.from === 'unbilled' && move.to === to && to !== 'adjustments',
        'credit',
        `credit is drawn from ${move.from} to ${move.to}`,
      );
      books.carryOut(move, null);
    } else {
      takeOwn(books, move, to, books.firstToSpend());
    }
  }
  if (drawn) checkDrawn(books, before);
  books.forget(moves);
}

/** Checks that credits are sent in burn-down order: a grant was passed over only if nothing of its kind was sent. */
export function send(books: AccountBooks, moves: readonly MoveRead[]): void {
  demand(moves.length > 0, 'transfers', 'a transfer sends something');
  const sent = new Set(moves.map((move) => books.grantOf(move).fund));
  for (const move of moves) takeOwn(books, move, 'transfers', books.firstToSpend(sent));
  const { reserve } = books.rules;
  demand(books.available >= reserve, 'reserve', `a transfer leaves ${books.available.toString()} of a reserve of ${reserve.toString()}`);
  books.forget(moves);
}

function takeOwn(books: AccountBooks, move: MoveRead, to: AuditedBook, first: ReturnType<AccountBooks['firstToSpend']>): void {
  const grant = books.grantOf(move);
  demand(move.from === 'available' && move.to === to, 'postings', `credits go from ${move.from} to ${move.to}`);
  const left = grant.available;
  demand(left >= move.amount, 'grants', `grant ${grant.id} has ${left.toString()} left, ${move.amount.toString()} are taken`);
  demand(first === grant, 'burn-down', `grant ${first?.id ?? 'none'} is spent before grant ${grant.id}`);
  books.carryOut(move, grant);
}

/** Own credits go first, all of them or, without a word for the reserve, all but the reserve; and the limit holds. */
function checkDrawn(books: AccountBooks, before: bigint): void {
  const { credit, reserve } = books.rules;
  const owed = credit.unbilled + credit.billed;
  demand(owed <= credit.limit, 'credit', `${owed.toString()} are owed after this, the credit limit is ${credit.limit.toString()}`);
  const left = books.available;
  const keptBack = before < reserve ? before : reserve;
  demand(
    left === 0n || left === keptBack,
    'credit',
    `credit is drawn while ${left.toString()} are available and ${keptBack.toString()} in reserve`,
  );
}

/** Bills all that was used on credit and not billed before, but nothing that holds keep. */
export function closePeriod(books: AccountBooks, moves: readonly MoveRead[]): void {
  const { unbilled, held } = books.rules.credit;
  const amount = unbilled - held;
  const [move] = moves;
  const right = moves.length === 1 && move?.grant === creditLine && move.from === 'receivable' && move.to === 'unbilled';
  demand(right, 'credit', 'a period is closed by one move, from receivable to unbilled');
  demand(move.amount === amount, 'credit', `${move.amount.toString()} are billed, ${amount.toString()} were used on credit`);
  books.carryOut(move, null);
}

export function settle(books: AccountBooks, moves: readonly MoveRead[]): void {
  const { billed } = books.rules.credit;
  const [move] = moves;
  const right = moves.length === 1 && move?.grant === creditLine && move.from === 'issuance' && move.to === 'receivable';
  demand(right, 'credit', 'a bill is settled by one move, from issuance to receivable');
  demand(move.amount <= billed, 'credit', `${move.amount.toString()} are settled, ${billed.toString()} are billed`);
  books.carryOut(move, null);
}

/** What sets something moves nothing. */
export function followSetting(books: AccountBooks, entry: AuditedEntry, moves: readonly MoveRead[]): void {
  demand(moves.length === 0, 'kind', `an entry of kind ${entry.kind} moves nothing`);
  books.rules.set(entry, books.number);
}
