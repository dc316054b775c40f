import { Wrong } from './check-members.ts';
import type { BudgetScope, Rollover } from '../account-rules.ts';
import type { Command, CommandBase, NamedTransfer, TransferLimits } from '../commands.ts';
import type { Reference } from '../entries.ts';
import { usageMembers } from '../usage.ts';

type Named = Command | NamedTransfer;
/** The members of a command that not every command has. */
type OwnMember<N extends Named['command']> = Exclude<keyof Extract<Named, { readonly command: N }>, keyof CommandBase | 'command'>;

/** Complete, because a member that is missing here does not compile. */
const ownMembers: { readonly [N in Named['command']]: Readonly<Record<OwnMember<N>, true>> } = {
  'open-account': {},
  grant: { kind: true, amount: true, grantId: true, priority: true, effectiveAtMs: true, expiresAtMs: true, label: true },
  hold: { holdId: true, amount: true, timeoutMs: true, usage: true, useReserve: true },
  capture: { holdId: true, amount: true, final: true, usage: true, useReserve: true },
  extend: { holdId: true, timeoutMs: true },
  void: { holdId: true },
  spend: { amount: true, usage: true, useReserve: true },
  transfer: { toAccountId: true, amount: true, limits: true },
  adjust: { amount: true, reason: true },
  reverse: { commandId: true },
  refund: { commandId: true, bonusCommandIds: true, graceMs: true },
  'set-reserve': { amount: true },
  'set-alert-level': { amount: true },
  'set-budget': { scope: true, period: true, limit: true },
  'set-credit-limit': { amount: true },
  'close-period': {},
  settle: { amount: true },
  'start-recurring-grant': {
    recurringId: true,
    kind: true,
    amount: true,
    every: true,
    unit: true,
    startsAtMs: true,
    timeZone: true,
    cycles: true,
    rollover: true,
    priority: true,
    label: true,
  },
  'extend-recurring-grant': { recurringId: true, cycles: true },
  'stop-recurring-grant': { recurringId: true },
};
const sharedMembers: Readonly<Record<keyof CommandBase | 'command', true>> = {
  command: true,
  id: true,
  accountId: true,
  reference: true,
  memo: true,
};
const membersOf = new Map<string, ReadonlySet<string>>(
  Object.entries(ownMembers).map(([name, own]) => [name, new Set([...Object.keys(sharedMembers), ...Object.keys(own)])]),
);
/** Members that have members themselves. */
const nested: Readonly<Record<'usage' | 'reference' | 'scope' | 'rollover' | 'limits', ReadonlySet<string>>> = {
  usage: new Set<string>(usageMembers),
  reference: new Set<keyof Reference>(['type', 'id']),
  scope: new Set<keyof BudgetScope>(['type', 'id']),
  rollover: new Set<keyof Rollover>(['max', 'cycles']),
  limits: new Set<keyof TransferLimits>(['blockedKinds', 'amountMin', 'perDayMax']),
};

/**
 * Refuses members that the command does not have: who misspells `expiresAtMs` or `projectId` would otherwise give credits for ever, or
 * spend them outside a budget. A command that has no name we know is refused elsewhere.
 */
export function refuseUnknownMembers(command: Named): void {
  const known = membersOf.get(command.command);
  if (known === undefined) return;
  for (const [member, value] of entriesOf(command)) {
    if (value === undefined) continue;
    if (!known.has(member)) throw unknown(member);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(nested, member)) continue;
    // hasOwn has just said so.
    const knownWithin: ReadonlySet<string> = nested[member as keyof typeof nested];
    for (const [within, own] of entriesOf(value)) if (own !== undefined && !knownWithin.has(within)) throw unknown(within, `${member}.`);
  }
}

function entriesOf(members: object): readonly (readonly [string, unknown])[] {
  return Object.entries(members);
}

function unknown(member: string, path = ''): Wrong {
  // What PostgreSQL cannot keep, or nobody would read, is not repeated in the sentence that is remembered.
  const shown = /^\w{1,40}$/u.test(member) ? ` ${path}${member}` : '';
  return new Wrong(`the member${shown} is not known: check its spelling`);
}
