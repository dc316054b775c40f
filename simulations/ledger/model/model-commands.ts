import type { Command } from '../../../packages/server/src/ledger/index.ts';
import { Refused, type HeldPart } from './grants-and-holds.ts';
import { amountMax, daysWarned, type EntryDetails, type ModelAccount } from './model-account.ts';
import { issuers, type ModelEntry } from './model-entry.ts';
import { refund } from './model-refund.ts';
import { settle } from './model-settling.ts';

type CommandOf<Name extends Command['command']> = Command & { readonly command: Name };

const timeoutMsMax = 366 * 86_400_000;
const recurringAmountMax = 10n ** 12n;

/** Books the entry of a command, or throws `Refused`. */
export function decide(account: ModelAccount, command: Command, atMs: number): ModelEntry {
  if (isWrong(command)) throw new Refused('invalid_command');
  const said = { commandId: command.id, memo: command.memo };
  switch (command.command) {
    case 'open-account':
      if (account.isOpen) throw new Refused('account_already_open');
      account.isOpen = true;
      return account.book('open-account', atMs, said);
    case 'grant':
      grant(account, command, atMs);
      return account.book('grant', atMs, said);
    case 'hold':
      return hold(account, command, atMs, said);
    case 'capture':
      return capture(account, command, atMs, said);
    case 'extend':
      return extend(account, command, atMs, said);
    case 'void': {
      const hold = account.openHold(command.holdId);
      account.endHold(hold, 'voided', atMs);
      return account.book('void', atMs, { ...said, holdId: hold.id });
    }
    case 'spend': {
      const { amount, usage, useReserve = false } = command;
      account.demandFunds(amount, usage, useReserve, atMs);
      return account.bookTaken('spend', atMs, { ...said, usage: usage ?? null }, account.use(amount, 'usage', useReserve));
    }
    case 'adjust':
      return adjust(account, command, atMs);
    case 'reverse':
      return reverse(account, command, atMs, said);
    case 'refund':
      return refund(account, command, atMs, said);
    default:
      return settle(account, command, atMs, said);
  }
}

function grant(account: ModelAccount, command: CommandOf<'grant'>, atMs: number): void {
  const { grantId, kind, amount, priority = 50, effectiveAtMs = atMs, expiresAtMs = null } = command;
  if (grantId !== undefined && account.grants.some((grant) => grant.id === grantId)) throw new Refused('grant_id_used');
  if (expiresAtMs !== null && expiresAtMs <= Math.max(atMs, effectiveAtMs)) throw new Refused('invalid_command');
  if (amount > account.room) throw new Refused('balance_too_large');
  account.addGrant({ id: grantId, kind, origin: kind, priority, amount, effectiveAtMs, expiresAtMs }, atMs);
}

function hold(
  account: ModelAccount,
  { holdId: id, amount, timeoutMs, usage, useReserve = false }: CommandOf<'hold'>,
  atMs: number,
  said: EntryDetails,
): ModelEntry {
  if (account.holds.some((hold) => hold.id === id)) throw new Refused('hold_id_used');
  const number = account.entries.length + 1;
  account.demandFunds(amount, usage, useReserve, atMs);
  const parts = account.use(amount, 'held', useReserve);
  const times = { openedAtMs: atMs, deadlineMs: atMs + timeoutMs, endedAtMs: null };
  account.holds.push({ id, number, amount, ...times, usage: usage ?? null, captured: 0n, end: 'open', parts });
  return account.book('hold', atMs, { ...said, holdId: id, usage: usage ?? null });
}

function capture(
  account: ModelAccount,
  { holdId, amount, final = true, usage, useReserve = false }: CommandOf<'capture'>,
  atMs: number,
  said: EntryDetails,
): ModelEntry {
  const hold = account.openHold(holdId);
  for (const member of ['projectId', 'apiKeyId', 'sessionId'] as const) {
    if (usage?.[member] !== undefined && usage[member] !== hold.usage?.[member]) throw new Refused('invalid_command');
  }
  const heldNow = hold.parts.reduce((sum, part) => sum + part.amount, 0n);
  let wanted = amount ?? heldNow;
  if (wanted > heldNow) account.demandFunds(wanted - heldNow, hold.usage, useReserve, atMs);
  hold.captured += wanted;
  const [taken, rest]: [HeldPart[], HeldPart[]] = [[], []];
  for (const { grant, amount: held } of hold.parts) {
    const part = held < wanted ? held : wanted;
    if (part > 0n) taken.push({ grant, amount: part });
    if (part > 0n) account.move(grant, 'held', 'usage', part);
    if (part < held) rest.push({ grant, amount: held - part });
    wanted -= part;
  }
  if (wanted > 0n) taken.push(...account.use(wanted, 'usage', useReserve));
  hold.parts = rest;
  if (final) account.endHold(hold, 'captured', atMs);
  return account.bookTaken('capture', atMs, { ...said, holdId, usage: { ...hold.usage, ...usage } }, taken);
}

function extend(account: ModelAccount, { holdId, timeoutMs }: CommandOf<'extend'>, atMs: number, said: EntryDetails): ModelEntry {
  const hold = account.openHold(holdId);
  if (atMs + timeoutMs <= hold.deadlineMs) throw new Refused('invalid_command');
  hold.deadlineMs = atMs + timeoutMs;
  return account.book('extend', atMs, { ...said, holdId });
}

function adjust(account: ModelAccount, { id: commandId, amount, reason: memo }: CommandOf<'adjust'>, atMs: number): ModelEntry {
  if (amount < 0n) account.take(-amount, 'adjustments');
  else {
    if (amount > account.room) throw new Refused('balance_too_large');
    account.addGrant({ kind: 'adjustment', origin: 'adjustment', priority: 50, amount, effectiveAtMs: atMs, expiresAtMs: null }, atMs);
  }
  return account.book('adjust', atMs, { commandId, memo });
}

function reverse(account: ModelAccount, { commandId }: CommandOf<'reverse'>, atMs: number, said: EntryDetails): ModelEntry {
  const undone = account.entries.find((entry) => entry.commandId === commandId);
  if (undone === undefined) throw new Refused('unknown_entry');
  if (account.reversed.includes(undone.number)) throw new Refused('already_reversed');
  const reverses = (rest: bigint): string => `${String(undone.number)} ${rest.toString()}`;
  if (undone.kind === 'grant') {
    const rest = takeBack(account, undone.number);
    account.undo(undone.number);
    return account.book('reverse', atMs, { ...said, reverses: reverses(rest) });
  }
  const found = account.reversible.get(commandId);
  if (found === undefined) throw new Refused('not_reversible');
  if (found.taken.length === 0) throw new Refused('nothing_to_reverse');
  for (const part of found.taken.toReversed()) {
    const { number } = part.grant;
    const grant = number === 0 ? account.creditLine : account.grants.find((each) => each.number === number);
    if (grant === undefined) throw new Error('a grant is never forgotten');
    // Of a grant that was empty it is told no more what lies behind.
    if (grant.scheduled + grant.available + grant.held === 0n)
      grant.warned = daysWarned(grant.expiresAtMs, Math.max(atMs, grant.effectiveAtMs));
    account.move(grant, 'usage', account.homeOf(grant, atMs), part.amount);
  }
  if (account.room < 0n) throw new Refused('balance_too_large');
  account.undo(undone.number);
  return account.book('reverse', atMs, { ...said, usage: found.usage, reverses: reverses(0n) });
}

/** Takes back what is unused of a grant; gives what was used. */
function takeBack(account: ModelAccount, number: number): bigint {
  const grant = account.grants.find((each) => each.number === number);
  if (grant === undefined || grant.scheduled + grant.available + grant.held === 0n) throw new Refused('nothing_to_reverse');
  if (grant.held > 0n) throw new Refused('grant_held');
  if (grant.scheduled > 0n) {
    grant.scheduled = 0n;
    return 0n;
  }
  const used = grant.amount - grant.available;
  account.move(grant, 'available', issuers[grant.kind], grant.available);
  return used;
}

/** The nonsense that the simulation sends. */
export function isWrong(command: Command): boolean {
  if (command.command === 'adjust') {
    const size = command.amount < 0n ? -command.amount : command.amount;
    return size === 0n || size > amountMax || command.memo !== undefined;
  }
  if ('timeoutMs' in command && (command.timeoutMs < 1 || command.timeoutMs > timeoutMsMax)) return true;
  if (command.command === 'start-recurring-grant' && command.amount > recurringAmountMax) return true;
  if (command.command === 'set-budget') return command.limit !== null && (command.limit < 0n || command.limit > amountMax);
  if (!('amount' in command) || command.amount === undefined || command.amount === null) return false;
  return command.amount > amountMax || command.amount < (command.command === 'set-reserve' ? 0n : 1n);
}
