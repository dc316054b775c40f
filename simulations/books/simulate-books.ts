import type { Database } from '../../packages/server/src/database/index.ts';
import { amountFromText } from '../../packages/server/src/kernel/index.ts';
import { audit, Ledger, type AuditReport, type Books, type Entry } from '../../packages/server/src/ledger/index.ts';
import { generateYear, yearEndMs, yearStartMs } from './generate-year.ts';

/** What `npm run simulate -- books` prints with `--json`. */
export interface BooksSimulation {
  readonly simulation: 'books';
  readonly accounts: number;
  readonly entries: number;
  /** How long the books of the whole year took to read at the end. */
  readonly booksMs: number;
  readonly failures: readonly { readonly what: string }[];
}

type Demand = (holds: boolean, what: string) => void;

interface Look {
  readonly atMs: number;
  readonly books: Books;
}

/** Days after which the year is looked at; in between, at the end, and where a quarter ends. */
const looks = [20, 90, 180, 252, 272];
const wholeYear = { fromMs: yearStartMs, toMs: yearEndMs };

/**
 * Lives through a year and holds four ways of telling it against each other, to the last micro-credit: the books, the audit, the exports
 * and the statements. The books of a day must be the same on that day, whatever has been booked of it, and at the end of the year.
 */
export async function simulateBooks(
  database: Database,
  { accounts, everyDays }: { readonly accounts: number; readonly everyDays: number },
  tell: (what: string) => void = () => undefined,
): Promise<BooksSimulation> {
  const clock = { nowMs: yearStartMs };
  const ledger = new Ledger({ database, clock: { nowMs: () => clock.nowMs } });
  const accountIds = Array.from({ length: accounts }, (_, index) => `acct_of_the_year_${String(index)}`);
  const failures: { readonly what: string }[] = [];
  const demand: Demand = (holds, what) => {
    if (!holds && failures.length < 20) failures.push({ what });
  };
  const seen: Look[] = [];
  const look = async (): Promise<void> => {
    const atMs = clock.nowMs + 1;
    const before = await ledger.readBooks({ atMs });
    while ((await ledger.bookDue(1000)) === 1000);
    const books = await ledger.readBooks({ atMs });
    demand(sameBooks(before, books), `the books of ${timeOf(atMs)} change when what is due is booked`);
    demandAudited(books, await audit(database, { atMs: clock.nowMs }), demand);
    seen.push({ atMs, books });
    tell(`${timeOf(atMs)}: ${String(books.entries)} entries`);
  };

  await generateYear({ ledger, clock, accountIds, everyDays }, async (day) => {
    if (looks.some((each) => day >= each && day - everyDays < each)) await look();
  });
  clock.nowMs = yearEndMs - 1;
  await look();
  const startedMs = performance.now();
  const year = await ledger.readBooks({ fromMs: yearStartMs, atMs: yearEndMs });
  const booksMs = Math.round(performance.now() - startedMs);
  for (const { atMs, books } of seen) {
    demand(sameBooks(await ledger.readBooks({ atMs }), books), `the books of ${timeOf(atMs)} are others at the end of the year`);
  }
  // Of the past, too, and not only of what is booked.
  for (const { atMs, books } of seen.filter((_, index) => index % 2 === 1)) {
    demandAudited(books, await audit(database, { atMs: atMs - 1 }), demand);
  }
  tell('reads every statement and every export');
  const told = await tellAll(ledger, accountIds, seen, demand);
  for (const [index, { atMs, books }] of seen.entries()) {
    for (const { book, closing } of books.books) {
      const exported = told[index]?.get(book) ?? 0n;
      demand(exported === closing, `${book} is ${String(closing)} in the books of ${timeOf(atMs)} and ${String(exported)} in the exports`);
    }
  }
  await ledger.close();
  return { simulation: 'books', accounts, entries: year.entries, booksMs, failures };
}

/** The audit follows the journal with code of its own; it counts up to and with its moment, the books count before theirs. */
function demandAudited(books: Books, { difference, sums, funds, outstanding }: AuditReport, demand: Demand): void {
  const at = timeOf(books.atMs);
  demand(difference === null, `the audit finds ${JSON.stringify(difference)}`);
  for (const { book, closing } of books.books) {
    demand(sums[book] === closing, `${book} is ${String(closing)} in the books of ${at} and ${String(sums[book])} in the audit`);
  }
  for (const { fund, changes } of books.funds) {
    for (const [book, amount] of Object.entries(changes)) {
      const audited = Object.entries(funds[fund] ?? {}).find(([name]) => name === book)?.[1] ?? 0n;
      demand(audited === amount, `${book} of ${fund} is ${String(amount)} in the books of ${at} and ${String(audited)} in the audit`);
    }
  }
  demand(textOf(books.outstanding) === textOf(outstanding), `what is outstanding in the books of ${at} is another in the audit`);
}

function textOf(outstanding: AuditReport['outstanding']): string {
  return outstanding
    .map(({ fund, expiryMonth, available, held }) => `${expiryMonth ?? 'never'} ${fund} ${String(available)} ${String(held)}`)
    .toSorted()
    .join('\n');
}

/** What each book holds at each look, from the exports. */
type Told = readonly Map<string, bigint>[];

/** Reads the statement, both exports and the usage of every account, and compares them with each other. */
async function tellAll(ledger: Ledger, accountIds: readonly string[], seen: readonly Look[], demand: Demand): Promise<Told> {
  const told: Told = seen.map(() => new Map<string, bigint>());
  const workers = Array.from({ length: 4 }, async (_, worker) => {
    for (let index = worker; index < accountIds.length; index += 4) {
      const accountId = accountIds[index] ?? '';
      const entries = await statementOf(ledger, accountId);
      const lines = await linesOf(ledger, accountId, 'json');
      const rows = (await linesOf(ledger, accountId, 'csv')).slice(1);
      demand(
        entries.length === lines.length && entries.length === rows.length,
        `${accountId} has ${String(entries.length)} entries, ${String(lines.length)} lines of JSON and ${String(rows.length)} of CSV`,
      );
      for (const [at, entry] of entries.entries()) {
        // Each line is an entry as the export documents it.
        const line = JSON.parse(lines[at] ?? '{}') as { hash?: string; at?: string; postings?: { book: string; amount: string }[] };
        demand(
          line.hash === entry.hash && rows[at]?.endsWith(`,${entry.hash}`) === true,
          `the exports of ${entry.id} are of another entry`,
        );
        for (const [place, { atMs }] of seen.entries()) {
          if (Date.parse(line.at ?? '') >= atMs) continue;
          const sums = told[place];
          for (const { book, amount } of line.postings ?? []) sums?.set(book, (sums.get(book) ?? 0n) + (amountFromText(amount) ?? 0n));
        }
      }
      const balance = await ledger.readBalance(accountId);
      demand(entries.at(-1)?.balanceAfter === balance.balance, `the statement of ${accountId} does not end in its balance`);
      const { total } = await ledger.readUsage(accountId, { ...wholeYear, groupBy: ['day', 'model', 'project'] });
      const used = entries.reduce((sum, entry) => sum + usedIn(entry), 0n);
      demand(total.amount === used, `the usage of ${accountId} is ${String(total.amount)}, its statement has ${String(used)}`);
    }
  });
  await Promise.all(workers);
  return told;
}

async function statementOf(ledger: Ledger, accountId: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.readStatement(accountId, { cursor, limit: 1000 });
    entries.push(...page.entries);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return entries.toReversed();
}

async function linesOf(ledger: Ledger, accountId: string, format: 'csv' | 'json'): Promise<readonly string[]> {
  let text = '';
  for await (const piece of await ledger.exportStatement(accountId, { format })) text += piece;
  return text.split(format === 'csv' ? '\r\n' : '\n').slice(0, -1);
}

/** How many entries are booked may be another number; nothing else. */
function sameBooks(one: Books, other: Books): boolean {
  const text = (books: Books): string =>
    JSON.stringify({ ...books, entries: 0 }, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return text(one) === text(other);
}

/** What an entry is of usage: to give and to take back refunded credits is none. */
function usedIn({ kind, postings }: Entry): bigint {
  const used = postings.find(({ book }) => book === 'usage')?.amount ?? 0n;
  return kind === 'capture' || kind === 'spend' || (kind === 'reverse' && used < 0n) ? used : 0n;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
