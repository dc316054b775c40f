/**
 * How PostgreSQL runs each statement of the ledger's hot paths in a large journal: once planned for the values at hand and once for any
 * values, as a prepared statement may be. Tells the looks into a table of the ledger that are no index scan.
 */
import { parseArgs } from 'node:util';
import { CompiledQuery } from 'kysely';
import { walkHotPaths } from '../packages/server/src/ledger/testing/hot-paths.ts';
import { openRecording } from '../packages/server/src/ledger/testing/record-statements.ts';
import { entriesPerAccount, fillByCopies, openArena, startPostgres } from './ledger-arena.ts';
import type { BenchCase } from './main.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Total Cost': number;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** Runs the benchmark. Flags: `--entries N`, a million when left out. */
export async function benchPlans(args: readonly string[]): Promise<readonly BenchCase[]> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, entries: { type: 'string', default: '1000000' } },
  });
  const postgres = await startPostgres();
  const url = await postgres.urlOf('plans');
  const arena = await openArena(url, Math.floor(Number(values.entries) / entriesPerAccount));
  const recording = openRecording(url);
  try {
    await fillByCopies(arena);
    // As many refusals as a busy year leaves; of an empty table PostgreSQL would read all.
    await arena.pool.query(
      `insert into ledger.refusals (at, account_id, command_id, fingerprint, code, detail, extras)
       select now(), account_id, 'refused', '', 'insufficient_credits', '', '{}' from ledger.accounts`,
    );
    await arena.pool.query('analyze ledger.refusals');
    await walkHotPaths(recording);
    const statements = new Map(recording.statements.map((statement) => [statement.text, statement]));
    const cases: BenchCase[] = [];
    for (const { text, values: given, askedBy } of statements.values()) {
      if (/^(?:begin|commit|rollback)$/u.test(text)) continue;
      const generic = await explain(recording.database, `explain (generic_plan, verbose, format json) ${text}`, []);
      const custom = await explain(recording.database, `explain (verbose, format json) ${text}`, given);
      const first = text.replaceAll(/\s+/gu, ' ').slice(0, 60);
      cases.push({
        case: `${askedBy}: ${first}`,
        noIndexScans: [...new Set([...looksWithoutIndex(generic), ...looksWithoutIndex(custom)])].join(', ') || 'none',
        genericCost: Math.round(generic['Total Cost']),
        customCost: Math.round(custom['Total Cost']),
      });
    }
    return cases;
  } finally {
    await recording.database.close();
    await arena.close();
    await postgres.stop();
  }
}

async function explain(database: ReturnType<typeof openRecording>['database'], text: string, values: readonly unknown[]): Promise<Plan> {
  const { rows } = await database.sql.executeQuery<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
    CompiledQuery.raw(text, [...values]),
  );
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error(`PostgreSQL explains nothing about ${text}`);
  return plan;
}

function looksWithoutIndex(plan: Plan): readonly string[] {
  const { Schema: schema, 'Relation Name': table = '', 'Node Type': way, Plans: below = [] } = plan;
  const other = schema === 'ledger' && !/^(?:Index Scan|Index Only Scan|Bitmap Heap Scan|ModifyTable)$/u.test(way);
  return [...(other ? [`${way} of ${table}`] : []), ...below.flatMap(looksWithoutIndex)];
}
