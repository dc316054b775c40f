import { CompiledQuery, eventParameters, eventValues, insertEvents, manyRows, oneRow, preparedText } from '../../database/index.ts';
import type { OutboxEvent, SentColumn } from '../../database/index.ts';
import { accountsSent, entriesSent, grantsSent, namesOf, newIdsSent, refusalsSent } from './columns.ts';
import type { NewIds } from './new-ids.ts';
import type { AccountWrite } from './queries.ts';
import type { TableNames } from './table-names.ts';

/** What a statement writes besides the accounts. There are few of these, so each has one text, which connections keep prepared. */
interface Parts {
  /** One account that is open, and nothing more than once: so it is while few ask. */
  readonly alone: boolean;
  readonly checked: boolean;
  /** One of the checked ids may have been refused before. */
  readonly afterRefusals: boolean;
  /** One of the checked ids opens a hold. */
  readonly opening: boolean;
  readonly booked: boolean;
  readonly told: boolean;
  readonly granted: boolean;
  readonly refused: boolean;
}

/** The SQL that writes what was decided. */
export function statementsToWrite(tables: TableNames) {
  const texts = new Map<string, string>();
  const textFor = (parts: Parts): string => {
    const key = Object.values(parts).join(' ');
    const text = texts.get(key) ?? writeText(tables, parts);
    texts.set(key, text);
    return text;
  };
  /**
   * The statement that stores accounts with their new entries, grants, refusals and events. An account whose row is no longer the version that
   * was read, or of which an id was used that must be new, is left alone with all that belongs to it, and missing from the result. `writes` come in the order of their account ids,
   * so that two writers never wait for each other in a circle.
   */
  return (writes: readonly AccountWrite[], events: readonly OutboxEvent[]): CompiledQuery<{ readonly account_id: string }> => {
    const states = writes.map((write) => write.state);
    const booked = writes.flatMap((write) => write.booked);
    const granted = booked.filter((entry) => entry.terms !== null);
    const refused = writes.flatMap(({ state, refusals }) => refusals.map((remembered) => ({ accountId: state.accountId, remembered })));
    const checked = writes.flatMap((write) => write.newIds ?? []);
    const parts: Parts = {
      alone: states[0]?.version !== 0 && [states, booked, events, granted, refused, checked].every((rows) => rows.length <= 1),
      checked: checked.length > 0,
      afterRefusals: checked.some(({ refusedId }) => refusedId !== null),
      opening: checked.some(({ holdId }) => holdId !== null),
      booked: booked.length > 0,
      told: events.length > 0,
      granted: granted.length > 0,
      refused: refused.length > 0,
    };
    const sending = parts.alone ? oneRow : manyRows;
    return CompiledQuery.raw(textFor(parts), [
      ...sending.values(accountsSent, states),
      ...(parts.checked ? sending.values(idsSent(parts), checked) : []),
      ...(parts.booked ? sending.values(entriesSent, booked) : []),
      ...(parts.told ? eventValues(sending, events) : []),
      ...(parts.granted ? sending.values(grantsSent, granted) : []),
      ...(parts.refused ? sending.values(refusalsSent, refused) : []),
    ]);
  };
}

/** Only of accounts that were saved. Compared with a truth value, it stays one look into a hash table whatever the planner expects. */
const ofSaved = '(account_id in (select account_id from saved)) is true';
/** The same where there is but one. */
const ofTheSaved = 'exists (select from saved)';

const ofUnused = '(account_id in (select account_id from used)) is not true';

/** Only what is looked for: each look costs, also for nothing. */
function idsSent({ afterRefusals, opening }: Parts): readonly SentColumn<NewIds>[] {
  return newIdsSent.filter(({ name }) => (afterRefusals || name !== 'refused_id') && (opening || name !== 'hold_id'));
}

/** Whether an id of `k` was used before. `offset 0` keeps each a look into an index, whatever the planner expects. */
function usedBefore({ entries, refusals }: TableNames, { afterRefusals, opening }: Parts): string {
  const looks = [`exists (select from ${entries} e where e.account_id = k.account_id and e.command_id = k.command_id offset 0)`];
  if (afterRefusals)
    looks.push(`exists (select from ${refusals} r where r.account_id = k.account_id and r.command_id = k.refused_id offset 0)`);
  if (opening)
    looks.push(
      `exists (select from ${entries} e where e.account_id = k.account_id and e.hold_id = k.hold_id and e.hold_step = 0 offset 0)`,
    );
  return looks.join('\n      or ');
}

/** The accounts of which an id was used before, or that are another than the one remembered under this version. */
function usedIds(tables: TableNames, parts: Parts, ids: string): string {
  return `select k.account_id from ${ids} k
    where ${usedBefore(tables, parts)}
      or exists (
        select from ${tables.accounts} a where a.account_id = k.account_id and a.version = k.version
          and (a.last_hash <> k.last_hash or a.refusals <> k.refusals) offset 0
      )`;
}

function writeText(tables: TableNames, parts: Parts): string {
  const { alone, checked, booked, told, granted, refused } = parts;
  const sending = alone ? oneRow : manyRows;
  const saved = alone ? ofTheSaved : ofSaved;
  let first = 1;
  const source = <Row>(columns: readonly SentColumn<Row>[]): string => {
    const rows = sending.source(columns, first);
    first += columns.length;
    return rows;
  };
  const insert = <Row>(table: string, columns: readonly SentColumn<Row>[]): string =>
    `insert into ${table} (${namesOf(columns)}) select ${namesOf(columns)} from ${source(columns)} w where ${saved}`;
  const accounts = source(accountsSent);
  const ids = checked ? source(idsSent(parts)) : undefined;
  const steps = [alone ? saveOne(tables, parts, accounts, ids) : saveMany(tables, parts, accounts, ids)];
  if (booked) steps.push(`booked as (${insert(tables.entries, entriesSent)})`);
  if (told) {
    steps.push(`told as (${insertEvents(sending, first, saved, tables.outbox)})`);
    first += eventParameters;
  }
  if (granted) steps.push(`granted as (${insert(tables.grants, grantsSent)})`);
  if (refused) steps.push(`refused as (${insert(tables.refusals, refusalsSent)})`);
  return preparedText(`with ${steps.join(',\n')}\nselect account_id from saved`);
}

/**
 * When something is due next is only ever moved to an earlier moment while what stands there lies ahead: it is indexed, and each hold would
 * move it twice. Too early is harmless: `bookDue` looks in vain and corrects it.
 */
function written(from: string): string {
  const names = accountsSent.map(({ name }) => name).filter((name) => name !== 'account_id' && name !== 'next_due_at');
  return `${names.map((name) => `${name} = ${from}.${name}`).join(', ')},
      next_due_at = case when a.next_due_at > ${from}.last_at then least(a.next_due_at, ${from}.next_due_at) else ${from}.next_due_at end`;
}

/** Replaces the one account, if it is still the version that was read. */
function saveOne(tables: TableNames, parts: Parts, accounts: string, ids: string | undefined): string {
  const unused =
    ids === undefined ? '' : ` and a.last_hash = k.last_hash and a.refusals = k.refusals and not (${usedBefore(tables, parts)})`;
  return `saved as (update ${tables.accounts} as a set ${written('w')} from ${accounts} w${ids === undefined ? '' : `, ${ids} k`}
      where a.account_id = w.account_id and a.version = w.version - 1${unused}
      returning a.account_id)`;
}

/** Opens accounts and replaces those that are still the version that was read, in their order. */
function saveMany(tables: TableNames, parts: Parts, accounts: string, ids: string | undefined): string {
  const names = namesOf(accountsSent);
  const used = ids === undefined ? '' : `used as (${usedIds(tables, parts, ids)}),\n`;
  return `${used}saved as (insert into ${tables.accounts} as a (${names}) select ${names} from ${accounts} w${ids === undefined ? '' : ` where ${ofUnused}`}
      on conflict (account_id) do update set ${written('excluded')}
      where a.version = excluded.version - 1
      returning a.account_id)`;
}
