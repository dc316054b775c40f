import type { Sql } from '../../database/index.ts';
import type { TipCode } from './tip.ts';
import { selectTipSettings, writeTipSettings, type TipSettingsRow } from './tip-queries.ts';

/** Which tips an account wants to see. */
export interface TipSettings {
  readonly on: boolean;
  /** These are not shown, though tips are on. */
  readonly dismissed: readonly string[];
  /** Nor is any for what is made for one of these projects. */
  readonly offInProjects: readonly string[];
}

export interface SetTips {
  readonly accountId: string;
  /** `on` is about this project alone. */
  readonly project?: string | undefined;
  /** As it was when left out. */
  readonly on?: boolean | undefined;
  readonly dismiss?: readonly TipCode[] | undefined;
  readonly showAgain?: readonly TipCode[] | undefined;
}

/**
 * Turns tips on or off, for an account or for what it makes for one project; dismisses single ones, or shows them again. Repeated, it changes
 * nothing.
 */
export async function setTips(sql: Sql, { accountId, project, on, dismiss = [], showAgain = [] }: SetTips): Promise<TipSettings> {
  const row = await writeTipSettings(sql, accountId, {
    isOn: project === undefined ? (on ?? null) : null,
    dismiss: dismiss.filter((code) => !showAgain.includes(code)),
    showAgain,
    offInProject: on === false ? (project ?? null) : null,
    onInProject: on === true ? (project ?? null) : null,
  });
  return settingsOf(row);
}

/** On everywhere, with nothing dismissed, for an account that has not said anything. */
export async function readTipSettings(sql: Sql, accountId: string): Promise<TipSettings> {
  const row = await selectTipSettings(sql, accountId);
  return row === undefined ? { on: true, dismissed: [], offInProjects: [] } : settingsOf(row);
}

function settingsOf({ is_on, dismissed, off_in_projects }: TipSettingsRow): TipSettings {
  return { on: is_on, dismissed, offInProjects: off_in_projects };
}
