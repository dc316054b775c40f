import type { Tx } from '../../database/index.ts';
import { assert } from '../../kernel/index.ts';
import type { AccountState } from '../account/account-state.ts';
import { advance, type Advanced } from '../account/advance.ts';
import { checkTransfer } from '../decide/check-command.ts';
import type { NamedTransfer, Options } from '../commands.ts';
import type { Place } from './commit-together.ts';
import { bookingTimeMs } from '../decide/decide.ts';
import { answerAgain, type RememberedRefusal } from '../decide/decide-requests.ts';
import { decideTransfer, type TransferredSide, type TransferVerdict } from '../decide/decide-transfer.ts';
import type { Entry } from '../entries.ts';
import { fingerprintOf } from '../decide/fingerprint.ts';
import { entriesFromRows, loadAnswers } from './load-accounts.ts';
import { invalidCommand, problemFrom, unknownAccount, type Refusal } from '../problems.ts';
import type { AccountWrite } from './queries.ts';
import { refuse } from '../account/refuse.ts';
import { stateFromRow } from './rows.ts';
import { storeAccounts } from './store-accounts.ts';

/** Both sides of a transfer. */
export interface Transfer {
  readonly id: string;
  readonly sent: Entry;
  /** One for each grant that the receiver got, in the order in which the sender would have spent them. */
  readonly received: readonly Entry[];
}

/** What the transaction of a transfer commits: the transfer, now or before, or that it was refused. */
type Committed = { readonly transfer: Transfer; readonly replayed: boolean } | { readonly refusal: Refusal };

/**
 * Moves credits from one account to another in one transaction. It locks the rows of both, one after the other in the order of their
 * ids as every writer does, so that transfers in both directions at once never wait for each other in a circle.
 */
export async function transferCredits(place: Place, command: NamedTransfer, { alongside, onReplay }: Options): Promise<Transfer> {
  const committed = await place.database.transaction((tx) => transferIn(tx, place, command, alongside));
  place.recent.forget(command.accountId);
  place.recent.forget(command.toAccountId);
  if ('refusal' in committed) throw problemFrom(committed.refusal);
  if (committed.replayed) onReplay?.();
  return committed.transfer;
}

async function transferIn(tx: Tx, place: Place, command: NamedTransfer, alongside: Options['alongside']): Promise<Committed> {
  const { queries, clock } = place;
  const { accountId, toAccountId } = command;
  const checked = checkTransfer(command);
  const states = await lockStates(tx, place, typeof checked === 'string' ? [accountId] : [accountId, toAccountId]);
  const stored = states.get(accountId);
  if (stored === undefined) throw unknownAccount(`There is no account ${accountId}: open it first.`);
  const before = await findAnswer(tx, place, command);
  if (before) return { transfer: before, replayed: true };
  const storedReceiver = states.get(toAccountId);
  const nowMs = Math.max(bookingTimeMs(stored, clock.nowMs()), storedReceiver?.lastAtMs ?? 0);
  const due = advance(stored, nowMs);
  const fingerprint = fingerprintOf(command);
  const remember = async ({ refusal }: { readonly refusal: Refusal }): Promise<Committed> => {
    const state = { ...due.state, refusals: due.state.refusals + 1 };
    const remembered: RememberedRefusal = { commandId: command.id, fingerprint, atMs: nowMs, refusal };
    await store(tx, place, [{ ...due, state, refusals: [remembered] }]);
    return { refusal };
  };
  if (typeof checked === 'string') return remember(refuse(invalidCommand, `${checked}.`));
  const receiver = storedReceiver && advance(storedReceiver, nowMs);
  const sentToday = await queries.sumTransfers(tx, accountId, dayOf(nowMs));
  const verdict = decideTransfer(
    { sender: due.state, receiver: receiver?.state, sentToday },
    checked,
    { commandId: command.id, fingerprint },
    nowMs,
  );
  if ('refusal' in verdict) return remember(verdict);
  const { sender } = verdict;
  await store(tx, place, [sideOf(due, sender), sideOf(receiver, verdict.receiver)]);
  const transfer = answerOf(verdict);
  await alongside?.(tx, [transfer.sent, ...transfer.received]);
  return { transfer, replayed: false };
}

async function lockStates(tx: Tx, { queries }: Place, accountIds: readonly string[]): Promise<ReadonlyMap<string, AccountState>> {
  const states = new Map<string, AccountState>();
  for (const accountId of accountIds.toSorted((a, b) => (a < b ? -1 : 1))) {
    const row = await queries.lockAccount(tx, accountId);
    if (row) states.set(accountId, stateFromRow(row));
  }
  return states;
}

/** The transfer that the command's id was answered with before, if it was. Throws what it was refused with, and `command_id_reused` when it was used for something else. */
async function findAnswer(tx: Tx, { queries }: Place, command: NamedTransfer): Promise<Transfer | undefined> {
  const { accountId, id } = command;
  const history = await queries.loadHistory(tx, { commands: [{ accountId, id }], holds: [], grants: [] });
  const answers = await loadAnswers(queries, tx, history);
  const outcome = answerAgain([command], answers.get(accountId) ?? new Map());
  if (outcome === undefined) return undefined;
  if (outcome.outcome === 'refused') throw outcome.problem;
  const [sent] = outcome.entries;
  assert(sent?.transfer, 'a transfer that was booked has an entry with its id');
  const rows = await queries.loadTransferSide(tx, sent.transfer.otherAccountId, sent.transfer.id);
  return { id: sent.transfer.id, sent, received: await entriesFromRows(queries, tx, rows) };
}

async function store(tx: Tx, { queries }: Place, writes: readonly AccountWrite[]): Promise<void> {
  const saved = await storeAccounts(queries, { tx }, writes);
  assert(saved.size === writes.length, 'nobody writes an account whose row is locked');
}

function answerOf({ sender, receiver }: Exclude<TransferVerdict, { readonly refusal: Refusal }>): Transfer {
  const sent = sender.booked[0]?.entry;
  assert(sent?.transfer, 'the entry of a transfer has its id');
  return { id: sent.transfer.id, sent, received: receiver.booked.map((booked) => booked.entry) };
}

/** What time had done to an account and then the transfer did, to be stored together. */
function sideOf(due: Advanced | undefined, { state, booked, alerts }: TransferredSide): AccountWrite {
  return { state, booked: [...(due?.booked ?? []), ...booked], alerts: [...(due?.alerts ?? []), ...alerts], refusals: [] };
}

/** Midnight before a moment, by UTC. */
function dayOf(atMs: number): number {
  return atMs - (atMs % 86_400_000);
}
