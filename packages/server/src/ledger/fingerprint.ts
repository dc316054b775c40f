import { hash } from 'node:crypto';
import type { Command, NamedTransfer } from './commands.ts';
import { priorityDefault } from './grants.ts';
import { usageMembers, type Usage } from './usage.ts';

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
      return [command.holdId, command.amount, command.timeoutMs, ...usageOf(command.usage)];
    case 'capture':
      return [command.holdId, command.amount, command.final ?? true, ...usageOf(command.usage)];
    case 'extend':
      return [command.holdId, command.timeoutMs];
    case 'void':
      return [command.holdId];
    case 'spend':
      return [command.amount, ...usageOf(command.usage)];
    case 'adjust':
      return [command.amount, command.reason];
    case 'reverse':
      return [command.commandId];
    case 'transfer':
      return [command.toAccountId, command.amount];
    default:
      return [];
  }
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
