import { amountMax, derivedId } from '../kernel/index.ts';
import type {
  AdjustCommand,
  CaptureCommand,
  Command,
  CommandBase,
  GrantCommand,
  HoldCommand,
  NamedTransfer,
  SpendCommand,
} from './commands.ts';
import type { Reference, ReferenceType } from './entries.ts';
import { usageFrom, usageMembers, type Usage } from './usage.ts';
import { grantKinds, priorityDefault, priorityMax, type GrantKind } from './grants.ts';

const idLengthMax = 128;
const memoLengthMax = 500;
const labelLengthMax = 200;
/** A hold that outlives a leap year is a mistake of units. */
export const timeoutMsMax = 366 * 24 * 60 * 60 * 1000;
/** The end of the year 9999: what both ISO 8601 and PostgreSQL write with four digits. */
const timeMsMax = 253_402_300_799_999;
const referenceTypes: readonly ReferenceType[] = ['generation', 'image', 'invoice', 'deposit', 'offer', 'operator'];

/** A command whose members are known to be of the right type and in range, with what was left out filled in. */
export type CheckedCommand = { readonly id: string; readonly reference: Reference | null; readonly memo: string | null } & (
  | { readonly command: 'open-account' }
  | {
      readonly command: 'grant';
      readonly kind: GrantKind;
      readonly amount: bigint;
      readonly grantId: string;
      readonly priority: number;
      readonly effectiveAtMs: number | null;
      readonly expiresAtMs: number | null;
      readonly label: string;
    }
  | { readonly command: 'hold'; readonly holdId: string; readonly amount: bigint; readonly timeoutMs: number; readonly usage: Usage | null }
  | {
      readonly command: 'capture';
      readonly holdId: string;
      readonly amount: bigint | null;
      readonly final: boolean;
      readonly usage: Usage | null;
    }
  | { readonly command: 'extend'; readonly holdId: string; readonly timeoutMs: number }
  | { readonly command: 'void'; readonly holdId: string }
  | { readonly command: 'spend'; readonly amount: bigint; readonly usage: Usage | null }
  | { readonly command: 'adjust'; readonly amount: bigint; readonly grantId: string }
  | { readonly command: 'reverse'; readonly commandId: string }
);

/** A member that is wrong, as a sentence for the caller. */
class Wrong extends Error {}

/** Gives the checked command, or the sentence that says what is wrong with it. Trusts no type: callers may be plain JavaScript. */
export function checkCommand(command: Command): CheckedCommand | string {
  return unlessWrong(() => check(command));
}

export interface CheckedTransfer {
  readonly toAccountId: string;
  readonly amount: bigint;
  readonly blockedKinds: ReadonlySet<GrantKind>;
  readonly amountMin: bigint;
  readonly perDayMax: bigint;
  readonly reference: Reference | null;
  readonly memo: string | null;
}

/** The same for a transfer. */
export function checkTransfer(command: NamedTransfer): CheckedTransfer | string {
  return unlessWrong(() => {
    const toAccountId = checkId('toAccountId', command.toAccountId);
    if (toAccountId === command.accountId) throw new Wrong('toAccountId must be another account');
    const { blockedKinds = ['trial'], amountMin = 1n, perDayMax = amountMax } = command.limits ?? {};
    return {
      toAccountId,
      amount: checkAmount(command.amount),
      blockedKinds: new Set(blockedKinds),
      amountMin,
      perDayMax,
      reference: checkReference(command.reference),
      memo: checkMemo(command.memo),
    };
  });
}

function unlessWrong<T>(checked: () => T): T | string {
  try {
    return checked();
  } catch (error) {
    if (error instanceof Wrong) return error.message;
    throw error;
  }
}

/** What is wrong with the ids under which a command would be remembered, or `undefined`. */
export function wrongIds(command: CommandBase): string | undefined {
  if (!isId(command.accountId)) return `accountId must be ${idRule}`;
  if (!isId(command.id)) return `id must be ${idRule}`;
  return undefined;
}

/** The id of a grant whose command names none. */
export function derivedGrantId(command: CommandBase): string {
  return derivedId('grant', command.accountId, command.id);
}

function check(command: Command): CheckedCommand {
  const base = { id: command.id, reference: checkReference(command.reference), memo: checkMemo(command.memo) };
  switch (command.command) {
    case 'open-account':
      return { ...base, command: 'open-account' };
    case 'grant':
      return { ...base, ...checkGrant(command) };
    case 'hold':
      return { ...base, ...checkHold(command) };
    case 'capture':
      return { ...base, ...checkCapture(command) };
    case 'extend':
      return { ...base, command: 'extend', holdId: checkId('holdId', command.holdId), timeoutMs: checkTimeout(command.timeoutMs) };
    case 'void':
      return { ...base, command: 'void', holdId: checkId('holdId', command.holdId) };
    case 'spend':
      return { ...base, ...checkSpend(command) };
    case 'adjust':
      return { ...base, ...checkAdjust(command) };
    case 'reverse':
      return { ...base, command: 'reverse', commandId: checkId('commandId', command.commandId) };
    default:
      throw new Wrong('command must be one of open-account, grant, hold, capture, extend, void, spend, adjust, reverse');
  }
}

function checkGrant(command: GrantCommand) {
  const { priority = priorityDefault, effectiveAtMs, expiresAtMs = null, label = '' } = command;
  if (!grantKinds.includes(command.kind)) throw new Wrong(`kind must be one of ${grantKinds.join(', ')}`);
  if (command.kind === 'transferred') throw new Wrong('transferred credits come from another account: send a transfer');
  if (!isWholeNumber(priority, 0, priorityMax)) throw new Wrong(`priority must be a whole number from 0 to ${String(priorityMax)}`);
  if (effectiveAtMs !== undefined && !isWholeNumber(effectiveAtMs, 0, timeMsMax)) throw new Wrong(`effectiveAtMs must be ${timeRule}`);
  if (expiresAtMs !== null && !isWholeNumber(expiresAtMs, 0, timeMsMax)) throw new Wrong(`expiresAtMs must be null or ${timeRule}`);
  if (!isText(label, labelLengthMax)) throw new Wrong(`label must be text of at most ${String(labelLengthMax)} characters`);
  return {
    command: 'grant' as const,
    kind: command.kind,
    amount: checkAmount(command.amount),
    grantId: command.grantId === undefined ? derivedGrantId(command) : checkId('grantId', command.grantId),
    priority,
    effectiveAtMs: effectiveAtMs ?? null,
    expiresAtMs,
    label,
  };
}

function checkHold(command: HoldCommand) {
  const timeoutMs = checkTimeout(command.timeoutMs);
  const holdId = checkId('holdId', command.holdId);
  return {
    command: 'hold' as const,
    holdId,
    amount: checkAmount(command.amount),
    timeoutMs,
    usage: checkUsage(command.usage),
  };
}

function checkTimeout(timeoutMs: number): number {
  if (!isWholeNumber(timeoutMs, 1, timeoutMsMax)) {
    throw new Wrong(`timeoutMs must be a whole number of milliseconds from 1 to ${String(timeoutMsMax)}`);
  }
  return timeoutMs;
}

function checkCapture(command: CaptureCommand) {
  const { final = true } = command;
  if (typeof final !== 'boolean') throw new Wrong('final must be true or false');
  const amount = command.amount === undefined ? null : checkAmount(command.amount);
  return { command: 'capture' as const, holdId: checkId('holdId', command.holdId), amount, final, usage: checkUsage(command.usage) };
}

function checkSpend(command: SpendCommand) {
  return { command: 'spend' as const, amount: checkAmount(command.amount), usage: checkUsage(command.usage) };
}

function checkAdjust(command: AdjustCommand) {
  const { amount, reason } = command;
  const size = typeof amount === 'bigint' && amount < 0n ? -amount : amount;
  if (typeof size !== 'bigint' || size === 0n || size > amountMax) {
    throw new Wrong(`amount must be a bigint of micro-credits, not zero, of at most ${amountMax.toString()}`);
  }
  if (command.memo !== undefined) throw new Wrong('memo must be left out: the reason takes its place');
  const memo = checkMemo(reason);
  if (memo === null || memo.trim() === '') throw new Wrong(`reason must be text of 1 to ${String(memoLengthMax)} characters`);
  return { command: 'adjust' as const, amount, grantId: derivedGrantId(command), memo };
}

function checkUsage(usage: Usage | null | undefined): Usage | null {
  if (usage === undefined) return null;
  if (typeof usage !== 'object' || usage === null) throw new Wrong(`usage must have members of ${usageMembers.join(', ')}`);
  return usageFrom(usageMembers.map((member) => (usage[member] === undefined ? null : checkId(`usage.${member}`, usage[member]))));
}

function checkReference(reference: Reference | null | undefined): Reference | null {
  if (reference === undefined) return null;
  if (typeof reference !== 'object' || reference === null) throw new Wrong('reference must have a type and an id');
  if (!referenceTypes.includes(reference.type)) throw new Wrong(`reference.type must be one of ${referenceTypes.join(', ')}`);
  return { type: reference.type, id: checkId('reference.id', reference.id) };
}

function checkMemo(memo: string | undefined): string | null {
  if (memo === undefined) return null;
  if (!isText(memo, memoLengthMax)) throw new Wrong(`memo must be text of at most ${String(memoLengthMax)} characters`);
  return memo;
}

function checkAmount(amount: bigint): bigint {
  if (typeof amount !== 'bigint' || amount <= 0n || amount > amountMax) {
    throw new Wrong(`amount must be a bigint of micro-credits from 1 to ${amountMax.toString()}`);
  }
  return amount;
}

const timeRule = 'a whole number of milliseconds since 1970, before the year 10000';
const idRule = `1 to ${String(idLengthMax)} characters without control characters`;

function checkId(name: string, id: unknown): string {
  if (!isId(id)) throw new Wrong(`${name} must be ${idRule}`);
  return id;
}

function isId(value: unknown): value is string {
  return isText(value, idLengthMax) && value.length > 0 && !/\p{Cc}/u.test(value);
}

/** PostgreSQL keeps neither zero characters nor half surrogate pairs, and what is hashed must be what is kept. */
function isText(value: unknown, lengthMax: number): value is string {
  return typeof value === 'string' && value.length <= lengthMax && value.isWellFormed() && !value.includes('\0');
}

function isWholeNumber(value: unknown, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
}
