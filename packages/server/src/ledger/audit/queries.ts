import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../database/index.ts';

/** The books, each a column of the journal. */
export const auditedBooks = [
  'available',
  'held',
  'issuance',
  'promotions',
  'adjustments',
  'transfers',
  'usage',
  'breakage',
  'unbilled',
  'receivable',
] as const;
export type AuditedBook = (typeof auditedBooks)[number];

export type AuditedEntry = Readonly<Record<AuditedBook, bigint | null>> & {
  readonly account_id: string;
  readonly number: bigint;
  readonly at: Date;
  readonly kind: string;
  readonly command_id: string | null;
  readonly fingerprint: Buffer | null;
  readonly moves: string;
  readonly balance_after: bigint;
  readonly held_after: bigint;
  readonly hold_id: string | null;
  readonly hold_step: number | null;
  readonly hold_deadline_at: Date | null;
  readonly reference_type: string | null;
  readonly reference_id: string | null;
  readonly memo: string | null;
  readonly project_id: string | null;
  readonly api_key_id: string | null;
  readonly session_id: string | null;
  readonly model: string | null;
  readonly operation: string | null;
  readonly transfer_id: string | null;
  readonly other_account_id: string | null;
  readonly reverses_number: bigint | null;
  readonly reverses_rest: bigint | null;
  readonly rule: string | null;
  readonly hash: Buffer;
};

export interface AuditedGrant {
  readonly account_id: string;
  readonly number: bigint;
  readonly grant_id: string;
  readonly kind: string;
  readonly amount: bigint;
  readonly priority: number;
  readonly effective_at: Date;
  readonly expires_at: Date | null;
  readonly created_at: Date;
  readonly label: string;
  readonly origin_kind: string | null;
}

export interface AuditedAccount {
  readonly account_id: string;
  readonly last_number: bigint;
  readonly last_at: Date;
  readonly last_hash: Buffer;
  readonly balance: bigint;
  readonly held: bigint;
  readonly refusals: bigint;
  readonly next_due_at: Date | null;
  readonly grants: unknown;
  readonly holds: unknown;
  readonly rules: unknown;
}

export interface RefusalCount {
  readonly account_id: string;
  readonly count: bigint;
}

const entryColumns = sql.raw(
  `account_id, number, at, kind, command_id, fingerprint, moves, balance_after, held_after, hold_id, hold_step, hold_deadline_at,
            reference_type, reference_id, memo, project_id, api_key_id, session_id, model, operation, transfer_id, other_account_id, reverses_number, reverses_rest, rule, hash, ${auditedBooks.join(', ')}`,
);
const grantColumns = sql.raw(
  'account_id, number, grant_id, kind, amount, priority, effective_at, expires_at, created_at, label, origin_kind',
);

/** Few enough that pages under way take little memory. */
const pageSize = 500;

/** What a reversal or refund needs of an entry before it. */
export interface OriginalRows {
  readonly entry: AuditedEntry;
  readonly grants: readonly AuditedGrant[];
  readonly reversed: ReadonlySet<number>;
}

/** An entry at which something is wrong that no account shows alone. */
export interface PlaceRow {
  readonly account_id: string;
  readonly number: bigint;
  readonly about: string;
}

/** Rows page by page. The next page is under way while one is looked at. */
async function* pages<T>(fetch: (last: T | undefined) => Promise<readonly T[]>): AsyncGenerator<T, undefined> {
  let next = fetch(undefined);
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    next = fetch(last);
    // It is awaited in the next turn; if nobody asks for more, its failure is nobody's.
    next.catch(() => undefined);
    yield* rows;
  }
}

/**
 * The tables of the ledger as streams in the order of account and number. `tx` keeps them all at one moment. With `atMs`, entries and
 * grants of a later moment are left out.
 */
export function auditQueries(tx: Tx, schema: string, atMs: number | null) {
  const table = (name: string): RawBuilder<unknown> => sql.table(`${schema}.${name}`);
  const by = (column: string): RawBuilder<unknown> =>
    atMs === null ? sql`` : sql`and ${sql.ref(column)} <= ${new Date(atMs).toISOString()}::timestamptz`;
  const isAfter = (last: { readonly account_id: string; readonly number: bigint } | undefined): RawBuilder<unknown> =>
    sql`(account_id, number) > (${last?.account_id ?? ''}, ${last?.number ?? 0n})`;
  const rowsOf = async <T>(query: RawBuilder<T>): Promise<readonly T[]> => (await query.execute(tx)).rows;
  return {
    entries: () =>
      pages<AuditedEntry>((last) =>
        rowsOf(sql<AuditedEntry>`
          select ${entryColumns} from ${table('entries')} where ${isAfter(last)} ${by('at')} order by account_id, number limit ${pageSize}`),
      ),

    grants: () =>
      pages<AuditedGrant>((last) =>
        rowsOf(sql<AuditedGrant>`
          select ${grantColumns} from ${table('grants')} where ${isAfter(last)} ${by('created_at')} order by account_id, number limit ${pageSize}`),
      ),

    accounts: () =>
      pages<AuditedAccount>((last) =>
        rowsOf(sql<AuditedAccount>`
          select account_id, last_number, last_at, last_hash, balance, held, refusals, next_due_at, grants, holds, rules
          from ${table('accounts')} where account_id > ${last?.account_id ?? ''} order by account_id limit ${pageSize}`),
      ),

    refusalCounts: () =>
      pages<RefusalCount>((last) =>
        rowsOf(sql<RefusalCount>`
          select account_id, count(*) as count from ${table('refusals')}
          where account_id > ${last?.account_id ?? ''} group by account_id order by account_id limit ${pageSize}`),
      ),

    /**
     * The entry that another undoes. `missing` says of which grants the terms are needed, because nothing is left of them; for a refund
     * it is also told which grants were reversed before.
     */
    async findOriginal(entry: AuditedEntry, missing: (original: AuditedEntry) => readonly number[]): Promise<OriginalRows | undefined> {
      const { account_id: accountId, number, reverses_number: reverses } = entry;
      const [original] = await rowsOf(sql<AuditedEntry>`
        select ${entryColumns} from ${table('entries')} where account_id = ${accountId} and number = ${reverses}`);
      if (original === undefined) return undefined;
      const numbers = missing(original);
      const grants =
        numbers.length === 0
          ? []
          : await rowsOf(sql<AuditedGrant>`
              select ${grantColumns} from ${table('grants')} where account_id = ${accountId} and number = any(${numbers}::bigint[])`);
      const reversed =
        entry.kind === 'reverse'
          ? []
          : await rowsOf(sql<{ reverses_number: bigint }>`
              select reverses_number from ${table('entries')} where account_id = ${accountId} and reverses_number = any(${grantsIn(entry.moves)}::bigint[]) and number < ${number}`);
      return { entry: original, grants, reversed: new Set(reversed.map((row) => Number(row.reverses_number))) };
    },

    ...queriesAcross(tx, table, by),
  };
}

/** The numbers with which moves begin. */
function grantsIn(moves: string): readonly number[] {
  return moves.split(' ').map((move) => Number.parseInt(move, 10));
}

/** What no account, or no entry, shows alone. Each gives the first place at which it is wrong, if there is one. */
function queriesAcross(tx: Tx, table: (name: string) => RawBuilder<unknown>, by: (column: string) => RawBuilder<unknown>) {
  const first = async (query: RawBuilder<PlaceRow>): Promise<PlaceRow | undefined> => (await query.execute(tx)).rows[0];
  return {
    /** A transfer whose two sides do not agree. */
    findUnevenTransfer: () =>
      first(sql<PlaceRow>`
        select (array_agg(account_id order by kind desc, number))[1] as account_id,
          (array_agg(number order by kind desc, number))[1] as number, transfer_id as about
        from ${table('entries')} where transfer_id is not null ${by('at')} group by transfer_id
        having sum(transfers) <> 0 or count(*) filter (where kind = 'transfer') <> 1 or count(distinct at) <> 1
          or count(distinct case when kind = 'transfer' then account_id else other_account_id end) <> 1
          or count(distinct case when kind = 'transfer' then other_account_id else account_id end) <> 1
        order by transfer_id limit 1`),

    /** A command that is both booked and refused. */
    findTwiceAnswered: () =>
      first(sql<PlaceRow>`
        select e.account_id, e.number, command_id as about
        from ${table('refusals')} r join ${table('entries')} e using (account_id, command_id) where true ${by('e.at')}
        order by e.account_id, e.number limit 1`),

    /** An entry that undoes what another has undone. */
    findTwiceReversed: () =>
      first(sql<PlaceRow>`
        select account_id, max(number) as number, reverses_number::text as about
        from ${table('entries')} where reverses_number is not null ${by('at')}
        group by account_id, reverses_number having count(*) > 1 order by account_id, reverses_number limit 1`),
  };
}
