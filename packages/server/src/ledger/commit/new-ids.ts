import { isText } from './load-accounts.ts';
import type { AccountState } from '../account/account-state.ts';
import type { Request } from '../decide/decide-requests.ts';

/** What must be so for a command to be decided on an account as it is remembered: the account is the same, and its past does not know the ids. */
export interface NewIds {
  readonly accountId: string;
  readonly version: number;
  /** A database that came back from an older copy may have given the same version to something else. */
  readonly lastHash: string;
  readonly refusals: number;
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
    const { accountId, version, lastHash, refusals } = state;
    ids.push({ accountId, version, lastHash, refusals, commandId: command.id, refusedId: refusals > 0 ? command.id : null, holdId });
  }
  return ids;
}
