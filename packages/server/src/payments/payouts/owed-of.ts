import type { Sql } from '../../database/index.ts';
import { amountToText, assert } from '../../kernel/index.ts';
import type { Entry } from '../../ledger/index.ts';
import { linesFromJson } from '../deposits/deposit-view.ts';
import type { DepositRow } from '../invoices/invoice-queries.ts';
import { nothingToPayOut } from '../problems.ts';
import { sumPayouts } from './queries.ts';

/** What a refund takes back of what was bought, in micro-credits; what it withdraws of a bonus is not paid for. */
export function creditsPaidBack(refund: Entry): bigint {
  return refund.postings.find(({ book }) => book === 'issuance')?.amount ?? 0n;
}

/**
 * What these credits were of the deposit that bought them: rounded down, and never more than what is left of it. Part of the decision only
 * where the deposit is locked. Refuses `nothing_to_pay_out`.
 */
export async function owedOf(
  from: Sql,
  deposit: DepositRow | undefined,
  credits: bigint,
): Promise<{ readonly deposit: DepositRow; readonly amountUsdt: bigint }> {
  if (deposit?.status !== 'credited') {
    throw nothingToPayOut('These credits were not bought with USDT that arrived here: refund them, and pay back the way they were paid.');
  }
  if (deposit.unmatched_reason === 'vanished')
    throw nothingToPayOut('The chain took back the deposit that these credits were bought with.');
  const lines = linesFromJson(deposit.lines);
  if (lines.some(({ kind }) => kind === 'subscription' || kind === 'settled')) {
    throw nothingToPayOut('The deposit has also paid for something else than credits: refund them, and work out by hand what to pay back.');
  }
  const bought = lines.reduce((sum, line) => (line.kind === 'purchased' ? sum + line.credits : sum), 0n);
  assert(credits > 0n && credits <= bought, 'a refund gives back a part of what its deposit bought');
  const amountUsdt = (deposit.amount_usdt * credits) / bought;
  if (amountUsdt === 0n) throw nothingToPayOut('What is left of the purchase is worth less than a millionth of a USDT.');
  await requireRoom(from, deposit, amountUsdt);
  return { deposit, amountUsdt };
}

/** Under the lock of the deposit, where something is written after it. Refuses `nothing_to_pay_out`. */
export async function requireRoom(from: Sql, deposit: DepositRow, amountUsdt: bigint): Promise<void> {
  const left = deposit.amount_usdt - (await sumPayouts(from, deposit.account_id, deposit.id));
  if (amountUsdt > left) {
    throw nothingToPayOut(`Of this deposit ${amountToText(left)} USDT are not paid back yet: ${amountToText(amountUsdt)} are more.`);
  }
}
