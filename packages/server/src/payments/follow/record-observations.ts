import { appendEvents, type Database, type Tx } from '../../database/index.ts';
import type { BlockRef, NetworkId, Transfer } from '../chain.ts';
import { insertBlock, moveCursor, deleteBlocksAbove, type BlockLink } from './cursor-queries.ts';
import { insertObservations, orphanAbove, upsertDeposits, type DepositObservation, type Observation } from '../deposits/deposit-queries.ts';
import type { PaymentsContext } from '../context.ts';
import type { DepositRow } from '../invoices/invoice-queries.ts';
import { matchDeposits } from '../matching/index.ts';
import { recordPayments, unseeAbove } from '../payouts/index.ts';
import { orphanSweeps, recordSweeps } from './sweeps.ts';
import { depositEvents, refreshInvoices } from '../tell-changes.ts';

/** Another process has moved the cursor of this network: read it again and go on from there. */
export class CursorMoved extends Error {
  override readonly name = 'CursorMoved';
}

type RecordingContext = Pick<PaymentsContext, 'database' | 'rules'>;

interface Step {
  readonly network: NetworkId;
  /** Where the cursor was when the chain was read. */
  readonly from: BlockRef;
  readonly nowMs: number;
}

/**
 * Moves the cursor over blocks whose transfers are all known, and records those that go to us, with their deposits, invoices and
 * events, in one transaction. Running it twice changes nothing more: the second run finds the cursor elsewhere.
 */
export async function recordObservations(
  context: RecordingContext,
  step: Step & {
    readonly through: BlockLink;
    readonly observations: readonly Observation[];
    readonly sweeps: readonly Transfer[];
    readonly checked: boolean;
  },
): Promise<void> {
  const { network, from, through, observations, sweeps, checked, nowMs } = step;
  await context.database.transaction(async (tx) => {
    if (!(await moveCursor(tx, network, { from, to: through, checked, nowMs }))) throw new CursorMoved();
    await insertBlock(tx, network, through);
    await recordSeen(tx, context, { network, observations, headNumber: through.number, nowMs });
    await recordSweeps(tx, network, { fromBlock: from.number + 1, toBlock: through.number, sweeps, nowMs });
  });
}

/** Records transfers to us, and payouts that have arrived, with what follows from them, in a transaction that has moved the cursor or its mark. */
export async function recordSeen(
  tx: Tx,
  { rules }: Pick<RecordingContext, 'rules'>,
  seen: { readonly network: NetworkId; readonly observations: readonly Observation[]; readonly headNumber: number; readonly nowMs: number },
): Promise<void> {
  const { network, headNumber, nowMs } = seen;
  const observations = seen.observations.filter((each): each is DepositObservation => each.depositId !== undefined);
  await insertObservations(tx, network, nowMs, observations);
  const found = await upsertDeposits(tx, network, nowMs, observations);
  const deposits = await matchDeposits(tx, network, found, { rules, nowMs });
  await refreshInvoices(tx, deposits, nowMs);
  await appendEvents(
    tx,
    deposits.flatMap((deposit) => depositEvents(deposit, headNumber)),
  );
  await recordPayments(
    tx,
    network,
    seen.observations.filter((each) => each.depositId === undefined),
  );
}

/**
 * Moves the cursor back to the block where the chain has forked, and takes back what was seen above it. Credits stay: a deposit
 * that was credited keeps its credits, because it was final by the chain's own rule. Gives those, for an alarm.
 */
export async function rewindTo(database: Database, step: Step & { readonly fork: BlockLink | BlockRef }): Promise<readonly DepositRow[]> {
  const { network, from, fork, nowMs } = step;
  return database.transaction(async (tx) => {
    if (!(await moveCursor(tx, network, { from, to: fork, checked: false, nowMs }))) throw new CursorMoved();
    await deleteBlocksAbove(tx, network, fork.number);
    if ('parentHash' in fork) await insertBlock(tx, network, fork);
    const deposits = await orphanAbove(tx, network, fork.number, nowMs);
    await orphanSweeps(tx, network, { fromBlock: fork.number + 1, nowMs });
    await refreshInvoices(tx, deposits, nowMs);
    await unseeAbove(tx, network, fork.number);
    await appendEvents(
      tx,
      deposits.flatMap((deposit) => depositEvents(deposit, fork.number)),
    );
    return deposits.filter((deposit) => deposit.status === 'credited');
  });
}
