import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Database, Tx } from '../../database/index.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { Ledger } from '../ledger.ts';
import { auditAfter, coverUp } from '../testing/forge.ts';
import { audit } from './audit.ts';

/** The numbers of the entries that a test is about stand beside the commands. */
let database: Database;
const clock = { ms: 0, nowMs: () => clock.ms };
const usage = { projectId: 'p1' };
const hourMs = 3_600_000;

/** All that an account settles, and what follows from it in three days, across a change of clocks. */
async function fillRules(ledger: Ledger): Promise<void> {
  const accountId = 'acct_rules';
  const scope = { type: 'project', id: 'p1' } as const;
  const plan = { recurringId: 'plan', amount: 100n, unit: 'day', timeZone: 'Europe/Berlin', cycles: 4 } as const;
  clock.ms = Date.parse('2026-03-28T08:00:00Z');
  await ledger.openAccount({ id: 'open', accountId });
  await ledger.grant({ id: 'buy', accountId, kind: 'purchased', amount: 1000n }); // 2
  await ledger.grant({ id: 'bonus', accountId, kind: 'bonus', amount: 100n, expiresAtMs: Date.parse('2026-05-30T00:00:00Z') });
  await ledger.setReserve({ id: 'reserve', accountId, amount: 50n }); // 4
  await ledger.setAlertLevel({ id: 'level', accountId, amount: 200n }); // 5
  await ledger.setBudget({ id: 'budget', accountId, scope, period: 'day', limit: 500n }); // 6
  await ledger.setCreditLimit({ id: 'limit', accountId, amount: 300n });
  await ledger.startRecurringGrant({ id: 'plan', accountId, ...plan, rollover: { max: 30n, cycles: 2 } }); // 8, and 9 the first cycle
  await ledger.spend({ id: 's1', accountId, amount: 90n, usage }); // 10: 9au90
  await ledger.hold({ id: 'h1', accountId, holdId: 'h1', amount: 200n, timeoutMs: 48 * hourMs, usage }); // 11: 9ah10 3ah100 2ah90
  clock.ms = Date.parse('2026-03-29T07:30:00Z'); // 12: the second cycle, an hour earlier by UTC
  await ledger.capture({ id: 'c1', accountId, holdId: 'h1', amount: 120n, final: false }); // 13: 9hu10 3hu100 2hu10
  await ledger.spend({ id: 's2', accountId, amount: 150n, usage }); // 14: 12au100 2au50
  await ledger.reverse({ id: 'r1', accountId, commandId: 's2' }); // 15: 2ua50 12ua100
  clock.ms = Date.parse('2026-03-30T08:00:00Z');
  await ledger.bookDue(10); // 16: the rollover 12ai30 16ia30; 17: the third cycle; 18: 12ab70; 19: the hold has timed out
}

async function fillCredit(ledger: Ledger): Promise<void> {
  const accountId = 'acct_credit';
  await ledger.openAccount({ id: 'open', accountId });
  await ledger.setCreditLimit({ id: 'limit', accountId, amount: 300n }); // 2
  await ledger.grant({ id: 'bonus', accountId, kind: 'bonus', amount: 20n });
  await ledger.spend({ id: 's1', accountId, amount: 100n }); // 4: 3au20 0nu80
  await ledger.hold({ id: 'h1', accountId, holdId: 'h1', amount: 50n, timeoutMs: 48 * hourMs }); // 5: 0nh50
  await ledger.closePeriod({ id: 'close', accountId }); // 6: 0rn80
  await ledger.settle({ id: 'settle', accountId, amount: 60n }); // 7: 0ir60
  await ledger.reverse({ id: 'r1', accountId, commandId: 's1' }); // 8: 0un80 3ua20
  for (const id of ['s2', 's3']) await ledger.spend({ id, accountId, amount: 5n }); // 9 and 10: 3au5
  for (const commandId of ['s2', 's3']) await ledger.reverse({ id: `r_${commandId}`, accountId, commandId }); // 11 and 12: 3ua5
}

async function fillRefund(ledger: Ledger): Promise<void> {
  const accountId = 'acct_refund';
  await ledger.openAccount({ id: 'open', accountId });
  await ledger.grant({ id: 'buy', accountId, kind: 'purchased', amount: 100n });
  await ledger.grant({ id: 'bonus', accountId, kind: 'bonus', amount: 20n });
  await ledger.grant({ id: 'again', accountId, kind: 'purchased', amount: 100n });
  await ledger.spend({ id: 's1', accountId, amount: 15n });
  await ledger.refund({ id: 'refund', accountId, commandId: 'buy', bonusCommandIds: ['bonus'] }); // 6: 2ai85 2ap15 3ap5
}

async function fillSender(ledger: Ledger): Promise<void> {
  const accountId = 'acct_sender';
  for (const id of [accountId, 'acct_taker']) await ledger.openAccount({ id: 'open', accountId: id });
  await ledger.grant({ id: 'buy', accountId, kind: 'purchased', amount: 100n });
  await ledger.setReserve({ id: 'reserve', accountId, amount: 30n }); // 3
  await ledger.transfer({ id: 'send', accountId, toAccountId: 'acct_taker', amount: 60n }); // 4
}

beforeAll(async () => {
  database = await testDatabase();
  const ledger = new Ledger({ database, clock });
  for (const fill of [fillRules, fillCredit, fillRefund, fillSender]) await fill(ledger);
  await ledger.close();
});

test('whole books have no difference', async () => {
  expect((await audit(database)).difference).toBeNull();
});

/** What a forger does to one entry, or to the grant that it gives. */
type Forgery = (tx: Tx, accountId: string, number: number) => Promise<unknown>;

const moves =
  (text: string, granted?: number): Forgery =>
  async (tx, accountId, number) => {
    await sql`update ledger.entries set moves = ${text} where account_id = ${accountId} and number = ${number}`.execute(tx);
    if (granted === undefined) return;
    await sql`update ledger.grants set amount = ${granted} where account_id = ${accountId} and number = ${number}`.execute(tx);
  };
const column =
  (name: string, value: string | number): Forgery =>
  (tx, accountId, number) =>
    sql`update ledger.entries set ${sql.ref(name)} = ${value} where account_id = ${accountId} and number = ${number}`.execute(tx);
const rule = (from: string, to: string): Forgery => {
  return (tx, accountId, number) =>
    sql`update ledger.entries set rule = replace(rule, ${from}, ${to}) where account_id = ${accountId} and number = ${number}`.execute(tx);
};
const later: Forgery = async (tx, accountId, number) => {
  for (const [table, name] of [
    ['entries', 'at'],
    ['grants', 'created_at'],
    ['grants', 'effective_at'],
  ] as const) {
    await sql`update ${sql.table(`ledger.${table}`)} set ${sql.ref(name)} = ${sql.ref(name)} + interval '1 second'
      where account_id = ${accountId} and number = ${number}`.execute(tx);
  }
};
const longer: Forgery = (tx, accountId, number) =>
  sql`update ledger.grants set expires_at = expires_at + interval '1 hour' where account_id = ${accountId} and number = ${number}`.execute(
    tx,
  );

describe('an entry that should not be is named, though its sums and hashes were made right', () => {
  test.each<[what: string, rule: string, accountId: string, forged: number, named: number | null, forgery: Forgery]>([
    ['another reserve', 'reserve', 'acct_rules', 4, null, rule('50', '60')],
    ['a reserve that a transfer would have taken', 'reserve', 'acct_sender', 3, 4, rule('30', '50')],
    ['another alert level', 'alerts', 'acct_rules', 5, null, rule('200', '2000')],
    ['a lower budget', 'budgets', 'acct_rules', 6, 14, rule('500', '300')],
    ['a budget of another project', 'budgets', 'acct_rules', 6, null, rule('p1', 'p2')],
    ['a budget of another period', 'budgets', 'acct_rules', 6, null, rule('day', 'week')],
    ['a rule of another kind', 'rule', 'acct_rules', 4, 4, rule('reserve', 'credit-limit')],
    ['a rule with a spend', 'rule', 'acct_rules', 10, 10, column('rule', '["reserve","0"]')],
    ['a rule without form', 'rule', 'acct_rules', 4, 4, column('rule', '["reserve",50]')],
    ['a capture of another project', 'usage', 'acct_rules', 13, 13, column('project_id', 'p2')],
    ['a spend of another project, that was reversed', 'usage', 'acct_rules', 14, 15, column('project_id', 'p2')],
    ['a larger cycle', 'recurring', 'acct_rules', 12, 12, moves('12ia120', 120)],
    ['a cycle that lasts longer', 'recurring', 'acct_rules', 12, 12, longer],
    ['a cycle that begins late', 'due', 'acct_rules', 12, 12, later],
    ['another cycle', 'recurring', 'acct_rules', 17, 17, rule('2', '3')],
    ['fewer cycles', 'due', 'acct_rules', 8, 12, rule('"Europe/Berlin",4', '"Europe/Berlin",1')],
    ['another time zone', 'recurring', 'acct_rules', 8, 9, rule('Europe/Berlin', 'UTC')],
    ['a smaller cycle in the plan', 'recurring', 'acct_rules', 8, 9, rule('"100"', '"90"')],
    ['a lower cap of what rolls over', 'recurring', 'acct_rules', 8, 16, rule('"30"', '"20"')],
    ['more rolled over', 'recurring', 'acct_rules', 16, 16, moves('12ai40 16ia40', 40)],
    ['a rollover that is kept longer', 'recurring', 'acct_rules', 16, 16, longer],
    ['a hold that times out late', 'due', 'acct_rules', 19, 19, later],
    ['another order of spending', 'burn-down', 'acct_rules', 14, 14, moves('2au150')],
    ['more of a grant than there was', 'grants', 'acct_rules', 14, 14, moves('12au110 2au40')],
    ['another part of a hold', 'holds', 'acct_rules', 13, 13, moves('9hu10 3hu90 2hu20')],
    ['a reversal of less', 'reversals', 'acct_rules', 15, 15, moves('2ua50 12ua90')],
    ['a reversal in another order', 'reversals', 'acct_rules', 15, 15, moves('12ua100 2ua50')],
    ['a reversal to breakage', 'reversals', 'acct_rules', 15, 15, moves('2ua50 12ub100')],
    ['a reversal of another entry', 'reversals', 'acct_rules', 15, 15, column('reverses_number', 10)],
    ['a second reversal of the same', 'reversals', 'acct_credit', 12, 12, column('reverses_number', 9)],
    ['a lower credit limit', 'credit', 'acct_credit', 2, 5, rule('300', '100')],
    ['credit before own credits', 'credit', 'acct_credit', 4, 4, moves('3au10 0nu90')],
    ['own credits after credit', 'credit', 'acct_credit', 4, 4, moves('0nu80 3au20')],
    ['a bill with what holds keep', 'credit', 'acct_credit', 6, 6, moves('0rn130')],
    ['a bill of less', 'credit', 'acct_credit', 6, 6, moves('0rn70')],
    ['more settled than billed', 'credit', 'acct_credit', 7, 7, moves('0ir90')],
    ['credit that is given back as credits', 'reversals', 'acct_credit', 8, 8, moves('0ua80 3ua20')],
    ['more paid back than was unused', 'refunds', 'acct_refund', 6, 6, moves('2ai90 2ap10 3ap5')],
    ['less paid back', 'refunds', 'acct_refund', 6, 6, moves('2ai80 2ap15 3ap5')],
    ['a bonus that is left in part', 'refunds', 'acct_refund', 6, 6, moves('2ai85 2ap15 3ap4')],
    ['a refund of a later purchase', 'refunds', 'acct_refund', 6, 6, column('reverses_number', 4)],
  ])('%s', async (_what, broken, accountId, forged, named, forgery) => {
    const { difference } = await auditAfter(database, async (tx) => {
      await forgery(tx, accountId, forged);
      await coverUp(tx, accountId);
    });
    expect(difference).toMatchObject({ accountId, rule: broken, number: named });
    expect(difference?.detail.length).toBeGreaterThan(10);
  });
});

describe('an account row that does not follow from its journal is named', () => {
  test.each<[what: string, rule: string, accountId: string, name: string, from: string, to: string]>([
    ['the reserve', 'reserve', 'acct_rules', 'rules', '["50",', '["51",'],
    ['the alert level', 'alerts', 'acct_rules', 'rules', '"200"', '"201"'],
    ['an alert that was not told', 'alerts', 'acct_rules', 'rules', '"200",0', '"200",1'],
    ['what is unbilled', 'credit', 'acct_credit', 'rules', '"300","-30"', '"300","-31"'],
    ['what is used of a budget', 'budgets', 'acct_rules', 'rules', '"120",0', '"119",0'],
    ['what was told of a budget', 'budgets', 'acct_rules', 'rules', '"120",0', '"120",80'],
    ['the window of a budget', 'budgets', 'acct_rules', 'rules', '1774742400000', '1774656000000'],
    ['the cycle that is next', 'recurring', 'acct_rules', 'rules', '3,1774940400000', '4,1774940400000'],
    ['what has rolled over', 'recurring', 'acct_rules', 'rules', '[16]', '[]'],
    ['a warning that nobody tells', 'alerts', 'acct_rules', 'grants', '0]', '5]'],
  ])('%s', async (_what, broken, accountId, name, from, to) => {
    const { difference } = await auditAfter(database, async (tx) => {
      const { rows } = await sql<{
        text: string;
      }>`select ${sql.ref(name)}::text as text from ledger.accounts where account_id = ${accountId}`.execute(tx);
      expect(rows[0]?.text).toContain(from);
      await sql`update ledger.accounts set ${sql.ref(name)} = replace(${sql.ref(name)}::text, ${from}, ${to})::json where account_id = ${accountId}`.execute(
        tx,
      );
    });
    expect(difference).toMatchObject({ accountId, rule: broken, number: null });
    expect(difference?.detail).toMatch(/the journal leads to|never told/u);
  });
});
