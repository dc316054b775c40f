import type { PlantedFault } from './planted-fault.ts';

/** Defects that the simulation must notice, in the ledger's code or as PostgreSQL would show them to a ledger that has them. */
export const plantedFaults: Readonly<Record<string, PlantedFault>> = {
  'a write without its version guard': { rewrite: (text) => text.replace('where a.version = excluded.version - 1', '') },
  'a transfer that skips the lock': { rewrite: (text) => text.replace(/ for update$/u, '') },
  'no look at the ids that were used': { change: (rows) => rows.filter((row) => row['source'] !== 'entry') },
  'forgotten refusals': { change: (rows) => rows.filter((row) => row['source'] !== 'refusal') },
  'grants that expire a millisecond late': { change: (rows) => rows.map((row) => withGrants(row, expiresLate)) },
  'grants in the wrong order': { change: (rows) => rows.map((row) => withGrants(row, (grants) => grants.toReversed())) },
  'a hold that comes back after its end': { change: keepFirstHolds() },
  'an entry without its event': {
    rewrite: (text) => text.replace(/(told as [^\n]+) is true/u, '$1 is null'),
  },
  'an answer without a commit': { discards: (text) => text.includes('with saved as') },
  'a hold that counts from its capture on': {
    mutation: {
      file: 'ledger/account/funds.ts',
      find: 'const own = ownFundsOf(state, useReserve);',
      replace: 'const own = state.balance;',
    },
  },
  'a capture twice': {
    theme: 'reversals',
    mutation: {
      file: 'ledger/decide/decide-capture.ts',
      find: "{ change: 'end', holdId: hold.id, end: 'captured' }",
      replace: "{ change: 'capture', hold: { ...hold, captured: hold.captured + amount, steps: hold.steps + 1, parts: [] } }",
    },
  },
  'credits that come back in the order in which they were taken': {
    mutation: { file: 'ledger/account/advance.ts', find: 'return parts.toReversed().map((part)', replace: 'return parts.map((part)' },
  },
  'a hold that times out a millisecond late': {
    mutation: { file: 'ledger/account/advance.ts', find: 'dueMs !== null && dueMs <= nowMs', replace: 'dueMs !== null && dueMs < nowMs' },
  },
  'a reversal twice': {
    mutation: { file: 'ledger/decide/decide-reverse.ts', find: 'if (found.reversed) return', replace: 'if (false) return' },
  },
  'a reversal that gives credits back to an expired grant': {
    theme: 'reversals',
    mutation: {
      file: 'ledger/decide/decide-reverse.ts',
      find: "const to = expiresAtMs !== null && expiresAtMs <= atMs ? ('breakage' as const) : ('available' as const);",
      replace: "const to = 'available' as const;",
    },
  },
  'a transfer of credits that must stay': {
    mutation: { file: 'ledger/decide/decide-transfer.ts', find: '!blockedKinds.has(grant.originKind ?? grant.kind)', replace: 'true' },
  },
  'a limit by day that is forgotten': {
    theme: 'transfers',
    mutation: { file: 'ledger/decide/decide-transfer.ts', find: 'sentToday + amount > perDayMax', replace: 'amount > perDayMax' },
  },
  'an extension that makes a hold shorter': {
    mutation: { file: 'ledger/decide/decide-extend.ts', find: 'deadlineMs <= hold.deadlineMs', replace: 'false' },
  },
  'an event twice': {
    mutation: {
      file: 'ledger/commit/store-accounts.ts',
      find: 'booked.map(({ entry }) => bookedEvent(entry))',
      replace: "booked.flatMap(({ entry }) => (entry.kind === 'void' ? [bookedEvent(entry), bookedEvent(entry)] : [bookedEvent(entry)]))",
    },
  },
  'a budget that is not enforced': {
    theme: 'budgets',
    mutation: {
      file: 'ledger/account/budgets.ts',
      find: 'if (budget.used + held + amount <= budget.limit) continue;',
      replace: 'continue;',
    },
  },
  'a budget that does not count open holds': {
    theme: 'budgets',
    mutation: { file: 'ledger/account/budgets.ts', find: 'const held = heldWithin(budget, state);', replace: 'const held = 0n;' },
  },
  'a budget that never starts anew': {
    mutation: { file: 'ledger/account/budgets.ts', find: 'budget.windowEndMs === null || atMs < budget.windowEndMs', replace: 'true' },
  },
  'a budget of which it is told again and again': {
    theme: 'budgets',
    mutation: { file: 'ledger/account/follow-rules.ts', find: 'share > budget.told && share !== 0', replace: 'share !== 0' },
  },
  'a low balance of which it is never told again': {
    mutation: {
      file: 'ledger/account/follow-rules.ts',
      find: 'keptRules({ ...before, credit, budgets, alerted, recurring })',
      replace: 'keptRules({ ...before, credit, budgets, recurring, alerted: alerted || before.alerted })',
    },
  },
  'an expiry of which it is told too late': {
    mutation: { file: 'ledger/account/expiry-warnings.ts', find: '?? Infinity) <= nowMs', replace: '?? Infinity) < nowMs' },
  },
  'a reserve that is spent': {
    mutation: {
      file: 'ledger/account/funds.ts',
      find: 'const reserve = useReserve ? 0n : ',
      replace: 'const reserve = useReserve || state.balance > 0n ? 0n : ',
    },
  },
  'credit beyond its limit': {
    theme: 'credit',
    mutation: {
      file: 'ledger/account/funds.ts',
      find: 'credit.limit - credit.unbilled - credit.billed',
      replace: 'credit.limit - credit.unbilled',
    },
  },
  'a rollover beyond its cap': {
    theme: 'recurring',
    mutation: { file: 'ledger/account/recurring.ts', find: 'rollover.max - kept', replace: 'rollover.max' },
  },
  'cycles that lose the last day of the month': {
    theme: 'recurring',
    mutation: {
      file: 'ledger/account/recurring.ts',
      find: 'addOnCalendar(anchorMs, timeZone, unit, every * index)',
      replace:
        'addOnCalendar(addOnCalendar(anchorMs, timeZone, unit, every * (index > 1 ? index - 1 : 0)), timeZone, unit, every * (index > 1 ? 1 : index))',
    },
  },
  'cycles that do not follow the change of clocks': {
    theme: 'recurring',
    mutation: { file: 'ledger/account/recurring.ts', find: 'addOnCalendar(anchorMs, timeZone,', replace: "addOnCalendar(anchorMs, 'UTC'," },
  },
  'a refund that forgets the bonus that was used': {
    theme: 'refunds',
    mutation: { file: 'ledger/decide/decide-refund.ts', find: 'granted.available - bonusUsed', replace: 'granted.available' },
  },
  'a reversal to another grant': {
    mutation: {
      file: 'ledger/decide/decide-reverse.ts',
      find: "return { grant: number, from: 'usage' as const, to, amount };",
      replace: "return { grant: state.grants[0]?.number ?? number, from: 'usage' as const, to, amount };",
    },
  },
  'a refusal that is not remembered': {
    mutation: { file: 'ledger/decide/decide-requests.ts', find: 'progress.refusals.push(remembered);', replace: '' },
  },
  'rows alongside that are written again': {
    mutation: { file: 'ledger/commit/commit-locked.ts', find: ' && !outcome.replayed', replace: '' },
  },
};

type Packed = readonly unknown[];

function withGrants(row: Record<string, unknown>, change: (grants: readonly Packed[]) => readonly Packed[]): Record<string, unknown> {
  const { grants } = row;
  // The only rows with a list of grants are those of accounts, and each grant is a list there.
  return Array.isArray(grants) ? { ...row, grants: change(grants as readonly Packed[]) } : row;
}

function expiresLate(grants: readonly Packed[]): readonly Packed[] {
  // The sixth member is the moment of the expiry.
  return grants.map((grant) => grant.map((member, index) => (index === 5 && typeof member === 'number' ? member + 1 : member)));
}

/** Shows an account's last hold again when it has gone from the list. */
function keepFirstHolds(): NonNullable<PlantedFault['change']> {
  const last = new Map<unknown, readonly unknown[]>();
  return (rows) =>
    rows.map((row) => {
      const { holds } = row;
      if (!Array.isArray(holds)) return row;
      const kept = last.get(row['account_id']) ?? [];
      if (holds.length > 0) last.set(row['account_id'], holds);
      return holds.length === 0 ? { ...row, holds: kept } : row;
    });
}
