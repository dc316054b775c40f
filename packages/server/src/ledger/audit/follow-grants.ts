import { grantBookOf, type AccountBooks, type GrantBook } from './account-books.ts';
import { Broken, demand } from './broken.ts';
import type { MoveRead } from './moves.ts';
import type { AuditedBook, AuditedEntry, AuditedGrant } from './queries.ts';
import { checkCycle, rolloverDue, type RecurringBook } from './recurring-books.ts';

const sources: Readonly<Record<string, AuditedBook>> = {
  purchased: 'issuance',
  subscription: 'issuance',
  bonus: 'promotions',
  promotional: 'promotions',
  trial: 'promotions',
  refunded: 'usage',
  transferred: 'transfers',
  adjustment: 'adjustments',
};

/** Where the credits of a kind of grant come from, and where they go when they are taken back. */
export function sourceOf(kind: string): AuditedBook {
  const source = sources[kind];
  if (source === undefined) throw new Broken('grants', `there is no kind of grant called ${kind}`);
  return source;
}

export function followGrant(books: AccountBooks, terms: AuditedGrant, moves: readonly MoveRead[]): void {
  const grant = newGrant(books, terms);
  const isScheduled = grant.effectiveMs > books.atMs;
  const [move] = moves;
  demand(
    isScheduled ? moves.length === 0 : moves.length === 1 && move?.amount === terms.amount && move.grant === books.number,
    'grants',
    `the entry does not grant the ${terms.amount.toString()} of the grant row`,
  );
  if (isScheduled) grant.scheduled = terms.amount;
  books.addGrant(grant);
  if (move) receive(books, move, grant);
}

export function takeEffect(books: AccountBooks, moves: readonly MoveRead[]): void {
  const [move] = moves;
  demand(move !== undefined && moves.length === 1, 'grants', 'one grant takes effect at a time');
  const grant = books.grantOf(move);
  demand(grant.effectiveMs === books.atMs && grant.scheduled === move.amount, 'grants', `grant ${grant.id} takes effect wrongly`);
  grant.scheduled = 0n;
  receive(books, move, grant);
}

export function expireGrant(books: AccountBooks, moves: readonly MoveRead[]): void {
  const [move] = moves;
  const right = move !== undefined && moves.length === 1 && move.from === 'available' && move.to === 'breakage';
  demand(right, 'grants', 'one grant expires at a time');
  const grant = books.grantOf(move);
  demand(grant.expiresMs === books.atMs, 'grants', `grant ${grant.id} did not expire at this time`);
  demand(grant.available === move.amount, 'grants', `grant ${grant.id} had ${grant.available.toString()} left to expire`);
  books.carryOut(move, grant);
  books.forget(moves);
}

/** The grant of a cycle that begins. */
export function followCycle(
  books: AccountBooks,
  entry: AuditedEntry,
  terms: AuditedGrant,
  moves: readonly MoveRead[],
  recurring: RecurringBook,
): void {
  const rolls = rolloverDue(recurring, books.grants, books.atMs);
  demand(rolls === undefined, 'recurring', `${String(rolls?.amount)} of the cycle before roll over first`);
  checkCycle(entry, terms, recurring, recurring.amount);
  followGrant(books, terms, moves);
  books.rules.recurring.pass(recurring, books.number);
}

/** Credits of the cycle that ends go into a grant of their own. */
export function followRollover(
  books: AccountBooks,
  entry: AuditedEntry,
  terms: AuditedGrant,
  moves: readonly MoveRead[],
  recurring: RecurringBook,
): void {
  const rolls = rolloverDue(recurring, books.grants, books.atMs);
  demand(rolls !== undefined, 'recurring', `nothing of recurring grant ${recurring.id} rolls over here`);
  checkCycle(entry, terms, recurring, rolls.amount);
  const [out, back] = moves;
  const source = sourceOf(terms.kind);
  const isOut = moves.length === 2 && out?.grant === rolls.from.number && out.from === 'available' && out.to === source;
  demand(isOut && out.amount === rolls.amount && back !== undefined, 'recurring', `the rollover does not take from the cycle that ends`);
  books.carryOut(out, rolls.from);
  followGrant(books, terms, [back]);
  books.forget(moves);
  recurring.rolled = [...rolls.kept, books.number];
}

function newGrant(books: AccountBooks, terms: AuditedGrant): GrantBook {
  const grant = grantBookOf(terms);
  demand(grant.createdMs === books.atMs, 'grants', 'the grant row has another time than its entry');
  demand(grant.expiresMs > Math.max(grant.effectiveMs, books.atMs), 'grants', `grant ${grant.id} expires before anyone can spend it`);
  if (grant.kind === 'purchased') books.firstPurchase ??= grant.number;
  if (grant.kind === 'bonus') books.bonusGranted += grant.amount;
  return grant;
}

function receive(books: AccountBooks, move: MoveRead, grant: GrantBook): void {
  const right = move.to === 'available' && move.from === sourceOf(grant.kind);
  demand(right, 'postings', `a ${grant.kind} grant does not come from ${move.from}`);
  books.carryOut(move, grant);
}
