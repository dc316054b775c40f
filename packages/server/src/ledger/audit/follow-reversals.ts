import { creditLine, grantBookOf, type AccountBooks, type GrantBook } from './account-books.ts';
import { demand } from './broken.ts';
import { sourceOf } from './follow-grants.ts';
import { readMoves, readUsage, type MoveRead } from './moves.ts';
import type { AuditedEntry, AuditedGrant } from './queries.ts';

/** The entry that a reversal or refund names. */
export interface Original {
  readonly entry: AuditedEntry;
  /** The terms of the grants that it moved, at least of those in which nothing is left. */
  readonly grants: readonly AuditedGrant[];
  /** Which grants had been reversed before; needed for a refund only. */
  readonly reversed: ReadonlySet<number>;
}

/** Checks a reversal against the entry that it undoes, and carries it out. */
export function followReversal(books: AccountBooks, entry: AuditedEntry, moves: readonly MoveRead[], named: Original | undefined): void {
  const original = undone(entry, named);
  const { kind } = original.entry;
  if (kind === 'grant') return takeBack(books, moves, original, entry.reverses_rest);
  demand(kind === 'spend' || kind === 'capture', 'reversals', `an entry of kind ${kind} is never reversed`);
  const usage = readUsage(entry);
  const same = JSON.stringify(usage) === JSON.stringify(readUsage(original.entry));
  demand(same, 'usage', 'a reversal carries the usage of what it undoes');
  const taken = readMoves(original.entry.moves)
    .filter((move) => move.to === 'usage')
    .toReversed();
  const isWhole = entry.reverses_rest === 0n && taken.length === moves.length && taken.length > 0;
  demand(isWhole, 'reversals', 'a reversal gives back all that was taken');
  for (const [place, move] of moves.entries()) {
    const grant = move.grant === creditLine ? null : (books.grants.get(move.grant) ?? revived(original, move.grant));
    const to = grant === null ? 'unbilled' : grant.expiresMs <= books.atMs ? 'breakage' : 'available';
    const right = taken[place]?.grant === move.grant && taken[place].amount === move.amount && move.from === 'usage' && move.to === to;
    demand(right, 'reversals', `the reversal gives back credits of grant ${grant?.id ?? 'credit_line'} wrongly`);
    if (grant !== null && to === 'available' && !books.grants.has(grant.number)) books.addGrant(grant);
    books.carryOut(move, grant);
  }
  const { number, at } = original.entry;
  books.rules.budgets.giveBack(usage, -(entry.usage ?? 0n), { number: Number(number), atMs: at.getTime() }, books.atMs);
}

/**
 * Checks a refund: all of a first purchase that is unused is paid back, less what it pays of its bonus, and each bonus that is left goes
 * whole. The journal does not say how long the grace was, nor which bonus was named of which nothing is left.
 */
export function followRefund(books: AccountBooks, entry: AuditedEntry, moves: readonly MoveRead[], named: Original | undefined): void {
  const original = undone(entry, named);
  const purchase = books.grants.get(Number(original.entry.number));
  demand(purchase?.kind === 'purchased', 'refunds', 'a refund is of purchased credits of which something is left');
  demand(purchase.number === books.firstPurchase, 'refunds', `the first purchase is entry ${String(books.firstPurchase)}`);
  demand(!original.reversed.has(purchase.number), 'refunds', 'the purchase was reversed before');
  const [paid, ...others] = moves;
  const ofPurchase = others[0]?.grant === paid?.grant ? others[0] : undefined;
  const bonuses = ofPurchase ? others.slice(1) : others;
  demand(paid?.grant === purchase.number, 'refunds', 'a refund pays back credits of the purchase that it names');
  const pays = ofPurchase?.amount ?? 0n;
  const isPaid = paid.from === 'available' && paid.to === 'issuance';
  demand(isPaid && purchase.held === 0n, 'refunds', 'a purchase is paid back from available to issuance, while nothing of it is held');
  demand(ofPurchase === undefined || ofPurchase.to === 'promotions', 'refunds', 'what was used of a bonus goes to promotions');
  const whole = paid.amount + pays === purchase.available && entry.reverses_rest === purchase.amount - paid.amount;
  demand(whole, 'refunds', `the refund does not account for the ${purchase.available.toString()} that are left of the purchase`);
  books.carryOut(paid, purchase);
  if (ofPurchase) books.carryOut(ofPurchase, purchase);
  demand(pays >= withdraw(books, bonuses, original), 'refunds', 'the purchase pays for all that was used of its bonus');
  demand(pays <= books.bonusGranted, 'refunds', `the purchase pays ${pays.toString()} for a bonus, more than was ever given`);
  books.forget(moves);
}

/** Withdraws what is left of each bonus, and gives what was used of them. */
function withdraw(books: AccountBooks, moves: readonly MoveRead[], { reversed }: Original): bigint {
  let used = 0n;
  for (const move of moves) {
    const grant = books.grantOf(move);
    const isWhole = move.amount === grant.available && grant.held === 0n && move.from === 'available' && move.to === 'promotions';
    demand(grant.kind === 'bonus' && isWhole, 'refunds', `grant ${grant.id} is not withdrawn as a bonus of which nothing is held`);
    if (!reversed.has(grant.number)) used += grant.amount - grant.available;
    books.carryOut(move, grant);
  }
  return used;
}

function undone(entry: AuditedEntry, original: Original | undefined): Original {
  const { reverses_number: number, reverses_rest: rest } = entry;
  demand(number !== null && rest !== null && original !== undefined, 'reversals', 'a reversal names the entry that it undoes');
  demand(number < entry.number && original.entry.number === number, 'reversals', 'a reversal undoes an entry before it');
  return original;
}

function takeBack(books: AccountBooks, moves: readonly MoveRead[], { entry }: Original, rest: bigint | null): void {
  const grant = books.grants.get(Number(entry.number));
  demand(grant !== undefined && grant.held === 0n, 'reversals', 'a grant is reversed while something of it is left and nothing is held');
  const { amount: granted } = grant;
  const [move] = moves;
  if (move === undefined) {
    demand(grant.scheduled === granted && rest === 0n, 'reversals', `grant ${grant.id} is called off though it has taken effect`);
    grant.scheduled = 0n;
  } else {
    const whole = moves.length === 1 && move.grant === grant.number && move.amount === grant.available && rest === granted - move.amount;
    demand(whole, 'reversals', `the reversal does not take back what is unused of grant ${grant.id}`);
    const right = move.from === 'available' && move.to === sourceOf(grant.kind);
    demand(right, 'postings', `a ${grant.kind} grant does not go to ${move.to}`);
    books.carryOut(move, grant);
  }
  books.drop(grant);
}

function revived({ grants }: Original, number: number): GrantBook {
  const row = grants.find((candidate) => Number(candidate.number) === number);
  demand(row !== undefined, 'reversals', `grant ${String(number)} has no terms`);
  return grantBookOf(row);
}
