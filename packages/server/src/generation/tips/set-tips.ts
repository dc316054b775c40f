import type { Sql } from '../../database/index.ts';
import type { TipCode } from './tip.ts';
import { selectTipSettings, writeTipSettings } from './tip-queries.ts';

/** Which tips an account wants to see. */
export interface TipSettings {
  readonly on: boolean;
  /** These are not shown, though tips are on. */
  readonly dismissed: readonly string[];
}

export interface SetTips {
  readonly accountId: string;
  /** As it was when left out. */
  readonly on?: boolean | undefined;
  readonly dismiss?: readonly TipCode[] | undefined;
  readonly showAgain?: readonly TipCode[] | undefined;
}

/** Turns tips on or off for an account, dismisses single ones, or shows them again. Repeated, it changes nothing. */
export async function setTips(sql: Sql, { accountId, on, dismiss = [], showAgain = [] }: SetTips): Promise<TipSettings> {
  const kept = dismiss.filter((code) => !showAgain.includes(code));
  const row = await writeTipSettings(sql, accountId, { isOn: on ?? null, dismiss: kept, showAgain });
  return { on: row.is_on, dismissed: row.dismissed };
}

/** On, with nothing dismissed, for an account that has not said anything. */
export async function readTipSettings(sql: Sql, accountId: string): Promise<TipSettings> {
  const row = await selectTipSettings(sql, accountId);
  return row === undefined ? { on: true, dismissed: [] } : { on: row.is_on, dismissed: row.dismissed };
}
