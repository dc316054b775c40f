import type { Sql, Tx } from '../../database/index.ts';
import { assert, derivedId } from '../../kernel/index.ts';
import type { Entry, Options, RefundCommand } from '../../ledger/index.ts';
import type { NetworkId } from '../chain.ts';
import type { PaymentsContext } from '../context.ts';
import { lockDeposit } from '../deposits/deposit-queries.ts';
import type { DepositRow } from '../invoices/invoice-queries.ts';
import { payoutNotFound, payoutNotReady, refundAddressNotFound } from '../problems.ts';
import { creditsPaidBack, owedOf, requireRoom } from './owed-of.ts';
import { viewPayout, type PayoutView } from './payout-view.ts';
import { insertPayout, lockPayout, selectPayout, selectRefundAddress, selectReplacement, type RefundAddressRow } from './queries.ts';
import { offeredNetwork } from './set-refund-address.ts';

/** A settlement names its grants `settle:` deposit `:` place, and `:` try after the first. */
const settleId = /^settle:(dep_[0-9a-z]{26}):\d+(?::\d+)?$/u;

/**
 * Refunds the first purchase of an account in the ledger, and in the same transaction writes down what is to be paid back in USDT, to the
 * address that the customer has confirmed on the network: the part of the deposit that its credits were, rounded down, and never more than
 * the deposit less what is paid out of it already. The same command id gives the same payout for ever. Refuses what `Ledger.refund` refuses,
 * `unknown_network`, `refund_address_not_found` and `nothing_to_pay_out`; then nothing is refunded.
 */
export async function createPayout(
  context: PaymentsContext,
  request: RefundCommand & { readonly network: string },
  options: Options = {},
): Promise<PayoutView> {
  const { network, ...command } = request;
  const { database, ledger, clock } = context;
  const networkId = offeredNetwork(context, network).chain.facts.id;
  const id = derivedId('pay', command.accountId, command.id);
  const entry = await ledger.refund(command, {
    ...options,
    async alongside(tx, entries) {
      const [refund] = entries;
      assert(refund !== undefined, 'a refund books an entry');
      const to = await confirmedAddress(tx, command.accountId, networkId);
      const { deposit, amountUsdt, credits } = await owedFor(tx, command, refund);
      await insertPayout(tx, {
        id,
        accountId: command.accountId,
        depositId: deposit.id,
        refundCommandId: command.id,
        replaces: null,
        to,
        amountUsdt,
        credits,
        nowMs: clock.nowMs(),
      });
      await options.alongside?.(tx, entries);
    },
  });
  assert(entry.kind === 'refund', 'the command was a refund');
  const row = await selectPayout(database.sql, id);
  assert(row !== undefined, 'a refund with a payout was booked together with it');
  return viewPayout(context, row);
}

/**
 * Writes a payout in the place of a canceled one, to the address that the customer has confirmed by now. A payout is replaced once; repeated,
 * it gives the same. Refuses `payout_not_found`, `payout_not_ready` for one that is not canceled, `unknown_network`,
 * `refund_address_not_found` and `nothing_to_pay_out`.
 */
export async function replacePayout(
  context: PaymentsContext,
  request: { readonly payoutId: string; readonly network: string },
): Promise<PayoutView> {
  const { database, clock } = context;
  const { payoutId } = request;
  const networkId = offeredNetwork(context, request.network).chain.facts.id;
  return database.transaction(async (tx) => {
    const canceled = await selectPayout(tx, payoutId);
    if (canceled === undefined) throw payoutNotFound('There is no such payout: take the id from the list.');
    // Deposits are locked before payouts, everywhere.
    const deposit = await lockDeposit(tx, canceled.account_id, canceled.deposit_id);
    assert(deposit !== undefined, 'the deposit of a payout exists');
    const locked = await lockPayout(tx, payoutId);
    if (locked?.status !== 'canceled') throw payoutNotReady('Only a canceled payout is replaced: cancel it first, if it was never sent.');
    const before = await selectReplacement(tx, payoutId);
    if (before !== undefined) return viewPayout(context, before);
    const to = await confirmedAddress(tx, canceled.account_id, networkId);
    await requireRoom(tx, deposit, canceled.amount_usdt);
    const id = derivedId('pay', 'replaces', payoutId);
    await insertPayout(tx, {
      id,
      accountId: canceled.account_id,
      depositId: deposit.id,
      refundCommandId: canceled.refund_command_id,
      replaces: payoutId,
      to,
      amountUsdt: canceled.amount_usdt,
      credits: canceled.credits,
      nowMs: clock.nowMs(),
    });
    const row = await selectPayout(tx, id);
    assert(row !== undefined, 'the payout was written just now');
    return viewPayout(context, row);
  });
}

async function confirmedAddress(from: Sql, accountId: string, network: NetworkId): Promise<RefundAddressRow> {
  const row = await selectRefundAddress(from, accountId, network);
  if (row !== undefined) return row;
  throw refundAddressNotFound('The customer has confirmed no address on this network: ask them to, or choose another network.');
}

/** What the refunded credits were of the deposit that bought them. */
async function owedFor(
  tx: Tx,
  { accountId, commandId }: RefundCommand,
  refund: Entry,
): Promise<{ readonly deposit: DepositRow; readonly amountUsdt: bigint; readonly credits: bigint }> {
  const depositId = settleId.exec(commandId)?.[1];
  const deposit = depositId === undefined ? undefined : await lockDeposit(tx, accountId, depositId);
  const credits = creditsPaidBack(refund);
  return { ...(await owedOf(tx, deposit, credits)), credits };
}
