import type { Database, Sql } from '../database/index.ts';
import type { MicroCredits, UsdtUnits } from '../kernel/index.ts';
import type { Entry, Ledger, Options, SetCreditLimitCommand } from '../ledger/index.ts';
import { selectUsagePlan, upsertUsagePlan } from './queries.ts';
import { usagePlanNotFound } from './problems.ts';
import { readCurrentOffers } from './read-offers.ts';

/** At which price an account pays for what it has used. */
export interface UsagePlanOfAccount {
  readonly planId: string;
  readonly title: string;
  readonly pricePerCreditUsdt: UsdtUnits;
}

export interface StartUsagePlan extends Pick<SetCreditLimitCommand, 'id' | 'accountId' | 'reference'> {
  readonly planId: string;
  /** Micro-credits; what the plan says when left out. */
  readonly creditLimit?: MicroCredits | undefined;
}

/**
 * Lets an account spend first and pay after, at the price that the plan has now. Its limit and its price are set in one transaction. Refuses
 * `usage_plan_not_found`, and what the ledger refuses of a credit limit.
 */
export async function startUsagePlan(
  { database, ledger }: { readonly database: Database; readonly ledger: Pick<Ledger, 'setCreditLimit'> },
  { planId, creditLimit, ...command }: StartUsagePlan,
  options: Options = {},
): Promise<Entry> {
  const { usagePlans } = await readCurrentOffers(database.sql);
  const plan = usagePlans.find(({ id }) => id === planId);
  if (plan === undefined) {
    const planIds = usagePlans.map(({ id }) => id);
    throw usagePlanNotFound(
      `There is no such usage plan. ${planIds.length === 0 ? 'The offers have none.' : `Choose one of ${planIds.join(', ')}.`}`,
      {
        planIds,
      },
    );
  }
  return ledger.setCreditLimit(
    { ...command, amount: creditLimit ?? plan.creditLimit, memo: plan.title },
    {
      ...options,
      async alongside(tx, entries) {
        await upsertUsagePlan(tx, command.accountId, {
          plan_id: plan.id,
          title: plan.title,
          price_per_credit_usdt: plan.pricePerCreditUsdt,
        });
        await options.alongside?.(tx, entries);
      },
    },
  );
}

/** The usage plan of an account; `null` for one that pays before. */
export async function readUsagePlan(from: Sql, accountId: string): Promise<UsagePlanOfAccount | null> {
  const row = await selectUsagePlan(from, accountId);
  return row === undefined ? null : { planId: row.plan_id, title: row.title, pricePerCreditUsdt: row.price_per_credit_usdt };
}
