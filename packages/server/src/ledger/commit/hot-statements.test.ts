import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, testDatabaseUrl } from '../../../test/support/database.ts';
import { systemClock } from '../../kernel/index.ts';
import { Ledger } from '../ledger.ts';
import { walkHotPaths } from '../testing/hot-paths.ts';
import { openRecording } from '../testing/record-statements.ts';

const recording = openRecording(await testDatabaseUrl());
const { database } = recording;
/** Each text, with the paths that sent it. */
const statements = new Map<string, Set<string>>();

beforeAll(async () => {
  await walkHotPaths(recording);
  for (const { text, askedBy } of recording.statements) statements.set(text, (statements.get(text) ?? new Set()).add(askedBy));
});
afterAll(() => database.close());

/** Finds accounts of which something is due, whichever they are; no other statement may ask about all accounts. */
const findDueAccounts = /^select account_id from \S*accounts\S* where next_due_at <= /u;

const ofTransactions = new Set(['begin', 'commit', 'rollback']);

function hotTexts(): readonly string[] {
  return [...statements.keys()].filter((text) => !ofTransactions.has(text));
}

/** One line, without the numbers of parameters, so that a new column changes one line. */
function plainText(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/\$\d+/gu, '$').trim();
}

interface Plan {
  readonly 'Node Type': string;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly 'Join Filter'?: string;
  readonly Plans?: readonly Plan[];
}

/** A look into a table of the ledger, with every condition under which its rows are wanted. */
interface Look {
  readonly table: string;
  readonly alias: string;
  readonly conditions: string;
}

/** The looks of a statement, whatever its values are. Without the other ways of joining, each condition stands where it can be seen. */
async function looksOf(text: string): Promise<readonly Look[]> {
  const explained = await database.sql.connection().execute(async (connection) => {
    await sql`begin`.execute(connection);
    try {
      for (const way of ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin'])
        await sql.raw(`set local enable_${way} = off`).execute(connection);
      return await sql
        .raw<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(`explain (generic_plan, verbose, format json) ${text}`)
        .execute(connection);
    } finally {
      await sql`rollback`.execute(connection);
    }
  });
  const looks: Look[] = [];
  const collect = (plan: Plan, above: string): void => {
    const conditions = `${above} ${plan['Index Cond'] ?? ''} ${plan.Filter ?? ''} ${plan['Join Filter'] ?? ''}`;
    const { 'Relation Name': table, Alias: alias = '' } = plan;
    if (plan.Schema === 'ledger' && table !== undefined && plan['Node Type'] !== 'ModifyTable') looks.push({ table, alias, conditions });
    plan.Plans?.forEach((below) => collect(below, conditions));
  };
  explained.rows.forEach((row) => row['QUERY PLAN'].forEach(({ Plan: plan }) => collect(plan, '')));
  return looks;
}

/** How the entries are reached on a ledger of which PostgreSQL knows that it has many entries and no hold. */
async function looksWithoutHolds(texts: readonly string[]): Promise<ReadonlyMap<string, readonly (string | undefined)[]>> {
  const young = await testDatabase();
  const ledger = new Ledger({ database: young, clock: systemClock });
  await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const accountId = `acct_${String(index)}`;
      await ledger.openAccount({ id: 'open', accountId });
      for (let count = 0; count < 20; count += 1) await ledger.grant({ id: `g${String(count)}`, accountId, kind: 'trial', amount: 1n });
    }),
  );
  await sql`analyze ledger.entries`.execute(young.sql);
  const looks = new Map<string, readonly (string | undefined)[]>();
  for (const text of texts) {
    const { rows } = await sql
      .raw<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(`explain (generic_plan, verbose, format json) ${text}`)
      .execute(young.sql);
    const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
    const all = rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan: plan }) => nodes(plan)));
    const ofEntries = all.filter((node) => node['Relation Name'] === 'entries' && node['Node Type'] !== 'ModifyTable');
    looks.set(
      text,
      ofEntries.map((node) => node['Index Cond']),
    );
  }
  return looks;
}

describe('the statements of the hot paths', () => {
  test('are these, and a new one is to be looked at', async () => {
    const shown = [...statements].map(([text, askedBy]) => `-- ${[...askedBy].join(' · ')}\n${plainText(text)};\n`);
    await expect(shown.join('\n')).toMatchFileSnapshot('../testing/hot-statements.sql');
  });

  test('lock one account at a time, by its id', () => {
    const locking = hotTexts().filter((text) => /\bfor\s+(?:no\s+key\s+)?(?:update|share|key\s+share)\b/iu.test(text));
    expect(locking.length).toBeGreaterThan(0);
    for (const text of locking) expect(plainText(text)).toMatch(/ where account_id = \$ for update$/u);
  });

  test('reach every row of the ledger by its account', async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const text of hotTexts().filter((each) => !findDueAccounts.test(plainText(each)))) {
      for (const { table, alias, conditions } of await looksOf(text)) {
        count += 1;
        if (!conditions.includes(`${alias}.account_id`)) wrong.push(`${table} by${conditions} in ${plainText(text)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(20);
  });

  test('look for the first hold as for any other: the plan that they keep reads no index whole that was empty when it was made', async () => {
    const looks = await looksWithoutHolds(hotTexts().filter((text) => text.includes('hold_step in')));
    expect(looks.size).toBeGreaterThan(0);
    for (const [text, conditions] of looks) {
      expect(conditions.length).toBeGreaterThan(0);
      for (const condition of conditions) expect(condition, plainText(text)).toMatch(/account_id = .*(?:hold_id|command_id) = /u);
    }
  });

  test('include the search for due accounts, the only one about all of them', () => {
    expect(hotTexts().filter((text) => findDueAccounts.test(plainText(text)))).toHaveLength(1);
  });
});

describe('the tables of the ledger', () => {
  test('have the account in every unique key', async () => {
    const { rows } = await sql<{ name: string; columns: readonly string[] }>`
      select c.relname as name, array(
        select a.attname::text from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any(i.indkey::smallint[])
      ) as columns
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'ledger' and i.indisunique`.execute(database.sql);
    expect(rows.length).toBeGreaterThanOrEqual(6);
    for (const { name, columns } of rows) expect([name, columns]).toEqual([name, expect.arrayContaining(['account_id'])]);
  });

  test('have no row trigger, no foreign key, no sequence and no numbering by PostgreSQL', async () => {
    const { rows } = await sql<{ what: string; name: string }>`
      with ours as (select c.oid, c.relname, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'ledger')
      select 'row trigger' as what, tgname::text as name from pg_trigger join ours on ours.oid = tgrelid where not tgisinternal and tgtype & 1 = 1
      union all
      select 'foreign key', conname::text from pg_constraint join ours on ours.oid in (conrelid, confrelid) where contype = 'f'
      union all
      select 'sequence', relname::text from ours where relkind = 'S'
      union all
      select 'numbered column', attname::text from pg_attribute join ours on ours.oid = attrelid where attidentity <> ''
      union all
      select 'default', attname::text from pg_attrdef join ours on ours.oid = adrelid
        join pg_attribute on attrelid = adrelid and attnum = adnum where pg_get_expr(adbin, adrelid) like '%nextval%'`.execute(
      database.sql,
    );
    expect(rows).toEqual([]);
  });
});
