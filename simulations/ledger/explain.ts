import { isDeepStrictEqual } from 'node:util';
import type { Seen } from './look.ts';
import type { ModelAccount } from './model/model-account.ts';

export type Models = ReadonlyMap<string, ModelAccount>;

/** What is committed as one, or not at all. */
export interface Unit {
  /** All accounts that it is about. */
  readonly accountIds: readonly string[];
  /** Someone was told that it happened. Otherwise a crash leaves open whether it did. */
  readonly certain: boolean;
  /** Does it to the accounts, and gives what is wrong with the answers. */
  readonly happen: (models: Models) => string | undefined;
}

type Explained = { readonly models: Models } | { readonly wrong: string };

/**
 * Finds an order of what happened in a step that explains every answer, the journal, the refusals and the events. Accounts that no unit
 * connects are explained apart, so that there are few orders to try.
 */
export function explain(models: Models, units: readonly Unit[], seen: ReadonlyMap<string, Seen>): Explained {
  const explained = new Map(models);
  for (const group of connected([...models.keys()], units)) {
    const search = new Search(models, seen, group);
    const found = search.from(
      models,
      units.filter((unit) => unit.accountIds.some((accountId) => group.includes(accountId))),
      0,
    );
    if (found === undefined) return { wrong: search.closest };
    for (const accountId of group) {
      const account = found.get(accountId);
      if (account) explained.set(accountId, account);
    }
  }
  return { models: explained };
}

/** Groups of accounts with the units that connect them. */
function connected(accountIds: readonly string[], units: readonly Unit[]): readonly (readonly string[])[] {
  let groups: (readonly string[])[] = accountIds.map((accountId) => [accountId]);
  for (const unit of units) {
    const touched = groups.filter((group) => group.some((accountId) => unit.accountIds.includes(accountId)));
    groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()];
  }
  return groups.filter((group) => group.length > 0);
}

class Search {
  readonly #before: Models;
  readonly #seen: ReadonlyMap<string, Seen>;
  readonly #group: readonly string[];
  #depth = -1;
  /** What was wrong with the order that led furthest. */
  closest = '';

  constructor(before: Models, seen: ReadonlyMap<string, Seen>, group: readonly string[]) {
    this.#before = before;
    this.#seen = seen;
    this.#group = group;
  }

  /** The accounts after an order of `units` that explains everything; units that are not certain may be left out. */
  from(models: Models, units: readonly Unit[], depth: number): Models | undefined {
    if (!units.some((unit) => unit.certain)) {
      const wrong = this.#differenceAtEnd(models);
      if (wrong === undefined) return models;
      this.#note(wrong, depth);
    }
    for (const unit of units) {
      const after = new Map(models);
      for (const accountId of unit.accountIds) {
        const account = models.get(accountId);
        if (account) after.set(accountId, account.copy());
      }
      const wrong = unit.happen(after) ?? this.#differenceSoFar(after, unit.accountIds);
      if (wrong !== undefined) {
        this.#note(wrong, depth + 1);
        continue;
      }
      const found = this.from(
        after,
        units.filter((each) => each !== unit),
        depth + 1,
      );
      if (found) return found;
    }
    return undefined;
  }

  #note(wrong: string, depth: number): void {
    if (depth <= this.#depth) return;
    this.#depth = depth;
    this.closest = wrong;
  }

  #news(accountId: string, models: Models): Seen {
    const [before, after] = [this.#before.get(accountId), models.get(accountId)];
    const entries = after?.entries.slice(before?.entries.length ?? 0) ?? [];
    const events = inWriting(after?.events.slice(before?.events.length ?? 0) ?? []);
    return { entries, events, refusals: after?.refusals() ?? [] };
  }

  /** What was booked until now must be what the journal begins with. */
  #differenceSoFar(models: Models, accountIds: readonly string[]): string | undefined {
    for (const accountId of accountIds) {
      const { entries } = this.#news(accountId, models);
      const journal = this.#seen.get(accountId)?.entries.slice(0, entries.length) ?? [];
      const index = entries.findIndex((entry, place) => !isDeepStrictEqual(entry, journal[place]));
      if (index !== -1) return `${accountId}: the journal has ${show(journal[index])} and not ${show(entries[index])}`;
    }
    return undefined;
  }

  #differenceAtEnd(models: Models): string | undefined {
    for (const accountId of this.#group) {
      const { entries = [], refusals = [], events = [] } = this.#seen.get(accountId) ?? {};
      const seen: Seen = { entries, refusals, events: inWriting(events) };
      const expected = this.#news(accountId, models);
      for (const what of ['entries', 'refusals', 'events'] as const) {
        if (!isDeepStrictEqual(seen[what], expected[what])) {
          return `${accountId}: the ${what} are ${show(seen[what])} and not ${show(expected[what])}`;
        }
      }
    }
    return undefined;
  }
}

/** What is decided together is written entries first: the order counts among entries, among alerts and among rows alongside. */
function inWriting(events: readonly string[]): readonly string[] {
  const [booked, alongside] = ['entry.booked ', 'alongside.ran '].map((topic) => events.filter((event) => event.startsWith(topic)));
  const told = events.filter((event) => booked?.includes(event) !== true && alongside?.includes(event) !== true);
  return [...(booked ?? []), ...told, ...(alongside ?? [])];
}

export function show(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? member.toString() : member)) ?? 'nothing';
}
