import { amountToText } from '../../kernel/index.ts';
import { roomFor, type AccountState } from '../account/account-state.ts';
import type { CheckedCommand } from './check-command.ts';
import { creditLine, restingBook } from '../account/credit-line.ts';
import type { Verdict } from './decide.ts';
import { warnedBy } from '../account/expiry-warnings.ts';
import { sourceBook } from '../account/operator-books.ts';
import { alreadyReversed, balanceTooLarge, grantHeld, notReversible, nothingToReverse, unknownEntry } from '../problems.ts';
import { refuse } from '../account/refuse.ts';
import type { Reversible } from '../account/reversible.ts';

/** Undoes what one command did, as far as it can be undone. */
export function decideReverse(
  state: AccountState,
  command: CheckedCommand & { readonly command: 'reverse' },
  found: Reversible | undefined,
  atMs: number,
): Verdict {
  const { commandId } = command;
  if (found === undefined) return refuse(unknownEntry, `This account has no entry of a command ${commandId}: check the commandId.`);
  if (found.reversed) return refuse(alreadyReversed, `What command ${commandId} did was reversed before: it is undone once.`);
  if (found.kind === 'grant') return takeBack(state, found, atMs);
  if (found.kind === 'spend' || found.kind === 'capture') return giveBackTaken(state, found, atMs);
  return refuse(notReversible, `An entry of kind ${found.kind} cannot be reversed: only grants, spends and captures can.`);
}

/** The credits go back to the grants that they came from, last taken first; to one that has expired meanwhile, they are breakage. */
function giveBackTaken(state: AccountState, found: Reversible, atMs: number): Verdict {
  const taken = found.moves.filter((move) => move.to === 'usage').toReversed();
  if (taken.length === 0) return refuse(nothingToReverse, 'That entry took no credits: there is nothing to give back.');
  const moves = taken.map(({ grant: number, amount }) => {
    if (number === creditLine) return { grant: number, from: 'usage' as const, to: restingBook(number), amount };
    const expiresAtMs = found.grants.find((grant) => grant.number === number)?.expiresAtMs ?? null;
    const to = expiresAtMs !== null && expiresAtMs <= atMs ? ('breakage' as const) : ('available' as const);
    return { grant: number, from: 'usage' as const, to, amount };
  });
  // What lapses at once takes no room, and neither does what goes back to the credit line.
  const returned = moves.reduce((sum, move) => (move.to === 'available' ? sum + move.amount : sum), 0n);
  if (returned > roomFor(state)) return refuse(balanceTooLarge, 'The account cannot hold so many credits.');
  const revived = found.grants
    .filter((grant) => state.grants.every((live) => live.number !== grant.number))
    .map((grant) => ({ ...grant, warned: warnedBy(grant.expiresAtMs, Math.max(atMs, grant.effectiveAtMs)) }));
  const reverses = { number: found.number, rest: 0n };
  return { draft: { kind: 'reverse', atMs, moves, usage: found.usage, revived, reverses, undoesAtMs: found.atMs } };
}

/** Takes back what is unused of a grant; what was used stays used and is the rest. One that has not taken effect is called off. */
function takeBack(state: AccountState, found: Reversible, atMs: number): Verdict {
  const grant = state.grants.find((candidate) => candidate.number === found.number);
  if (grant === undefined) {
    const used = amountToText(found.granted);
    return refuse(nothingToReverse, `Nothing is left of that grant: its ${used} credits were used or have expired.`, { used });
  }
  if (grant.held > 0n) {
    const held = amountToText(grant.held);
    return refuse(grantHeld, `Open holds keep ${held} credits of that grant: capture or void them first.`, { held });
  }
  const { number } = grant;
  if (grant.scheduled > 0n) return { draft: { kind: 'reverse', atMs, moves: [], callsOff: number, reverses: { number, rest: 0n } } };
  const move = { grant: number, from: 'available' as const, to: sourceBook[grant.kind], amount: grant.available };
  return { draft: { kind: 'reverse', atMs, moves: [move], reverses: { number, rest: found.granted - grant.available } } };
}
