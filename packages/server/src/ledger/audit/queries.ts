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

const pageSize = 2000;

/** The tables of the ledger as streams in the order of account and number, a page at a time. `tx` keeps them all at one moment. */
export function auditQueries(tx: Tx, schema: string) {
  const table = (name: string): RawBuilder<unknown> => sql.table(`${schema}.${name}`);
  return {
    async *entries(): AsyncGenerator<AuditedEntry, undefined> {
      let [accountId, number] = ['', 0n];
      for (;;) {
        const { rows } = await sql<AuditedEntry>`
          select ${entryColumns}
          from ${table('entries')} where (account_id, number) > (${accountId}, ${number}) order by account_id, number limit ${pageSize}`.execute(
          tx,
        );
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined) return undefined;
        [accountId, number] = [last.account_id, last.number];
      }
    },

    async *grants(): AsyncGenerator<AuditedGrant, undefined> {
      let [accountId, number] = ['', 0n];
      for (;;) {
        const { rows } = await sql<AuditedGrant>`
          select ${grantColumns}
          from ${table('grants')} where (account_id, number) > (${accountId}, ${number}) order by account_id, number limit ${pageSize}`.execute(
          tx,
        );
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined) return undefined;
        [accountId, number] = [last.account_id, last.number];
      }
    },

    /** One entry, with the grants of these numbers. */
    async findOriginal(accountId: string, number: bigint, grantsOf: (moves: string) => readonly number[]) {
      const { rows } = await sql<AuditedEntry>`
        select ${entryColumns} from ${table('entries')} where account_id = ${accountId} and number = ${number}`.execute(tx);
      const [entry] = rows;
      if (entry === undefined) return undefined;
      const grants = await sql<AuditedGrant>`
        select ${grantColumns} from ${table('grants')}
        where account_id = ${accountId} and number = any(${[Number(number), ...grantsOf(entry.moves)]}::bigint[])`.execute(tx);
      return { entry, grants: grants.rows };
    },

    async *accounts(): AsyncGenerator<AuditedAccount, undefined> {
      let accountId = '';
      for (;;) {
        const { rows } = await sql<AuditedAccount>`
          select account_id, last_number, last_at, last_hash, balance, held, refusals, next_due_at, grants, holds, rules
          from ${table('accounts')} where account_id > ${accountId} order by account_id limit ${pageSize}`.execute(tx);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined) return undefined;
        accountId = last.account_id;
      }
    },

    async *refusalCounts(): AsyncGenerator<RefusalCount, undefined> {
      let accountId = '';
      for (;;) {
        const { rows } = await sql<RefusalCount>`
          select account_id, count(*) as count from ${table('refusals')}
          where account_id > ${accountId} group by account_id order by account_id limit ${pageSize}`.execute(tx);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined) return undefined;
        accountId = last.account_id;
      }
    },

    ...queriesAcross(tx, table),
  };
}

/** What no account shows alone. */
function queriesAcross(tx: Tx, table: (name: string) => RawBuilder<unknown>) {
  return {
    /** A transfer whose two sides do not agree, if there is one. */
    async findUnevenTransfer(): Promise<
      { readonly account_id: string; readonly number: bigint; readonly transfer_id: string } | undefined
    > {
      const { rows } = await sql<{ account_id: string; number: bigint; transfer_id: string }>`
        select (array_agg(account_id order by kind desc, number))[1] as account_id,
          (array_agg(number order by kind desc, number))[1] as number, transfer_id
        from ${table('entries')} where transfer_id is not null group by transfer_id
        having sum(transfers) <> 0 or count(*) filter (where kind = 'transfer') <> 1
          or count(distinct case when kind = 'transfer' then account_id else other_account_id end) <> 1
          or count(distinct case when kind = 'transfer' then other_account_id else account_id end) <> 1
        order by transfer_id limit 1`.execute(tx);
      return rows[0];
    },

    /** A command that is both booked and refused, if there is one. */
    async findTwiceAnswered(): Promise<{ readonly account_id: string; readonly command_id: string; readonly number: bigint } | undefined> {
      const { rows } = await sql<{ account_id: string; command_id: string; number: bigint }>`
        select account_id, command_id, e.number from ${table('refusals')} join ${table('entries')} e using (account_id, command_id)
        order by account_id, e.number limit 1`.execute(tx);
      return rows[0];
    },
  };
}
