import type { ModelAccount } from './model-account.ts';
import { laterOnCalendar } from './model-calendar.ts';
import { issuers } from './model-entry.ts';
import type { ModelRecurring } from './model-rules.ts';

/** When a cycle begins. */
export function beginOfCycle({ terms, anchorMs }: Pick<ModelRecurring, 'terms' | 'anchorMs'>, index: number): number {
  return laterOnCalendar(anchorMs, terms.timeZone ?? 'UTC', terms.unit, (terms.every ?? 1) * index);
}

/** Whether one still runs: it does until its last cycle ends. */
export function runs({ cyclesLeft, nextAtMs }: ModelRecurring, atMs: number): boolean {
  return cyclesLeft !== 0 || nextAtMs > atMs;
}

/** What happens to an account where a cycle begins: what the one before has left rolls over, and then the next one is granted. */
export function beginCycle(account: ModelAccount, recurring: ModelRecurring): void {
  const { nextAtMs: atMs } = recurring;
  rollOver(account, recurring, atMs);
  const { terms, nextIndex } = recurring;
  const nextAtMs = beginOfCycle(recurring, nextIndex + 1);
  const kind = terms.kind ?? 'subscription';
  const granted = { kind, origin: kind, priority: terms.priority ?? 50, amount: terms.amount, effectiveAtMs: atMs, expiresAtMs: nextAtMs };
  account.addGrant(granted, atMs);
  const { number } = account.book('grant', atMs);
  recurring.nextIndex += 1;
  recurring.nextAtMs = nextAtMs;
  recurring.current = number;
  if (recurring.cyclesLeft !== null) recurring.cyclesLeft -= 1;
}

/** Up to the cap, over all that has rolled over and is still there. */
function rollOver(account: ModelAccount, recurring: ModelRecurring, atMs: number): void {
  const { terms, nextIndex } = recurring;
  const { rollover } = terms;
  const ending = account.grants.find((grant) => grant.number === recurring.current);
  if (rollover === null || rollover === undefined || ending === undefined) return;
  const kept = account.grants
    .filter((grant) => recurring.rolled.includes(grant.number) && (grant.expiresAtMs === null || grant.expiresAtMs > atMs))
    .reduce((sum, grant) => sum + grant.available + grant.held, 0n);
  const room = rollover.max === null ? ending.available : rollover.max - kept;
  const amount = room < ending.available ? room : ending.available;
  if (amount <= 0n) return;
  account.move(ending, 'available', issuers[ending.kind], amount);
  const expiresAtMs = rollover.cycles === null ? null : beginOfCycle(recurring, nextIndex + rollover.cycles);
  const { kind, priority } = ending;
  account.addGrant({ kind, origin: kind, priority, amount, effectiveAtMs: atMs, expiresAtMs }, atMs);
  const { number } = account.book('rollover', atMs);
  recurring.rolled = [...recurring.rolled, number];
}
