import { isText } from './load-accounts.ts';
import type { AccountState } from './account-state.ts';
import type { Request } from './decide-requests.ts';

/** What the past must not know for a command to be decided without asking it. */
export interface NewIds {
  readonly accountId: string;
  readonly commandId: string;
  /** The command id again, where refusals are remembered for the account. */
  readonly refusedId: string | null;
  /** Of a hold that is to be opened. */
  readonly holdId: string | null;
}

/**
 * The ids that must be new so that requests can be decided on an account's state alone; `undefined` when they ask for more of its past,
 * such as how a hold ended or what an entry was.
 */
export function newIdsOf(state: AccountState, requests: readonly Request[]): readonly NewIds[] | undefined {
  const ids: NewIds[] = [];
  let openHolds: Set<string> | undefined;
  for (const command of requests.flat()) {
    let holdId: string | null = null;
    switch (command.command) {
      case 'spend':
        break;
      case 'hold':
        if (!isText(command.holdId)) return undefined;
        holdId = command.holdId;
        openHolds?.add(holdId);
        break;
      case 'capture':
      case 'extend':
      case 'void':
        openHolds ??= new Set([...state.holds.map((hold) => hold.id), ...ids.flatMap((id) => id.holdId ?? [])]);
        if (!openHolds.has(command.holdId)) return undefined;
        break;
      default:
        return undefined;
    }
    const { accountId } = state;
    ids.push({ accountId, commandId: command.id, refusedId: state.refusals > 0 ? command.id : null, holdId });
  }
  return ids;
}
