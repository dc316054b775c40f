import { sql } from 'kysely';
import type { JsonObject, Sql } from '../../database/index.ts';
import { amountToText, assert, type UsdtUnits } from '../../kernel/index.ts';
import { purchaseOf, readCurrentOffers, type Offers, type Purchase } from '../../offers/index.ts';
import type { PaymentsContext } from '../context.ts';
import { earnedGrants } from './earned-grants.ts';
import type { DepositRow } from '../invoices/invoice-queries.ts';
import { grantCommand, linesOf, sumOf, type Settlement, type Try } from './settlement.ts';
import { purchaseFromJson } from '../invoices/stored-purchase.ts';

/** For how long the rate of an invoice counts for what comes without one. Prices of long ago are nobody's expectation. */
const rateLastsMs = 30 * 86_400_000;

/**
 * What a deposit to the address of an account comes to that pays no invoice: bought credits, at the rate of the invoice for credits that the
 * account asked for last, within the last 30 days, or else at that of the largest pack on sale that the amount pays for, or of the smallest
 * pack. No bonus: that belongs to a price that was reached.
 */
export async function settleWithoutInvoice(
  { database, clock }: PaymentsContext,
  deposit: DepositRow & { readonly final_at: Date },
  { suffix }: Try,
): Promise<Settlement> {
  const finalAtMs = deposit.final_at.getTime();
  const purchase =
    (await selectLastPurchase(database.sql, deposit.account_id, deposit.block_time.getTime())) ??
    packFor(await readCurrentOffers(database.sql), deposit.amount_usdt, clock.nowMs());
  const terms = { amount: deposit.amount_usdt, finalAtMs, creditedBefore: 0n, onceIsDue: false, firstPurchase: false };
  const grants = earnedGrants(purchase, terms);
  const memo = `${amountToText(deposit.amount_usdt)} USDT without an invoice, at the rate of ${purchase.title}`;
  return {
    commands: grants.map((grant) => grantCommand(deposit, grant, memo, suffix)),
    lines: linesOf(grants),
    credits: sumOf(grants),
    once: false,
  };
}

async function selectLastPurchase(from: Sql, accountId: string, arrivedAtMs: number): Promise<Purchase | undefined> {
  const { rows } = await sql<{ purchase: JsonObject }>`
    select purchase from invoices
    where account_id = ${accountId} and created_at > ${new Date(arrivedAtMs - rateLastsMs)} and purchase ->> 'kind' in ('pack', 'images')
    order by created_at desc, id desc limit 1`.execute(from);
  return rows[0] && purchaseFromJson(rows[0].purchase);
}

function packFor(offers: Offers, amount: UsdtUnits, nowMs: number): Purchase {
  const packs = offers.packs.toSorted((a, b) => (a.priceUsdt < b.priceUsdt ? -1 : a.priceUsdt > b.priceUsdt ? 1 : 0));
  const pack = packs.findLast(({ priceUsdt }) => priceUsdt <= amount) ?? packs[0];
  assert(pack !== undefined, 'offers hold a pack at least');
  return purchaseOf(offers, { packId: pack.id }, { nowMs, firstPurchase: false, owed: null });
}
