import { isSpentBefore, type AccountBooks, type GrantBook } from './account-books.ts';
import { demand } from './broken.ts';
import type { AuditedAccount } from './queries.ts';

/** The account row that the journal leads to, beside the one that is stored. */
export function compareAccount(row: AuditedAccount, books: AccountBooks): void {
  const same = (rule: string, what: string, stored: string, derived: string): void =>
    demand(stored === derived, rule, `the account row has ${what} ${stored}, the journal leads to ${derived}`);
  same('numbering', 'last number', row.last_number.toString(), String(books.number));
  same('time', 'last time', row.last_at.toISOString(), new Date(books.atMs).toISOString());
  same('chain', 'last hash', row.last_hash.toString('hex'), books.hash);
  same('balance', 'balance', row.balance.toString(), books.balance.toString());
  same('balance', 'held', row.held.toString(), books.held.toString());
  const live = [...books.grants.values()].toSorted((a, b) => (isSpentBefore(a, b) ? -1 : 1));
  const stored = packedGrants(row);
  compare('grants', 'grants', stored.map(termsAndCredits), live.map(packedGrant));
  compare('holds', 'holds', row.holds, [...books.holds.values()].map(packedHold));
  compareRules(row.rules, books.rules.packed(books.balance, books.atMs));
  let dueMs = books.firstDue()?.atMs ?? Infinity;
  for (const [place, grant] of live.entries()) dueMs = Math.min(dueMs, nextWarningMs(grant, stored[place]?.at(-1)));
  const [storedDue, derivedDue] = [timeText(row.next_due_at?.getTime() ?? Infinity), timeText(dueMs)];
  // It may be earlier: then it is looked for in vain once. Later, something would stay asleep.
  demand(
    (row.next_due_at?.getTime() ?? Infinity) <= dueMs,
    'due',
    `the account row has next due time ${storedDue}, the journal leads to ${derivedDue}`,
  );
}

function timeText(ms: number): string {
  return ms === Infinity ? 'never' : new Date(ms).toISOString();
}

function packedGrant(grant: GrantBook): readonly unknown[] {
  return [
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
  ];
}

function packedHold(hold: AccountBooks['holds'] extends ReadonlyMap<string, infer Hold> ? Hold : never): readonly unknown[] {
  return [
    hold.id,
    hold.number,
    hold.amount.toString(),
    hold.captured.toString(),
    hold.openedMs,
    hold.deadlineMs,
    hold.steps,
    hold.parts.map((part) => [part.grant, part.amount.toString()]),
    hold.usage,
  ];
}

/** The packed grants of a row. */
function packedGrants(row: AuditedAccount): readonly (readonly unknown[])[] {
  return Array.isArray(row.grants) ? row.grants.filter((grant: unknown) => Array.isArray(grant)) : [];
}

/** The last member says what was told of a grant, which no entry does. */
function termsAndCredits(grant: readonly unknown[]): readonly unknown[] {
  return grant.slice(0, -1);
}

/** The members of packed rules, and the rule that each of them follows. */
const rulesByPlace = ['reserve', 'alerts', 'alerts', 'credit', 'budgets', 'recurring'];
const namesByPlace = ['reserve', 'alert level', 'alert told', 'credit line', 'budgets', 'recurring grants'];

function compareRules(stored: unknown, derived: readonly unknown[] | null): void {
  if (!Array.isArray(stored) || derived === null) return compare('rules', 'rules', stored, derived);
  for (const [place, name] of namesByPlace.entries()) compare(rulesByPlace[place] ?? 'rules', name, stored[place], derived[place]);
}

/** Demands that two values of JSON are the same, and names the first place at which they are not. */
function compare(rule: string, what: string, stored: unknown, derived: unknown): void {
  if (Array.isArray(stored) && Array.isArray(derived)) {
    for (let place = 0; place < Math.max(stored.length, derived.length); place += 1) {
      const inside = JSON.stringify(stored[place]) !== JSON.stringify(derived[place]);
      if (inside) compare(rule, `${what}[${String(place)}]`, stored[place], derived[place]);
    }
    return;
  }
  const [there, expected] = [JSON.stringify(stored) ?? 'nothing', JSON.stringify(derived) ?? 'nothing'];
  demand(there === expected, rule, `the account row has ${what} ${there}, the journal leads to ${expected}`);
}

const dayMs = 86_400_000;
/** How many days ahead it is told that credits expire, and that none was told. */
const warnings = [30, 7, 1];

/**
 * When it is told next that a grant expires. What was told before depends on when somebody looked, which no entry says: it must be one of
 * the warnings, and none that lay ahead when the grant took effect may be missing.
 */
function nextWarningMs(grant: GrantBook, told: unknown): number {
  const { id, expiresMs, createdMs, effectiveMs, available } = grant;
  const over = warnings.filter((days) => expiresMs - days * dayMs <= Math.max(createdMs, effectiveMs)).at(-1) ?? 0;
  const isKnown = told === 0 || (typeof told === 'number' && warnings.includes(told));
  demand(
    isKnown && (expiresMs !== Infinity || told === 0),
    'alerts',
    `of grant ${id} it was told ${JSON.stringify(told)} days ahead, which is never told`,
  );
  const next = warnings.find((days) => told === 0 || days < told);
  const wasOver = over === 0 || (told !== 0 && told <= over);
  demand(wasOver, 'alerts', `grant ${id} took effect after its warning ${String(over)} days ahead, the row says ${String(told)}`);
  return available === 0n || next === undefined ? Infinity : expiresMs - next * dayMs;
}
