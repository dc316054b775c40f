import { Broken, demand } from './broken.ts';
import { BudgetBooks } from './budget-books.ts';
import type { AuditedEntry } from './queries.ts';
import { RuleRead } from './read-rule.ts';
import { RecurringBooks } from './recurring-books.ts';

/** What an account settles about its credits, by the entries so far. */
export class RuleBooks {
  reserve = 0n;
  alertLevel: bigint | null = null;
  /** `unbilled` is less than zero when something was given back that had been billed; `held` is the part that open holds keep. */
  readonly credit = { limit: 0n, unbilled: 0n, billed: 0n, held: 0n };
  readonly budgets = new BudgetBooks();
  readonly recurring = new RecurringBooks();

  /** Follows an entry that sets something. */
  set(entry: AuditedEntry, number: number): void {
    const rule = new RuleRead(entry.rule);
    const atMs = entry.at.getTime();
    demand(rule.name === ruleOf[entry.kind], 'rule', `an entry of kind ${entry.kind} sets the rule ${rule.name}`);
    switch (entry.kind) {
      case 'set-reserve':
        this.reserve = rule.amount(1);
        return;
      case 'set-alert-level':
        this.alertLevel = rule.isNull(1) ? null : rule.amount(1);
        return;
      case 'set-credit-limit':
        this.credit.limit = rule.isNull(1) ? 0n : rule.amount(1);
        return;
      case 'set-budget':
        return this.budgets.set(rule, number, atMs);
      case 'start-recurring-grant':
        return this.recurring.start(rule, number, atMs);
      case 'extend-recurring-grant':
        return this.recurring.extend(rule, atMs);
      case 'stop-recurring-grant':
        return this.recurring.stop(rule, atMs);
      default:
        throw new Broken('kind', `there is no kind of entry called ${entry.kind}`);
    }
  }

  /** What the row of the account is to keep of them; `null` when nothing is settled and nothing is owed. */
  packed(balance: bigint, atMs: number): readonly unknown[] | null {
    const { limit, unbilled, billed } = this.credit;
    const credit = limit === 0n && unbilled === 0n && billed === 0n ? null : [limit.toString(), unbilled.toString(), billed.toString()];
    const [budgets, recurring] = [this.budgets.packed(), this.recurring.packed(atMs)];
    const nothing = this.reserve === 0n && this.alertLevel === null && credit === null && budgets.length + recurring.length === 0;
    if (nothing) return null;
    const level = this.alertLevel;
    return [this.reserve.toString(), level?.toString() ?? null, level !== null && balance < level ? 1 : 0, credit, budgets, recurring];
  }
}

/** Which rule each kind of entry sets. */
export const ruleOf: Readonly<Record<string, string>> = {
  'set-reserve': 'reserve',
  'set-alert-level': 'alert-level',
  'set-budget': 'budget',
  'set-credit-limit': 'credit-limit',
  'start-recurring-grant': 'recurring-grant',
  'extend-recurring-grant': 'more-cycles',
  'stop-recurring-grant': 'no-recurring-grant',
};
