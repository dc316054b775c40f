import { sql } from 'kysely';
import type { Sql } from '../../packages/server/src/database/database.ts';
import type { ModelEntry } from './model/model-entry.ts';
import { eventText } from './model/model-events.ts';

/** What the database shows of one account since the step before. */
export interface Seen {
  readonly entries: readonly ModelEntry[];
  /** All that is remembered, as `id code`, sorted. */
  readonly refusals: readonly string[];
  readonly events: readonly string[];
}

/** What was seen before: how many entries of each account, and the last event. */
interface Known {
  readonly entries: ReadonlyMap<string, number>;
  readonly eventId: number;
}

interface Shown {
  readonly entries: readonly (readonly [...Place, string, number, string | null, string, string, string, ...(string | null)[]])[];
  readonly grants: readonly (readonly [...Place, string])[];
  readonly refusals: readonly (readonly [string, string, string])[];
  readonly events: readonly (readonly [number, string, string, Readonly<Record<string, unknown>>])[];
}

type Place = readonly [accountId: string, number: number];

/** Follows what is committed, with one statement for all accounts of a seed. */
export class Look {
  readonly #on: Sql;
  #eventId = 0;
  readonly #grantIds = new Map<string, string>();
  readonly #grantNumbers = new Map<string, number>();

  constructor(on: Sql) {
    this.#on = on;
  }

  /** The id of the grant that an entry gave. */
  grantId(accountId: string, number: number): string {
    return this.#grantIds.get(`${accountId} ${String(number)}`) ?? '';
  }

  /** The number of a grant, 0 of the credit line; `undefined` of a grant that is not stored. */
  grantNumber(accountId: string, grantId: string): number | undefined {
    return grantId === 'credit_line' ? 0 : this.#grantNumbers.get(`${accountId} ${grantId}`);
  }

  /** What is new. `entries` is how many of each account were seen before. */
  async at(entries: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, Seen>> {
    const shown = await read(this.#on, { entries, eventId: this.#eventId });
    for (const [accountId, number, grantId] of shown.grants) {
      this.#grantIds.set(`${accountId} ${String(number)}`, grantId);
      this.#grantNumbers.set(`${accountId} ${grantId}`, number);
    }
    this.#eventId = shown.events.at(-1)?.[0] ?? this.#eventId;
    return new Map(
      [...entries.keys()].map((accountId) => [
        accountId,
        {
          entries: shown.entries.filter(([of]) => of === accountId).map(entryFrom),
          refusals: shown.refusals.flatMap(([of, id, code]) => (of === accountId ? [`${id} ${code}`] : [])).toSorted(),
          events: shown.events.flatMap(([, of, topic, payload]) => (of === accountId ? [eventText(topic, payload)] : [])),
        },
      ]),
    );
  }
}

async function read(on: Sql, { entries, eventId }: Known): Promise<Shown> {
  const numbers = [...entries.values()];
  const known = sql`unnest(${[...entries.keys()]}::text[], ${numbers}::bigint[]) as k (known_id, known_number)`;
  const { rows } = await sql<Shown>`select
    (select coalesce(json_agg(json_build_array(
       account_id, number, kind, floor(extract(epoch from at) * 1000)::bigint, command_id, balance_after::text, held_after::text, moves,
       hold_id, memo, project_id, api_key_id, session_id, model, operation, other_account_id, reverses_number::text, reverses_rest::text
     ) order by account_id, number), '[]')
     from ${known} join ledger.entries on account_id = known_id and number > known_number) as entries,
    (select coalesce(json_agg(json_build_array(account_id, number, grant_id)), '[]')
     from ${known} join ledger.grants on account_id = known_id and number > known_number) as grants,
    (select coalesce(json_agg(json_build_array(account_id, command_id, code)), '[]') from ledger.refusals) as refusals,
    (select coalesce(json_agg(json_build_array(id, account_id, topic, payload) order by id), '[]') from outbox where id > ${eventId}) as events`.execute(
    on,
  );
  const [shown] = rows;
  if (shown === undefined) throw new Error('a select without a table has one row');
  return shown;
}

function entryFrom([accountId, number, kind, atMs, commandId, balance, held, moves, ...more]: Shown['entries'][number]): ModelEntry {
  const [holdId = null, memo = null, ...others] = more;
  const usage = others.slice(0, 5);
  const [otherAccountId = null, undone = null, rest = null] = others.slice(5);
  return {
    accountId,
    number,
    kind,
    atMs,
    commandId,
    balanceAfter: BigInt(balance),
    heldAfter: BigInt(held),
    moves,
    holdId,
    memo,
    usage: usage.every((value) => value === null) ? '' : usage.map((value) => value ?? '').join('/'),
    otherAccountId,
    reverses: undone === null ? null : `${undone} ${rest ?? ''}`,
  };
}
