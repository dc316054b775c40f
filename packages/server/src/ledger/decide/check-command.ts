import { amountMax, derivedId } from '../../kernel/index.ts';
import {
  checkAmount,
  checkFlag,
  checkId,
  idRule,
  isId,
  isText,
  isWholeNumber,
  labelLengthMax,
  timeMsMax,
  timeRule,
  Wrong,
} from './check-members.ts';
import { checkRule, type CheckedRule } from './check-rule.ts';
import type {
  AdjustCommand,
  CaptureCommand,
  Command,
  CommandBase,
  GrantCommand,
  HoldCommand,
  NamedTransfer,
  RefundCommand,
  SpendCommand,
  TransferLimits,
} from '../commands.ts';
import type { Reference, ReferenceType } from '../entries.ts';
import { refuseUnknownMembers } from './known-members.ts';
import { usageFrom, usageMembers, type Usage } from '../usage.ts';
import { grantKinds, priorityDefault, priorityMax, type GrantKind } from '../grants.ts';

const memoLengthMax = 500;
/** The grace of a first purchase: 14 days. */
export const graceMsDefault = 14 * 24 * 60 * 60 * 1000;
/** A purchase has a bonus of its pack, of a campaign, of the first purchase, of the coin; more is a mistake. */
const bonusesMax = 10;
/** A hold that outlives a leap year is a mistake of units. */
export const timeoutMsMax = 366 * 24 * 60 * 60 * 1000;
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
  | {
      readonly command: 'hold';
      readonly holdId: string;
      readonly amount: bigint;
      readonly timeoutMs: number;
      readonly usage: Usage | null;
      readonly useReserve: boolean;
    }
  | {
      readonly command: 'capture';
      readonly holdId: string;
      readonly amount: bigint | null;
      readonly final: boolean;
      readonly usage: Usage | null;
      readonly useReserve: boolean;
    }
  | { readonly command: 'extend'; readonly holdId: string; readonly timeoutMs: number }
  | { readonly command: 'void'; readonly holdId: string }
  | { readonly command: 'spend'; readonly amount: bigint; readonly usage: Usage | null; readonly useReserve: boolean }
  | { readonly command: 'adjust'; readonly amount: bigint; readonly grantId: string }
  | { readonly command: 'reverse'; readonly commandId: string }
  | { readonly command: 'refund'; readonly commandId: string; readonly bonusCommandIds: readonly string[]; readonly graceMs: number }
  | CheckedRule
);

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
    refuseUnknownMembers(command);
    const toAccountId = checkId('toAccountId', command.toAccountId);
    if (toAccountId === command.accountId) throw new Wrong('toAccountId must be another account');
    return {
      toAccountId,
      amount: checkAmount(command.amount),
      ...checkLimits(command.limits ?? {}),
      reference: checkReference(command.reference),
      memo: checkMemo(command.memo),
    };
  });
}

function checkLimits(limits: TransferLimits): Pick<CheckedTransfer, 'blockedKinds' | 'amountMin' | 'perDayMax'> {
  if (typeof limits !== 'object') throw new Wrong('limits must have members of blockedKinds, amountMin, perDayMax');
  const { blockedKinds = ['trial'], amountMin = 1n, perDayMax = amountMax } = limits;
  if (!areKinds(blockedKinds)) {
    throw new Wrong(`limits.blockedKinds must be a list of ${grantKinds.join(', ')}`);
  }
  if (typeof amountMin !== 'bigint' || typeof perDayMax !== 'bigint') throw new Wrong('limits must be bigints of micro-credits');
  return { blockedKinds: new Set(blockedKinds), amountMin, perDayMax };
}

function areKinds(list: unknown): boolean {
  const known: readonly unknown[] = grantKinds;
  return Array.isArray(list) && list.every((kind) => known.includes(kind));
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
  refuseUnknownMembers(command);
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
    case 'refund':
      return { ...base, ...checkRefund(command) };
    default:
      return { ...base, ...checkRule(command) };
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
    useReserve: checkFlag('useReserve', command.useReserve ?? false),
  };
}

function checkTimeout(timeoutMs: number): number {
  if (!isWholeNumber(timeoutMs, 1, timeoutMsMax)) {
    throw new Wrong(`timeoutMs must be a whole number of milliseconds from 1 to ${String(timeoutMsMax)}`);
  }
  return timeoutMs;
}

function checkCapture(command: CaptureCommand) {
  const amount = command.amount === undefined ? null : checkAmount(command.amount);
  return {
    command: 'capture' as const,
    holdId: checkId('holdId', command.holdId),
    amount,
    final: checkFlag('final', command.final ?? true),
    usage: checkUsage(command.usage),
    useReserve: checkFlag('useReserve', command.useReserve ?? false),
  };
}

function checkSpend(command: SpendCommand) {
  const { amount, usage, useReserve = false } = command;
  return {
    command: 'spend' as const,
    amount: checkAmount(amount),
    usage: checkUsage(usage),
    useReserve: checkFlag('useReserve', useReserve),
  };
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

function checkRefund(command: RefundCommand) {
  const { commandId, bonusCommandIds = [], graceMs = graceMsDefault } = command;
  if (!Array.isArray(bonusCommandIds) || bonusCommandIds.length > bonusesMax || new Set(bonusCommandIds).size < bonusCommandIds.length) {
    throw new Wrong(`bonusCommandIds must be a list of at most ${String(bonusesMax)} different ids`);
  }
  if (!isWholeNumber(graceMs, 1, timeoutMsMax)) throw new Wrong(`graceMs must be a whole number from 1 to ${String(timeoutMsMax)}`);
  const ids = bonusCommandIds.map((id) => checkId('bonusCommandIds', id));
  return { command: 'refund' as const, commandId: checkId('commandId', commandId), bonusCommandIds: ids, graceMs };
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
