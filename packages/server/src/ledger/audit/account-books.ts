import type { AuditedAccount, AuditedBook, AuditedEntry } from './queries.ts';
import { auditedBooks } from './queries.ts';

/** A rule of the ledger that does not hold somewhere. */
export class Broken extends Error {
  readonly rule: string;

  constructor(rule: string, detail: string) {
    super(detail);
    this.rule = rule;
  }
}

export function demand(condition: boolean, rule: string, detail: string): asserts condition {
  if (!condition) throw new Broken(rule, detail);
}

export interface GrantBook {
  readonly number: number;
  readonly id: string;
  readonly kind: string;
  readonly amount: bigint;
  readonly priority: number;
  readonly effectiveMs: number;
  readonly expiresMs: number;
  readonly createdMs: number;
  readonly originKind: string | null;
  scheduled: bigint;
  available: bigint;
  held: bigint;
}

export interface HoldBook {
  readonly id: string;
  readonly number: number;
  readonly amount: bigint;
  readonly openedMs: number;
  deadlineMs: number;
  captured: bigint;
  steps: number;
  parts: { grant: number; amount: bigint }[];
  /** Project, API key, session, model and operation, or `null` when none is named. */
  readonly usage: UsageRead;
}

export type UsageRead = readonly (string | null)[] | null;

export function readUsage(entry: AuditedEntry): UsageRead {
  const named = [entry.project_id, entry.api_key_id, entry.session_id, entry.model, entry.operation];
  return named.every((value) => value === null) ? null : named;
}

export interface MoveRead {
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

/** What moves do to each book. */
export function sumsOf(moves: readonly MoveRead[]): ReadonlyMap<AuditedBook, bigint> {
  const sums = new Map<AuditedBook, bigint>(auditedBooks.map((book) => [book, 0n]));
  for (const { from, to, amount } of moves) {
    sums.set(from, (sums.get(from) ?? 0n) - amount);
    sums.set(to, (sums.get(to) ?? 0n) + amount);
  }
  return sums;
}

/** Whether `a` is to be spent before `b`: priority, expiry, gifts, effective, created, id. */
export function isSpentBefore(a: GrantBook, b: GrantBook): boolean {
  const rank = (grant: GrantBook): readonly (number | string)[] => [
    grant.priority,
    grant.expiresMs,
    ['bonus', 'promotional', 'trial'].includes(grant.originKind ?? grant.kind) ? 0 : 1,
    grant.effectiveMs,
    grant.createdMs,
    grant.id,
  ];
  const other = rank(b);
  for (const [place, value] of rank(a).entries()) {
    const against = other[place];
    if (against !== undefined && value !== against) return value < against;
  }
  return false;
}

/** The account row that the journal leads to, beside the one that is stored. */
export function compareAccount(
  row: AuditedAccount,
  grants: readonly GrantBook[],
  holds: readonly HoldBook[],
  last: { readonly number: number; readonly atMs: number; readonly hash: string; readonly balance: bigint; readonly held: bigint },
): void {
  const same = (rule: string, what: string, stored: string, derived: string): void =>
    demand(stored === derived, rule, `the account row has ${what} ${stored}, the journal leads to ${derived}`);
  same('numbering', 'last number', row.last_number.toString(), String(last.number));
  same('time', 'last time', row.last_at.toISOString(), new Date(last.atMs).toISOString());
  same('chain', 'last hash', row.last_hash.toString('hex'), last.hash);
  same('balance', 'balance', row.balance.toString(), last.balance.toString());
  same('balance', 'held', row.held.toString(), last.held.toString());
  const live = grants.filter((grant) => grant.scheduled + grant.available + grant.held > 0n);
  const grantsByOrder = live.toSorted((a, b) => (isSpentBefore(a, b) ? -1 : 1));
  same(
    'grants',
    'grants',
    JSON.stringify(termsAndCredits(row)),
    JSON.stringify(
      grantsByOrder.map((grant) => [
        grant.number,
        grant.id,
        grant.kind,
        grant.priority,
        grant.effectiveMs,
        grant.expiresMs === Infinity ? null : grant.expiresMs,
        grant.createdMs,
        grant.scheduled.toString(),
        grant.available.toString(),
        grant.held.toString(),
        grant.originKind,
      ]),
    ),
  );
  same(
    'holds',
    'holds',
    JSON.stringify(row.holds),
    JSON.stringify(
      holds.map((hold) => [
        hold.id,
        hold.number,
        hold.amount.toString(),
        hold.captured.toString(),
        hold.openedMs,
        hold.deadlineMs,
        hold.steps,
        hold.parts.map((part) => [part.grant, part.amount.toString()]),
        hold.usage,
      ]),
    ),
  );
  const dueMs = Math.min(
    ...warningsOf(row),
    ...holds.map((hold) => hold.deadlineMs),
    ...live.map((grant) => (grant.scheduled > 0n ? grant.effectiveMs : grant.available > 0n ? grant.expiresMs : Infinity)),
  );
  same('due', 'next due time', row.next_due_at?.toISOString() ?? 'never', dueMs === Infinity ? 'never' : new Date(dueMs).toISOString());
}

/** The packed grants of a row; only the lead part follows from the journal, the last member says what was told. */
function packedGrants(row: AuditedAccount): readonly (readonly unknown[])[] {
  return Array.isArray(row.grants) ? row.grants.filter((grant: unknown) => Array.isArray(grant)) : [];
}

function termsAndCredits(row: AuditedAccount): readonly (readonly unknown[])[] {
  return packedGrants(row).map((grant) => grant.slice(0, -1));
}

/** When it is to be told next of each grant that it expires. */
function warningsOf(row: AuditedAccount): readonly number[] {
  return packedGrants(row).map((grant) => {
    const [expiresMs, available, told] = [grant[5], grant[8], grant[11]];
    const days = told === 0 ? 30 : told === 30 ? 7 : told === 7 ? 1 : undefined;
    return typeof expiresMs === 'number' && available !== '0' && days !== undefined ? expiresMs - days * 86_400_000 : Infinity;
  });
}
