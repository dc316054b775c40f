import type { FastifyReply } from 'fastify';
import type { Principal } from '../access/index.ts';
import { derivedId, idempotencyKeyReused, Problem } from '../kernel/index.ts';
import { commandIdReused, type Options } from '../ledger/index.ts';
import { markReplayed } from './wire.ts';

interface Asked {
  readonly principal: Principal;
  readonly idempotencyKey: string;
  readonly reply: FastifyReply;
}

/** What a command is given: an id that is the same whenever the same person asks with the same key. */
export interface CommandPlace {
  readonly id: string;
  readonly options: Options;
}

/**
 * Runs one command of the ledger under the caller's idempotency key. A repetition gets the first answer and says so in a header; a key
 * that was used with other content is refused with `idempotency_key_reused`.
 */
export async function runCommand<T>(
  operationId: string,
  { principal, idempotencyKey, reply }: Asked,
  run: (place: CommandPlace) => Promise<T>,
): Promise<T> {
  let replayed = false;
  try {
    const answer = await run({
      // The asker's own account is part of it, so that two people may happen to choose the same key.
      id: derivedId('cmd', operationId, principal.accountId, idempotencyKey),
      options: { onReplay: () => void (replayed = true) },
    });
    markReplayed(reply, replayed);
    return answer;
  } catch (error) {
    if (error instanceof Problem && error.code === commandIdReused.definition.code) {
      throw idempotencyKeyReused(
        'This Idempotency-Key was used for another request. Nothing was done now. Use a new key for a new request.',
      );
    }
    throw error;
  }
}

/** Who of the operators did it, for the statement. */
export function operatorReference({ userId }: Principal): { readonly type: 'operator'; readonly id: string } {
  return { type: 'operator', id: userId };
}
