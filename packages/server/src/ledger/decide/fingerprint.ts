import { hash } from 'node:crypto';
import type { BudgetScope, Rollover } from '../account-rules.ts';
import type { Command, NamedTransfer } from '../commands.ts';
import { graceMsDefault } from './check-command.ts';
import { priorityDefault } from '../grants.ts';
import { usageMembers, type Usage } from '../usage.ts';

/**
 * 128 bits of SHA-256 over a command's content, by which a repeated id is told from a reused one. A member that is left out counts
 * as its default. Works for any content, also such as is refused as invalid.
 */
export function fingerprintOf(command: Command | NamedTransfer): string {
  const members = [command.command, ...ownMembers(command), command.reference?.type, command.reference?.id, command.memo];
  return hash('sha256', JSON.stringify(members.map(plain))).slice(0, 32);
}

function ownMembers(command: Command | NamedTransfer): readonly unknown[] {
  switch (command.command) {
    case 'grant': {
      const { kind, amount, grantId, priority = priorityDefault, effectiveAtMs, expiresAtMs = null, label = '' } = command;
      return [kind, amount, grantId, priority, effectiveAtMs, expiresAtMs, label];
    }
    case 'hold':
      return [command.holdId, command.amount, command.timeoutMs, ...usageOf(command.usage), command.useReserve ?? false];
    case 'capture':
      return [command.holdId, command.amount, command.final ?? true, ...usageOf(command.usage), command.useReserve ?? false];
    case 'extend':
      return [command.holdId, command.timeoutMs];
    case 'void':
      return [command.holdId];
    case 'spend':
      return [command.amount, ...usageOf(command.usage), command.useReserve ?? false];
    case 'adjust':
      return [command.amount, command.reason];
    case 'reverse':
      return [command.commandId];
    case 'transfer':
      return [command.toAccountId, command.amount];
    case 'refund': {
      const { commandId, bonusCommandIds, graceMs = graceMsDefault } = command;
      return [commandId, graceMs, ...listOf(bonusCommandIds)];
    }
    default:
      return ruleMembers(command);
  }
}

type RuleCommand = Extract<
  Command,
  { readonly command: `set-${string}` | `${string}-recurring-grant` | 'close-period' | 'settle' | 'open-account' }
>;

function ruleMembers(command: RuleCommand): readonly unknown[] {
  switch (command.command) {
    case 'set-reserve':
    case 'set-alert-level':
    case 'set-credit-limit':
    case 'settle':
      return [command.amount];
    case 'set-budget': {
      const scope: Partial<BudgetScope> | null | undefined = command.scope;
      return [scope?.type, scope?.id, command.period, command.limit];
    }
    case 'start-recurring-grant': {
      const { recurringId, kind = 'subscription', amount, every = 1, unit, startsAtMs, timeZone = 'UTC', cycles = null } = command;
      const { priority = priorityDefault, label = '' } = command;
      const rollover: Partial<Rollover> | null | undefined = command.rollover;
      return [
        recurringId,
        kind,
        amount,
        every,
        unit,
        startsAtMs,
        timeZone,
        cycles,
        rollover ? 'rollover' : null,
        rollover?.max,
        rollover?.cycles,
        priority,
        label,
      ];
    }
    case 'extend-recurring-grant':
      return [command.recurringId, command.cycles];
    case 'stop-recurring-grant':
      return [command.recurringId];
    default:
      return [];
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [`no list ${typeof value}`];
  return list;
}

/** Callers may be plain JavaScript, so `usage` may be anything. */
function usageOf(usage: Usage | null | undefined): readonly unknown[] {
  return typeof usage === 'object' && usage !== null ? usageMembers.map((member) => usage[member]) : [usage];
}

/** Keeps apart what JSON would not: 1n, 1 and "1" are three things, and so are NaN and nothing. */
function plain(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return `text ${value}`;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : `number ${String(value)}`;
  return typeof value === 'bigint' ? `bigint ${value.toString()}` : `a ${typeof value}`;
}
