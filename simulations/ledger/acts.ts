import { appendEvents, type Tx } from '../../packages/server/src/database/index.ts';
import { Problem } from '../../packages/server/src/kernel/index.ts';
import type { Command, Entry, TransferCommand } from '../../packages/server/src/ledger/index.ts';
import { bookLetters, usageText, type ModelEntry } from './model/model-entry.ts';
import type { ModelAnswer } from './model/model-account.ts';
import type { SimulatedServer } from './simulated-server.ts';
import { Crashed } from './wire.ts';

export type NamedTransfer = TransferCommand & { readonly command: 'transfer' };

/** What rows of another room do in the transaction: there are none, they are written, or they fail. */
export type Alongside = 'none' | 'written' | 'failing';

/** What a client, or a job, asks of a server. */
export type Act = { readonly server: SimulatedServer } & (
  | { readonly act: 'request'; readonly request: readonly Command[]; readonly alongside: Alongside }
  | { readonly act: 'transfer'; readonly request: readonly [NamedTransfer]; readonly alongside: Alongside }
  | { readonly act: 'book-due'; readonly limit: number }
);

/** What it was answered; a crash leaves it without an answer. */
export type Answered = { readonly answer: ModelAnswer } | { readonly booked: number } | { readonly unexpected: string } | 'crashed';

class AlongsideFailed extends Error {}

type GrantNumber = (accountId: string, grantId: string) => number | undefined;

/** Does it; never throws. */
export async function perform(act: Act): Promise<Answered | { readonly entries: readonly Entry[] }> {
  const { ledger, wire } = act.server;
  try {
    if (act.act === 'book-due') return { booked: await ledger.bookDue(act.limit) };
    const options = optionsOf(act.alongside, act.request[0]);
    if (act.act === 'request') return { entries: await ledger.executeAll(act.request, options) };
    const { sent, received } = await ledger.transfer(act.request[0], options);
    return { entries: [sent, ...received] };
  } catch (error) {
    if (error instanceof AlongsideFailed) return { answer: 'alongside_failed' };
    if (error instanceof Problem) return { answer: error.code };
    if (error instanceof Crashed || wire.crashed) return 'crashed';
    return { unexpected: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function optionsOf(alongside: Alongside, named: { readonly id: string; readonly accountId: string } | undefined) {
  if (alongside === 'none' || named === undefined) return {};
  return {
    alongside: async (tx: Tx): Promise<void> => {
      await appendEvents(tx, [{ accountId: named.accountId, topic: 'alongside.ran', payload: { commandId: named.id } }]);
      if (alongside === 'failing') throw new AlongsideFailed();
    },
  };
}

/** An entry that was answered or read, in the form in which entries are compared; a grant that is not stored yet is `?` in its moves. */
export function asModelEntry(entry: Entry, grantNumber: GrantNumber): ModelEntry {
  const { accountId, number, kind, atMs, commandId, balanceAfter, heldAfter, holdId, memo, usage, transfer, reverses } = entry;
  const moves = entry.moves.map(
    ({ grantId, from, to, amount }) =>
      `${String(grantNumber(accountId, grantId) ?? '?')}${bookLetters[from]}${bookLetters[to]}${amount.toString()}`,
  );
  return {
    accountId,
    number,
    kind,
    atMs,
    commandId,
    balanceAfter,
    heldAfter,
    moves: moves.join(' '),
    holdId,
    memo,
    usage: usageText(usage),
    otherAccountId: transfer?.otherAccountId ?? null,
    reverses: reverses && `${String(reverses.number)} ${reverses.rest.toString()}`,
  };
}
