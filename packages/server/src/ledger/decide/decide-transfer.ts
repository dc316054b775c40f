import { amountToText, derivedId, type ProblemExtras, type ProblemFactory } from '../../kernel/index.ts';
import { roomFor, availableOf, type AccountState, type GrantState } from '../account/account-state.ts';
import { bookEntry, movesOf, noCause, type BookedEntry } from '../account/book-entry.ts';
import type { Alert } from '../account/alerts.ts';
import { takeAvailable } from '../account/burn-down.ts';
import type { CheckedTransfer } from './check-command.ts';
import { ownFundsOf } from '../account/funds.ts';
import {
  balanceTooLarge,
  creditsNotTransferable,
  transferLimitReached,
  transferTooSmall,
  unknownAccount,
  type Refusal,
} from '../problems.ts';
import { refuse, refuseForLack } from '../account/refuse.ts';

/** Both accounts, advanced to the moment of the transfer. */
export interface TransferParties {
  readonly sender: AccountState;
  readonly receiver: AccountState | undefined;
  /** What the sender has sent since midnight, UTC. */
  readonly sentToday: bigint;
}

/** What a transfer leaves in one account. */
export interface TransferredSide {
  readonly state: AccountState;
  readonly booked: readonly BookedEntry[];
  readonly alerts: readonly Alert[];
}

export type TransferVerdict = { readonly sender: TransferredSide; readonly receiver: TransferredSide } | { readonly refusal: Refusal };

/** The command of a transfer, as far as its entries tell of it. */
export interface TransferCause {
  readonly commandId: string;
  readonly fingerprint: string;
}

/**
 * Sends available credits in burn-down order, passing over those that may not leave. Each part keeps its priority, its expiry and the
 * kind by which it first came: the receiver gets a grant, with an entry, for each. Pure, and the limits are checked here.
 */
export function decideTransfer(parties: TransferParties, command: CheckedTransfer, cause: TransferCause, atMs: number): TransferVerdict {
  const refusal = refusalOf(parties, command);
  const { sender, receiver } = parties;
  if (refusal || receiver === undefined) return refusal ?? refuseReceiver(command);
  const { reference, memo, toAccountId } = command;
  const transferId = derivedId('trf', sender.accountId, cause.commandId);
  const parts = takeAvailable(transferable(sender, command), command.amount);
  const out = { kind: 'transfer' as const, atMs, moves: movesOf(parts, 'available', 'transfers') };
  const sent = bookEntry(sender, { ...out, transfer: { id: transferId, otherAccountId: toAccountId } }, { ...cause, reference, memo });
  let state = receiver;
  const booked: BookedEntry[] = [];
  const alerts: Alert[] = [];
  for (const [place, part] of parts.entries()) {
    const grant = sender.grants.find((candidate) => candidate.number === part.grant);
    if (grant === undefined) continue;
    const number = state.lastNumber + 1;
    const draft = {
      kind: 'grant' as const,
      atMs,
      moves: movesOf([{ grant: number, amount: part.amount }], 'transfers', 'available'),
      transfer: { id: transferId, otherAccountId: sender.accountId },
      terms: termsOf(grant, part.amount, receivedGrantId(transferId, place), atMs),
    };
    const booking = bookEntry(state, draft, { ...noCause, reference, memo });
    booked.push(booking.booked);
    alerts.push(...booking.alerts);
    state = booking.state;
  }
  return { sender: { state: sent.state, booked: [sent.booked], alerts: sent.alerts }, receiver: { state, booked, alerts } };
}

function refusalOf({ sender, receiver, sentToday }: TransferParties, command: CheckedTransfer): { readonly refusal: Refusal } | undefined {
  const { amount, amountMin, perDayMax } = command;
  const limit = (factory: ProblemFactory, detail: string, extras: ProblemExtras) => refuse(factory, detail, extras);
  if (amount < amountMin) {
    const least = amountToText(amountMin);
    return limit(transferTooSmall, `A transfer is of at least ${least} credits: send more.`, { amountMin: least });
  }
  if (receiver === undefined) return refuseReceiver(command);
  const own = ownFundsOf(sender, false);
  if (amount > own) return refuseForLack(amount, own, availableOf(sender) - own, 'Send less, or lower the reserve');
  const free = transferable(sender, command).reduce((sum, grant) => sum + grant.available, 0n);
  if (amount > free) {
    const text = amountToText(free);
    return limit(creditsNotTransferable, `Only ${text} of the available credits may be transferred: send less.`, { transferable: text });
  }
  if (sentToday + amount > perDayMax) {
    const extras = { perDayMax: amountToText(perDayMax), sentToday: amountToText(sentToday) };
    return limit(
      transferLimitReached,
      `An account sends at most ${extras.perDayMax} credits a day, by UTC: send the rest tomorrow.`,
      extras,
    );
  }
  if (amount > roomFor(receiver)) return limit(balanceTooLarge, 'The receiving account cannot hold so many credits: send less.', {});
  return undefined;
}

function refuseReceiver({ toAccountId }: CheckedTransfer): { readonly refusal: Refusal } {
  return refuse(unknownAccount, `There is no account ${toAccountId}: check toAccountId.`);
}

function transferable(sender: AccountState, { blockedKinds }: CheckedTransfer): readonly GrantState[] {
  return sender.grants.filter((grant) => !blockedKinds.has(grant.originKind ?? grant.kind));
}

function termsOf(grant: GrantState, amount: bigint, grantId: string, atMs: number) {
  const { priority, expiresAtMs, originKind, kind } = grant;
  return {
    grantId,
    kind: 'transferred' as const,
    amount,
    priority,
    effectiveAtMs: atMs,
    expiresAtMs,
    label: '',
    originKind: originKind ?? kind,
  };
}

/** Ids in the order of the sender, because the id is what decides between grants that are otherwise alike. */
function receivedGrantId(transferId: string, place: number): string {
  return `${transferId.replace('trf', 'grant')}_${String(place).padStart(5, '0')}`;
}
