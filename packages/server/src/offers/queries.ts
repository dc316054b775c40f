import { sql } from 'kysely';
import type { Sql, Tx } from '../database/index.ts';
import type { Subscription } from './offers.ts';

/** An arbitrary constant: whoever publishes holds this lock until its commit, so that versions have no gaps and no two are the same. */
const publishingLock = 4_104_002;

export interface OffersRow {
  readonly version: number;
  readonly hash: string;
  readonly document: unknown;
  readonly published_at: Date;
  readonly published_by: string | null;
}

export async function lockPublishing(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${publishingLock})`.execute(tx);
}

/** The newest version is the one in force. */
export async function selectNewestOffers(from: Sql): Promise<Omit<OffersRow, 'document'> | undefined> {
  const { rows } = await sql<OffersRow>`
    select version, hash, published_at, published_by from offers order by version desc limit 1`.execute(from);
  return rows[0];
}

export async function selectOffers(from: Sql, version: number): Promise<OffersRow | undefined> {
  const { rows } = await sql<OffersRow>`
    select version, hash, document, published_at, published_by from offers where version = ${version}`.execute(from);
  return rows[0];
}

export async function insertOffers(tx: Tx, row: OffersRow): Promise<void> {
  await sql`
    insert into offers (version, hash, document, published_at, published_by)
    values (${row.version}, ${row.hash}, ${JSON.stringify(row.document)}::jsonb, ${row.published_at}, ${row.published_by})`.execute(tx);
}

/** The invoice on which an account first bought credits. */
export async function selectFirstPurchase(from: Sql, accountId: string): Promise<string | undefined> {
  const { rows } = await sql<{ invoice_id: string }>`select invoice_id from first_purchases where account_id = ${accountId}`.execute(from);
  return rows[0]?.invoice_id;
}

export async function insertFirstPurchase(tx: Tx, accountId: string, invoiceId: string): Promise<void> {
  await sql`insert into first_purchases (account_id, invoice_id) values (${accountId}, ${invoiceId})`.execute(tx);
}

export interface SubscriptionRow {
  readonly account_id: string;
  readonly id: string;
  readonly plan_id: string;
  readonly title: string;
  readonly credits_per_cycle: bigint;
  readonly rollover: { readonly max: string | null; readonly cycles: number | null } | null;
  readonly started_at: Date;
  readonly cycles: number;
  readonly paid_until: Date;
}

const subscriptionColumns = sql`account_id, id, plan_id, title, credits_per_cycle, rollover, started_at, cycles, paid_until`;

/** The subscriptions of an account that are paid for beyond a moment, those that are paid the longest first. */
export async function selectSubscriptions(from: Sql, accountId: string, atMs: number): Promise<readonly SubscriptionRow[]> {
  const { rows } = await sql<SubscriptionRow>`
    select ${subscriptionColumns} from subscriptions where account_id = ${accountId} and paid_until > ${new Date(atMs)}
    order by paid_until desc, id`.execute(from);
  return rows;
}

export async function insertSubscription(
  tx: Tx,
  row: Omit<SubscriptionRow, 'rollover'> & { readonly rollover: Subscription['rollover'] },
): Promise<void> {
  await sql`
    insert into subscriptions (${subscriptionColumns})
    values (${row.account_id}, ${row.id}, ${row.plan_id}, ${row.title}, ${row.credits_per_cycle}, ${rolloverText(row.rollover)}::jsonb,
      ${row.started_at}, ${row.cycles}, ${row.paid_until})`.execute(tx);
}

/** Adds cycles, if nobody else has since they were read. Gives whether it did. */
export async function addCycles(
  tx: Tx,
  { account_id: accountId, id, cycles }: Pick<SubscriptionRow, 'account_id' | 'id' | 'cycles'>,
  after: { readonly cycles: number; readonly paidUntilMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    update subscriptions set cycles = ${after.cycles}, paid_until = ${new Date(after.paidUntilMs)}
    where account_id = ${accountId} and id = ${id} and cycles = ${cycles} returning id`.execute(tx);
  return rows.length === 1;
}

/** Ends what was paid for at a moment, where its credits were stopped. */
export async function endSubscription(tx: Tx, row: Pick<SubscriptionRow, 'account_id' | 'id'>, atMs: number): Promise<void> {
  await sql`
    update subscriptions set paid_until = greatest(${new Date(atMs)}::timestamptz, started_at + interval '1 ms')
    where account_id = ${row.account_id} and id = ${row.id}`.execute(tx);
}

/** As `rollover` is stored; amounts as text, because a JSON number would lose what is above 2^53. */
function rolloverText(rollover: Subscription['rollover']): string | null {
  return rollover === null ? null : JSON.stringify({ max: rollover.max?.toString() ?? null, cycles: rollover.cycles });
}

export interface UsagePlanRow {
  readonly plan_id: string;
  readonly title: string;
  readonly price_per_credit_usdt: bigint;
}

export async function selectUsagePlan(from: Sql, accountId: string): Promise<UsagePlanRow | undefined> {
  const { rows } = await sql<UsagePlanRow>`
    select plan_id, title, price_per_credit_usdt from usage_plans where account_id = ${accountId}`.execute(from);
  return rows[0];
}

export async function upsertUsagePlan(tx: Tx, accountId: string, row: UsagePlanRow): Promise<void> {
  await sql`
    insert into usage_plans (account_id, plan_id, title, price_per_credit_usdt)
    values (${accountId}, ${row.plan_id}, ${row.title}, ${row.price_per_credit_usdt})
    on conflict (account_id) do update
    set plan_id = excluded.plan_id, title = excluded.title, price_per_credit_usdt = excluded.price_per_credit_usdt`.execute(tx);
}
