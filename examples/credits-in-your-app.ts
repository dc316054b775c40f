/**
 * Credits in an app that has a PostgreSQL already: `DATABASE_URL=postgres://… node credits-in-your-app.ts`.
 * It may be run again and again: every command has an id, so nothing is granted or spent twice.
 */
import { amountToText, Ledger, microCreditsPerCredit as credit, Problem } from 'imprest/ledger';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
await pool.query('create table if not exists orders (id text primary key, customer text not null)');

const ledger = new Ledger({ pool });
await ledger.migrate();

// At sign-up, and when a payment has come in.
await ledger.openAccount({ id: 'sign-up', accountId: 'ann' });
await ledger.grant({ id: 'payment-1', accountId: 'ann', kind: 'purchased', amount: 20n * credit });

// An order and its price are committed together, or neither is.
async function placeOrder(id: string, customer: string, credits: bigint): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('insert into orders values ($1, $2) on conflict do nothing', [id, customer]);
    await ledger.within(client).spend({ id, accountId: customer, amount: credits * credit });
    await client.query('commit');
    return 'placed';
  } catch (error) {
    await client.query('rollback');
    if (error instanceof Problem) return error.detail;
    throw error;
  } finally {
    client.release();
  }
}

console.log(await placeOrder('order-1', 'ann', 12n));
console.log(await placeOrder('order-2', 'ann', 12n));
console.log(await ledger.readBalance('ann'));
const { entries } = await ledger.readStatement('ann', { limit: 10 });
for (const { kind, balanceAfter } of entries) console.log(kind, amountToText(balanceAfter));
await pool.end();
