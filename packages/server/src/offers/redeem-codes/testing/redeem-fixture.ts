import { sql } from 'kysely';
import { afterAll, expect } from 'vitest';
import { openDatabase, type Database } from '../../../database/index.ts';
import { newId, Problem, systemClock, type Clock } from '../../../kernel/index.ts';
import { audit, Ledger } from '../../../ledger/index.ts';
import { testDatabaseUrl } from '../../../../test/support/database.ts';
import { createRedeemCodes, redeemCode, type Campaign, type CreateRedeemCodes, type RedeemCodeContext } from '../../index.ts';

export const credit = 1_000_000n;
export const operator = { accountId: 'acct_operator', userId: 'user_operator' };

const url = await testDatabaseUrl();
/** Two handles with connections of their own, as two processes have. */
const handles = await Promise.all([openDatabase({ url }), openDatabase({ url })]);
afterAll(async () => {
  for (const handle of handles) await handle.close();
});

export function contextOn(database: Database, clock: Clock = systemClock): RedeemCodeContext {
  return { database, clock, ledger: new Ledger({ database, clock }) };
}
const [first, second] = handles;
if (first === undefined || second === undefined) throw new Error('there are two handles');
export const contexts = [contextOn(first), contextOn(second)] as const;
export const [context, otherContext] = contexts;

export async function newAccount(): Promise<string> {
  const accountId = newId('acct');
  await new Ledger({ database: context.database, clock: systemClock }).openAccount({ id: 'open', accountId });
  return accountId;
}

/** Makes a campaign of one code, unless the members say otherwise. */
export function newCampaign(members: Partial<CreateRedeemCodes> = {}, at: RedeemCodeContext = context): Promise<Campaign> {
  const request: CreateRedeemCodes = {
    label: 'Spring',
    kind: 'promotional',
    amount: 5n * credit,
    priority: 50,
    expiresAfterDays: null,
    expiresAtMs: null,
    validUntilMs: null,
    newCustomersOnly: false,
    operator,
    idempotencyKey: newId('req'),
    ...members,
  };
  return createRedeemCodes(at, request).then(({ campaign }) => campaign);
}

export function codeOf({ code }: Campaign): string {
  if (code === null) throw new Error('the campaign has several codes');
  return code;
}

export function redeem(
  accountId: string,
  code: string,
  { key = newId('req'), at = context }: { key?: string; at?: RedeemCodeContext } = {},
) {
  return redeemCode(at, { accountId, code, idempotencyKey: key });
}

export async function outcomeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return 'granted';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

export async function availableOf(accountId: string): Promise<bigint> {
  const { rows } = await sql<{ balance: bigint }>`select balance from ledger.accounts where account_id = ${accountId}`.execute(
    context.database.sql,
  );
  return rows[0]?.balance ?? -1n;
}

/** Counts on codes, claims and the grants in the ledger say the same, and the books are whole. */
export async function expectWhole(): Promise<void> {
  const { rows } = await sql<{ wrong: string }>`
    select c.code as wrong from redeem_codes c where c.claims <> (select count(*) from redemptions r where r.code_id = c.id)
    union all
    select r.id from redemptions r
      join redeem_codes c on c.id = r.code_id join campaigns m on m.id = c.campaign_id
      left join ledger.grants g on g.account_id = r.account_id and g.grant_id = r.grant_id
      where g.amount is distinct from m.amount or g.kind is distinct from m.kind or g.expires_at is distinct from r.expires_at
    union all
    select e.command_id from ledger.entries e
      left join redemptions r on r.account_id = e.account_id and 'redeem:' || r.id = e.command_id
      where e.command_id like 'redeem:%' and r.id is null`.execute(context.database.sql);
  expect(rows).toEqual([]);
  expect((await audit(context.database)).difference).toBeNull();
}
