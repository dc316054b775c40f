import type { Command } from '../../../packages/server/src/ledger/index.ts';
import { Refused } from './grants-and-holds.ts';
import { contentOf, type ModelAccount, type ModelAnswer } from './model-account.ts';
import { decide, isWrong } from './model-commands.ts';
import type { ModelEntry } from './model-entry.ts';

/** What a request is answered with, and whether it had been answered before. */
export interface ModelOutcome {
  readonly answer: ModelAnswer;
  readonly again: boolean;
}

/** Sends a request; gives its entries, or the code of the refusal, and whether that had been answered before. */
export function sendRequest(account: ModelAccount, request: readonly Command[], nowMs: number): ModelOutcome {
  const again = account.answerAgain(request);
  if (again !== undefined) return { answer: again, again: true };
  const opening = !account.isOpen;
  if (opening && request[0]?.command !== 'open-account') {
    return { answer: request.some(isWrong) ? 'invalid_command' : 'unknown_account', again: false };
  }
  if (!opening) account.advance(nowMs);
  const before = account.copy();
  const booked: ModelEntry[] = [];
  for (const command of request) {
    try {
      const entry = decide(account, command, account.timeOf(nowMs));
      account.remember(command.id, contentOf(command), [entry]);
      booked.push(entry);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      account.become(before);
      if (!opening) account.remember(command.id, contentOf(command), error.message);
      return { answer: error.message, again: false };
    }
  }
  return { answer: booked, again: false };
}
