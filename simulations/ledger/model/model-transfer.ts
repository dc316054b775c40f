import type { NamedTransfer } from '../acts.ts';
import { Refused } from './grants-and-holds.ts';
import { amountMax, contentOf, type ModelAccount, type ModelAnswer } from './model-account.ts';
import type { ModelOutcome } from './model-request.ts';

const dayMs = 86_400_000;

/** Sends a transfer between two accounts, which may be one and the same when the command is wrong. */
export function sendTransfer(sender: ModelAccount, receiver: ModelAccount, command: NamedTransfer, nowMs: number): ModelOutcome {
  if (!sender.isOpen) return { answer: 'unknown_account', again: false };
  const again = sender.answerAgain([command]);
  if (again !== undefined) return { answer: again, again: true };
  const wrong = command.toAccountId === command.accountId || command.amount <= 0n || command.amount > amountMax;
  const timeMs = Math.max(sender.timeOf(nowMs), wrong ? 0 : receiver.timeOf(nowMs));
  sender.advance(timeMs);
  let answer: ModelAnswer;
  try {
    if (wrong) throw new Refused('invalid_command');
    answer = transfer(sender, receiver, command, timeMs);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    answer = error.message;
  }
  sender.remember(command.id, contentOf(command), answer);
  return { answer, again: false };
}

function transfer(sender: ModelAccount, receiver: ModelAccount, command: NamedTransfer, atMs: number): ModelAnswer {
  const { id: commandId, accountId, toAccountId, amount, memo, limits = {} } = command;
  const { blockedKinds = ['trial'], amountMin = 1n, perDayMax = amountMax } = limits;
  if (amount < amountMin) throw new Refused('transfer_too_small');
  if (!receiver.isOpen) throw new Refused('unknown_account');
  if (amount > sender.ownCredits(false)) throw new Refused('insufficient_credits');
  const mayLeave = sender.grants.filter((grant) => !blockedKinds.includes(grant.origin));
  if (amount > mayLeave.reduce((sum, grant) => sum + grant.available, 0n)) throw new Refused('credits_not_transferable');
  if (sentOn(sender, Math.floor(atMs / dayMs)) + amount > perDayMax) throw new Refused('transfer_limit_reached');
  const expected = receiver.copy();
  expected.advance(atMs);
  if (amount > expected.room) throw new Refused('balance_too_large');
  receiver.advance(atMs);
  const parts = sender.take(amount, 'transfers', (grant) => mayLeave.includes(grant));
  const sent = sender.book('transfer', atMs, { commandId, memo, otherAccountId: toAccountId });
  const received = parts.map((part) => {
    const { origin, priority, expiresAtMs } = part.grant;
    receiver.addGrant({ kind: 'transferred', origin, priority, amount: part.amount, effectiveAtMs: atMs, expiresAtMs }, atMs);
    return receiver.book('grant', atMs, { memo, otherAccountId: accountId });
  });
  return [sent, ...received];
}

/** What an account has sent on a day, by UTC. */
function sentOn(sender: ModelAccount, day: number): bigint {
  const sent = sender.entries.filter((entry) => entry.kind === 'transfer' && Math.floor(entry.atMs / dayMs) === day);
  // Each move of a transfer takes from one grant.
  const amounts = sent.flatMap((entry) => entry.moves.split(' ').map((move) => BigInt(move.replace(/^\d+[a-z]+/u, ''))));
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
