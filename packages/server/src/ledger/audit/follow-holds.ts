import { creditLine, type AccountBooks, type HoldBook } from './account-books.ts';
import { demand } from './broken.ts';
import { take } from './follow-taking.ts';
import { readUsage, type MoveRead } from './moves.ts';
import type { AuditedEntry } from './queries.ts';

export function followSpend(books: AccountBooks, entry: AuditedEntry, moves: readonly MoveRead[]): void {
  const { budgets } = books.rules;
  const usage = readUsage(entry);
  budgets.demandRoom(usage, entry.usage ?? 0n, books.atMs);
  take(books, moves, 'usage');
  budgets.use(usage, entry.usage ?? 0n, books.atMs);
}

export function openHold(books: AccountBooks, entry: AuditedEntry, moves: readonly MoveRead[]): void {
  const { hold_id: id, hold_deadline_at: deadline } = entry;
  demand(id !== null && deadline !== null && entry.hold_step === 0, 'holds', 'a hold is opened without id, deadline or step');
  demand(!books.holds.has(id), 'holds', `hold ${id} is open already`);
  demand(deadline.getTime() > books.atMs, 'holds', `hold ${id} ends before it begins`);
  const amount = entry.held ?? 0n;
  const hold: HoldBook = {
    id,
    number: books.number,
    amount,
    openedMs: books.atMs,
    deadlineMs: deadline.getTime(),
    captured: 0n,
    steps: 0,
    parts: moves.map((move) => ({ grant: move.grant, amount: move.amount })),
    usage: readUsage(entry),
  };
  const { budgets } = books.rules;
  budgets.demandRoom(hold.usage, amount, books.atMs);
  take(books, moves, 'held');
  books.openHold(hold);
  budgets.hold(hold, amount);
  // A hold uses nothing yet, and yet it is an entry of its budgets.
  budgets.use(hold.usage, 0n, books.atMs);
}

export function followCapture(books: AccountBooks, entry: AuditedEntry, moves: readonly MoveRead[]): void {
  const hold = holdOf(books, entry);
  const usage = readUsage(entry);
  for (const place of [0, 1, 2]) {
    const same = (usage?.[place] ?? null) === (hold.usage?.[place] ?? null);
    demand(same, 'usage', `the capture is of another project, API key or session than hold ${hold.id}`);
  }
  const isUsage = (move: MoveRead | undefined): boolean => move?.to === 'usage';
  let inHold = 0;
  while (moves[inHold]?.from === 'held' && isUsage(moves[inHold])) inHold += 1;
  let taken = inHold;
  while (isUsage(moves[taken])) taken += 1;
  const [fromHold, above, back] = [moves.slice(0, inHold), moves.slice(inHold, taken), moves.slice(taken)];
  const { budgets } = books.rules;
  budgets.demandRoom(hold.usage, sumOf(above), books.atMs);
  for (const move of fromHold) {
    const [part] = hold.parts;
    const inOrder = part !== undefined && part.grant === move.grant && part.amount >= move.amount;
    demand(inOrder, 'holds', `the capture takes from hold ${hold.id} what it does not hold, or out of order`);
    books.carryOut(move, move.grant === creditLine ? null : books.grantOf(move));
    part.amount -= move.amount;
    if (part.amount === 0n) hold.parts.shift();
  }
  demand(above.length === 0 || hold.parts.length === 0, 'holds', `the capture goes above hold ${hold.id} before it is empty`);
  take(books, above, 'usage');
  budgets.hold(hold, -sumOf(fromHold));
  budgets.use(usage, sumOf(fromHold) + sumOf(above), books.atMs);
  hold.captured += entry.usage ?? 0n;
  if (entry.hold_step === -1) {
    giveBack(books, hold, back);
  } else {
    hold.steps += 1;
    const inStep = entry.hold_step === hold.steps && back.length === 0;
    demand(inStep, 'holds', `step ${String(entry.hold_step)} of hold ${hold.id} is out of order`);
  }
  books.forget(moves);
}

export function followExtend(books: AccountBooks, entry: AuditedEntry, moves: readonly MoveRead[]): void {
  const hold = holdOf(books, entry);
  const deadlineMs = entry.hold_deadline_at?.getTime() ?? 0;
  hold.steps += 1;
  const right = moves.length === 0 && entry.hold_step === hold.steps && deadlineMs > hold.deadlineMs;
  demand(right, 'holds', `hold ${hold.id} is extended to no later time, or out of order`);
  hold.deadlineMs = deadlineMs;
  books.watch(hold);
}

/** A hold that was voided or has timed out. */
export function endHold(books: AccountBooks, entry: AuditedEntry, moves: readonly MoveRead[]): void {
  const hold = holdOf(books, entry);
  demand(entry.hold_step === -1, 'holds', `hold ${hold.id} ends with step ${String(entry.hold_step)}`);
  giveBack(books, hold, moves);
}

/** Checks that all that a hold still holds goes back, last taken first, and to breakage where the grant has expired. */
export function giveBack(books: AccountBooks, hold: HoldBook, moves: readonly MoveRead[]): void {
  const expected = givenBack(books, hold);
  const counts = `${String(moves.length)} parts of ${String(expected.length)}`;
  demand(expected.length === moves.length, 'holds', `hold ${hold.id} gives back ${counts}`);
  for (const [place, move] of moves.entries()) {
    const due = expected[place];
    const same = due?.grant === move.grant && due.amount === move.amount && move.from === 'held' && due.to === move.to;
    demand(same, 'holds', `hold ${hold.id} gives back credits of grant ${String(move.grant)} wrongly`);
    books.carryOut(move, move.grant === creditLine ? null : books.grantOf(move));
  }
  books.rules.budgets.hold(hold, -sumOf(moves));
  books.holds.delete(hold.id);
  books.forget(moves);
}

/** What a hold gives back when it ends now. */
export function givenBack(books: AccountBooks, { parts }: HoldBook): readonly MoveRead[] {
  return parts.toReversed().map(({ grant, amount }) => {
    if (grant === creditLine) return { grant, from: 'held', to: 'unbilled', amount };
    const expiresMs = books.grants.get(grant)?.expiresMs ?? Infinity;
    return { grant, from: 'held', to: expiresMs <= books.atMs ? 'breakage' : 'available', amount };
  });
}

function sumOf(moves: readonly MoveRead[]): bigint {
  return moves.reduce((sum, move) => sum + move.amount, 0n);
}

function holdOf(books: AccountBooks, entry: AuditedEntry): HoldBook {
  const hold = books.holds.get(entry.hold_id ?? '');
  demand(hold !== undefined, 'holds', `hold ${entry.hold_id ?? '(none)'} is not open`);
  return hold;
}
