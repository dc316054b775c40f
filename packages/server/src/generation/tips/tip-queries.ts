import { sql } from 'kysely';
import type { Sql } from '../../database/index.ts';
import type { KeptRequest } from '../generation.ts';
import type { EarlierRequest } from './repeat-advice.ts';

export interface TipSettingsRow {
  readonly is_on: boolean;
  readonly dismissed: readonly string[];
  readonly off_in_projects: readonly string[];
}

export async function selectTipSettings(from: Sql, accountId: string): Promise<TipSettingsRow | undefined> {
  const { rows } = await sql<TipSettingsRow>`
    select is_on, dismissed, off_in_projects from tip_settings where account_id = ${accountId}`.execute(from);
  return rows[0];
}

export interface TipSettingsChange {
  /** `null` leaves it as it is. */
  readonly isOn: boolean | null;
  readonly dismiss: readonly string[];
  readonly showAgain: readonly string[];
  readonly offInProject: string | null;
  readonly onInProject: string | null;
}

/** So many projects are remembered; beyond them the one that was named first is forgotten, and has tips again. */
const projectsMax = 100;

/** Changes what is said and leaves the rest, in one statement, so that two changes at once both count. */
export async function writeTipSettings(on: Sql, accountId: string, change: TipSettingsChange): Promise<TipSettingsRow> {
  const { isOn, showAgain, onInProject } = change;
  const dismiss = [...change.dismiss];
  const off = change.offInProject === null ? [] : [change.offInProject];
  const { rows } = await sql<TipSettingsRow>`
    insert into tip_settings as s (account_id, is_on, dismissed, off_in_projects)
    values (${accountId}, ${isOn ?? true}, ${dismiss}::text[], ${off}::text[])
    on conflict (account_id) do update set is_on = coalesce(${isOn}::boolean, s.is_on),
      dismissed = array(
        select distinct code from unnest(s.dismissed || ${dismiss}::text[]) code where code <> all(${[...showAgain]}::text[]) order by code
      ),
      off_in_projects = (
        select named[greatest(1, cardinality(named) - ${projectsMax - 1}):]
        from (select array_remove(array_remove(s.off_in_projects, ${onInProject}), ${change.offInProject}) || ${off}::text[]) known (named)
      )
    returning is_on, dismissed, off_in_projects`.execute(on);
  const [row] = rows;
  return row ?? { is_on: isOn ?? true, dismissed: dismiss, off_in_projects: off };
}

/** What an account asked for last, the newest first, with how many pictures it brought. */
export async function selectEarlierRequests(from: Sql, accountId: string, limit: number): Promise<readonly EarlierRequest[]> {
  const { rows } = await sql<{ id: string; request: KeptRequest; made: bigint }>`
    select g.id, g.request,
      (select count(*) from generation_pictures p where p.account_id = g.account_id and p.generation_id = g.id and p.status = 'made') as made
    from generations g where g.account_id = ${accountId} order by g.created_at desc, g.id desc limit ${limit}`.execute(from);
  return rows.map(({ id, request, made }) => ({ ...request, generationId: id, made: Number(made) }));
}
