import type { Place } from '../commit/commit-together.ts';
import { loadAccount } from '../read/read-account.ts';
import { usageFrom, usageMembers, type Usage } from '../usage.ts';
import { checkRange } from './check-range.ts';
import { daysOf } from './days.ts';
import type { TimeRange } from './queries.ts';

/** By what usage can be summed. */
export type UsageGroup = 'project' | 'apiKey' | 'session' | 'model' | 'operation' | 'day';

export const usageGroups: readonly UsageGroup[] = ['project', 'apiKey', 'session', 'model', 'operation', 'day'];

export interface UsageQuestion extends TimeRange {
  /** Nothing for the sum of all. */
  readonly groupBy: readonly UsageGroup[];
  /** Where days begin, such as `Europe/Berlin`; UTC when left out. */
  readonly timeZone?: string | undefined;
  /** How many groups at most, 1 to 1000; 1000 when left out. */
  readonly limit?: number | undefined;
}

/** Amounts in micro-credits: what was captured and spent, less what was reversed. */
export interface UsageSum {
  readonly amount: bigint;
  /** How many entries it is the sum of. */
  readonly count: number;
}

export interface UsageOfGroup extends UsageSum {
  /** The values that its entries share; what they do not name is missing. */
  readonly usage: Usage;
  /** `2026-01-31`, when grouped by day. */
  readonly day: string | null;
}

export interface UsageReport extends TimeRange {
  readonly timeZone: string;
  readonly total: UsageSum;
  /** By day, then the largest first. Days without usage are missing. */
  readonly groups: readonly UsageOfGroup[];
  /** What the groups left out come to, smallest groups first; with `groups` it makes `total`. */
  readonly rest: UsageSum & { readonly groups: number };
}

/** More than a year, so that a year can be looked at in one piece with the days around it. */
const daysMax = 400;
const limitMax = 1000;
const memberOf = { project: 'projectId', apiKey: 'apiKeyId', session: 'sessionId', model: 'model', operation: 'operation' } as const;

export async function readUsage(place: Place, accountId: string, question: UsageQuestion): Promise<UsageReport> {
  const { fromMs, toMs, groupBy, timeZone = 'UTC', limit = limitMax } = question;
  checkRange({ fromMs, toMs }, daysMax);
  const days = daysOf({ fromMs, toMs }, timeZone);
  const byDay = groupBy.includes('day');
  const asked = groupBy.flatMap((group) => (group === 'day' ? [] : [memberOf[group]]));
  const members = usageMembers.filter((member) => asked.includes(member));
  const count = Math.max(1, Math.min(limitMax, Math.trunc(limit) || 1));
  const rows = await place.queries.sumUsage(
    place.database.sql,
    accountId,
    { fromMs, toMs },
    { members, dayStarts: byDay ? days.map((day) => day.startMs) : null, limit: count },
  );
  // An account without usage may be no account at all.
  if (rows.length === 0) await loadAccount(place, accountId);
  const total = { amount: BigInt(rows[0]?.total_amount ?? 0), count: Number(rows[0]?.total_count ?? 0) };
  const groups = rows.map((row): UsageOfGroup => {
    const named = new Map(members.map((member, index) => [member, row.values[index]]));
    return {
      usage: usageFrom(usageMembers.map((member) => named.get(member))) ?? {},
      day: row.day === null ? null : (days[row.day - 1]?.day ?? null),
      amount: BigInt(row.amount),
      count: Number(row.count),
    };
  });
  const rest = {
    amount: groups.reduce((left, group) => left - group.amount, total.amount),
    count: groups.reduce((left, group) => left - group.count, total.count),
    groups: Number(rows[0]?.total_groups ?? 0) - groups.length,
  };
  return { fromMs, toMs, timeZone, total, groups: byDay ? groups.toSorted(byDayFirst) : groups, rest };
}

/** Groups of one day keep their order. */
function byDayFirst(a: UsageOfGroup, b: UsageOfGroup): number {
  return (a.day ?? '') < (b.day ?? '') ? -1 : (a.day ?? '') > (b.day ?? '') ? 1 : 0;
}
