import { findRunningSubscription, noteSubscription, type Purchase } from '../../offers/index.ts';
import { derivedId } from '../../kernel/index.ts';
import type { Command } from '../../ledger/index.ts';
import type { PaymentsContext } from '../context.ts';
import { creditsInstead } from './earned-grants.ts';
import { arrivedBefore } from '../invoices/invoice-state.ts';
import { selectDepositsOf, type DepositRow, type InvoiceRow } from '../invoices/invoice-queries.ts';
import { factOf, finalInTime, grantCommand, linesOf, Overtaken, sumOf, type Settlement, type Try } from './settlement.ts';

/** How often to look again at a part whose rest has arrived in time and is not final yet. */
const restConfirmsMs = 60_000;

/** What a deposit for a subscription comes to; a part of the price waits for the rest until a time. */
export type SubscriptionSettlement = Settlement | { readonly waitsUntilMs: number };

/**
 * The deposit that completes the price starts the subscription or extends the one that runs; the others for the same invoice bring nothing
 * more, and what goes beyond the price is granted as purchased credits. A part of the price waits; when the rest does not come, it is
 * turned into purchased credits at the same rate.
 */
export async function settleSubscription(
  context: PaymentsContext,
  invoice: InvoiceRow,
  purchase: Purchase,
  deposit: DepositRow & { readonly final_at: Date },
  memo: string,
  { suffix, stopped }: Try,
): Promise<SubscriptionSettlement> {
  const { database, clock } = context;
  const { account_id: accountId, credited_usdt: before, once_granted_at: startedAt, price_usdt: price, least_usdt: least } = invoice;
  const after = before + deposit.amount_usdt;
  const beyond = (sum: bigint): bigint => (sum > price ? sum - price : 0n);
  const instead = (from: bigint, to: bigint): Settlement => {
    const grants = creditsInstead(purchase, { from, to }, deposit.final_at.getTime());
    const commands = grants.map((grant) => grantCommand(deposit, grant, memo, suffix));
    return { commands, lines: linesOf(grants), credits: sumOf(grants), once: false };
  };
  if (startedAt !== null) return instead(beyond(before), beyond(after));
  if (before > 0n) return instead(before, after);
  const deposits = await selectDepositsOf(database.sql, accountId, [invoice.id]);
  if (finalInTime(invoice, deposits) < least) {
    const waitsUntilMs = partWaitsUntilMs(invoice, deposits, clock.nowMs());
    return waitsUntilMs === undefined ? instead(0n, after) : { waitsUntilMs };
  }
  const rest = instead(0n, beyond(after));
  const started = await startOrExtend(context, invoice, purchase, deposit, memo, { suffix, stopped });
  return {
    commands: [...started.commands, ...rest.commands],
    lines: [...started.lines, ...rest.lines],
    credits: started.credits + rest.credits,
    once: true,
    ...(started.alongside === undefined ? {} : { alongside: started.alongside }),
  };
}

/** Until when a part of a subscription's price waits for the rest; `undefined` when it does not wait any more. In milliseconds. */
export function partWaitsUntilMs(invoice: InvoiceRow, deposits: readonly DepositRow[], nowMs: number): number | undefined {
  const { least_usdt: least, grace_until: graceUntil } = invoice;
  if (invoice.once_granted_at !== null || invoice.credited_usdt > 0n || invoice.canceled_at !== null) return undefined;
  if (finalInTime(invoice, deposits) >= least) return undefined;
  if (nowMs < graceUntil.getTime()) return graceUntil.getTime();
  const onItsWay = deposits.filter(({ status }) => status !== 'orphaned' && status !== 'returned').map(factOf);
  return arrivedBefore(onItsWay, graceUntil.getTime()) >= least ? nowMs + restConfirmsMs : undefined;
}

/** Extends what runs on the same terms, so that its days stay; otherwise begins where what is paid for ends, or now. */
async function startOrExtend(
  { database, clock }: PaymentsContext,
  invoice: InvoiceRow,
  purchase: Purchase,
  deposit: DepositRow,
  memo: string,
  { suffix, stopped }: Try,
): Promise<Settlement> {
  const { account_id: accountId } = invoice;
  const [line] = purchase.lines;
  const amount = line?.credits ?? 0n;
  const cycles = purchase.cycles ?? 1;
  const found = await findRunningSubscription(database.sql, accountId, purchase, clock.nowMs());
  const running = stopped ? { extends: null, paidUntilMs: null, stopped: found.extends } : found;
  const base = { accountId, reference: { type: 'invoice' as const, id: invoice.id }, memo };
  const id = running.extends?.id ?? derivedId('sub', deposit.id);
  const command: Command = running.extends
    ? { ...base, command: 'extend-recurring-grant', id: `settle:${deposit.id}:extend${suffix}`, recurringId: id, cycles }
    : {
        ...base,
        command: 'start-recurring-grant',
        id: `settle:${deposit.id}:start${suffix}`,
        recurringId: id,
        amount,
        unit: 'month',
        cycles,
        rollover: purchase.rollover,
        label: line?.label,
        ...(running.paidUntilMs === null ? {} : { startsAtMs: running.paidUntilMs }),
      };
  return {
    commands: [command],
    lines: [{ kind: 'subscription', credits: amount * BigInt(cycles), label: purchase.title }],
    credits: amount * BigInt(cycles),
    once: true,
    async alongside(tx, [first]) {
      const startsAtMs = running.paidUntilMs ?? first?.atMs ?? clock.nowMs();
      if (!(await noteSubscription(tx, { accountId, id, purchase, running, startsAtMs }))) throw new Overtaken();
    },
  };
}
