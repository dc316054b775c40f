/** Copies of an account that an audit finds whole: each entry has the hash that follows from its own account and the entry before it. */
import { sql, type Database } from '../packages/server/src/database/index.ts';
import { hashedText } from '../packages/server/src/ledger/audit/audit-account.ts';
import { auditQueries } from '../packages/server/src/ledger/audit/queries.ts';

const original = accountIdOf(0);

export function accountIdOf(index: number): string {
  return `acct_${String(index).padStart(26, '0')}`;
}

/** Makes accounts from one number up to another from the first one. PostgreSQL makes the hashes, entry by entry for all copies at once. */
export async function copyAccount(database: Database, from: number, to: number): Promise<void> {
  const copies = sql`(select 'acct_' || lpad(number::text, 26, '0') as account_id from generate_series(${from}::integer, ${to}::integer - 1) as number) copies`;
  const texts = await hashedTexts(database);
  const grants = await columnsOf(database, 'grants', ['account_id']);
  await sql`insert into ledger.grants (account_id, ${grants})
    select copies.account_id, ${grants} from ${copies}, ledger.grants original where original.account_id = ${original}`.execute(
    database.sql,
  );
  const entries = await columnsOf(database, 'entries', ['account_id', 'hash']);
  for (const [number, text] of texts) {
    const before =
      number === 1
        ? sql`repeat('0', 64)`
        : sql`(select encode(hash, 'hex') from ledger.entries before
      where before.account_id = copies.account_id and before.number = ${number - 1})`;
    await sql`insert into ledger.entries (account_id, hash, ${entries})
      select copies.account_id,
        sha256(convert_to('["imprest-entry-1","' || ${before} || '","' || copies.account_id || '",' || ${text}::text, 'UTF8')), ${entries}
      from ${copies}, ledger.entries original where original.account_id = ${original} and original.number = ${number}`.execute(
      database.sql,
    );
  }
  const accounts = await columnsOf(database, 'accounts', ['account_id', 'last_hash']);
  await sql`insert into ledger.accounts (account_id, last_hash, ${accounts})
    select copies.account_id,
      (select hash from ledger.entries last where last.account_id = copies.account_id and last.number = original.last_number), ${accounts}
    from ${copies}, ledger.accounts original where original.account_id = ${original}`.execute(database.sql);
  await sql`vacuum (analyze) ledger.entries, ledger.grants, ledger.accounts`.execute(database.sql);
}

/** What follows the hash before and the account in what the hash of each entry is made of. */
async function hashedTexts(database: Database): Promise<readonly (readonly [number: number, text: string])[]> {
  const prefix = JSON.stringify(['imprest-entry-1', '', original]).length;
  return database.transaction(async (tx) => {
    const queries = auditQueries(tx, 'ledger', null);
    const grants = new Map<bigint, Parameters<typeof hashedText>[1]>();
    for await (const grant of queries.grants()) if (grant.account_id === original) grants.set(grant.number, grant);
    const texts: (readonly [number, string])[] = [];
    for await (const entry of queries.entries()) {
      if (entry.account_id !== original) break;
      texts.push([Number(entry.number), hashedText(entry, grants.get(entry.number), '').slice(prefix)]);
    }
    return texts;
  });
}

async function columnsOf(database: Database, table: string, without: readonly string[]) {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(column_name) as name from information_schema.columns where table_schema = 'ledger' and table_name = ${table}
    order by ordinal_position`.execute(database.sql);
  return sql.raw(
    rows
      .map(({ name }) => name)
      .filter((name) => !without.includes(name))
      .map((name) => `${name}`)
      .join(', '),
  );
}
