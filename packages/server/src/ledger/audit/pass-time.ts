import type { AccountBooks, Due, GrantBook } from './account-books.ts';
import { sourceOf } from './follow-grants.ts';
import { giveBack, givenBack } from './follow-holds.ts';
import { expiryOfNext, rolloverDue, type RecurringBook } from './recurring-books.ts';

/** Does what time alone has done by a moment, whether it was booked or not. */
export function passTo(books: AccountBooks, atMs: number): void {
  for (let due = books.firstDue(); due !== undefined && due.atMs <= atMs; due = books.firstDue()) {
    books.atMs = due.atMs;
    pass(books, due);
  }
}

function pass(books: AccountBooks, due: Due): void {
  switch (due.rank) {
    case 0:
      return passCycle(books, due.recurring);
    case 1: {
      const amount = due.grant.scheduled;
      due.grant.scheduled = 0n;
      return books.carryOut({ grant: due.number, from: sourceOf(due.grant.kind), to: 'available', amount }, due.grant);
    }
    case 2:
      return giveBack(books, due.hold, givenBack(books, due.hold));
    case 3: {
      const move = { grant: due.number, from: 'available', to: 'breakage', amount: due.grant.available } as const;
      books.carryOut(move, due.grant);
      return books.forget([move]);
    }
  }
}

function passCycle(books: AccountBooks, recurring: RecurringBook): void {
  const source = sourceOf(recurring.kind);
  const rolls = rolloverDue(recurring, books.grants, books.atMs);
  if (rolls) {
    const move = { grant: rolls.from.number, from: 'available', to: source, amount: rolls.amount } as const;
    books.carryOut(move, rolls.from);
    books.forget([move]);
    give(books, recurring, rolls.amount, true);
    recurring.rolled = [...rolls.kept, books.number];
  }
  give(books, recurring, recurring.amount, false);
  books.rules.recurring.pass(recurring, books.number);
}

function give(books: AccountBooks, recurring: RecurringBook, amount: bigint, isRollover: boolean): void {
  books.number += 1;
  const { number, atMs } = books;
  const { kind, priority } = recurring;
  const grant: GrantBook = {
    number,
    // It has none before it is booked.
    id: '',
    kind,
    amount,
    priority,
    effectiveMs: atMs,
    expiresMs: expiryOfNext(recurring, isRollover),
    createdMs: atMs,
    originKind: null,
    fund: kind,
    scheduled: 0n,
    available: 0n,
    held: 0n,
  };
  books.addGrant(grant);
  books.carryOut({ grant: number, from: sourceOf(kind), to: 'available', amount }, grant);
}
