import type { BudgetPeriod, BudgetScope } from '../account-rules.ts';
import type { GrantKind } from '../grants.ts';

/** What the owner of an account wants to hear of in time. Each is told once when it is crossed, and again only after it was left. */
export type Alert =
  | { readonly alert: 'balance.low'; readonly balance: bigint; readonly level: bigint }
  | {
      readonly alert: 'budget.reached';
      readonly scope: BudgetScope;
      readonly period: BudgetPeriod;
      /** 80 or 100 percent of the limit. */
      readonly percent: 80 | 100;
      readonly used: bigint;
      readonly limit: bigint;
      readonly startsAnewAtMs: number | null;
    }
  | {
      readonly alert: 'grant.expiring';
      readonly grantId: string;
      readonly kind: GrantKind;
      /** 30, 7 or 1 days ahead. */
      readonly days: 30 | 7 | 1;
      /** What of it is available. */
      readonly amount: bigint;
      readonly expiresAtMs: number;
    };
