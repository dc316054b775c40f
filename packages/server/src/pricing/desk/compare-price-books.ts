import { pointer } from '../form-errors.ts';

/** One difference between two books. */
export interface PriceBookChange {
  /** A JSON pointer into the later book; into the earlier one for what was taken out. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** `null` for what was added. */
  readonly before: unknown;
  /** `null` for what was taken out. */
  readonly after: unknown;
}

/**
 * What has changed from one book to another, as data, member by member and in the order of their names. Items of a list that have an `id`, a
 * `label` or a `what` of their own are compared by it, so that one in between does not move all others; of a list of formulas, by place.
 */
export function comparePriceBooks(before: unknown, after: unknown): readonly PriceBookChange[] {
  return compareValues(before, after, '', '');
}

function compareValues(before: unknown, after: unknown, pathBefore: string, pathAfter: string): readonly PriceBookChange[] {
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, pathBefore, pathAfter);
  if (isObject(before) && isObject(after)) return compareObjects(before, after, pathBefore, pathAfter);
  return Object.is(before, after) ? [] : [{ path: pathAfter, kind: 'changed', before, after }];
}

type Members = Readonly<Record<string, unknown>>;

function compareObjects(before: Members, after: Members, pathBefore: string, pathAfter: string): readonly PriceBookChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((name) => {
    const [was, is] = [`${pathBefore}/${pointer(name)}`, `${pathAfter}/${pointer(name)}`];
    if (!Object.hasOwn(after, name)) return [removed(was, before[name])];
    if (!Object.hasOwn(before, name)) return [added(is, after[name])];
    return compareValues(before[name], after[name], was, is);
  });
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  pathBefore: string,
  pathAfter: string,
): readonly PriceBookChange[] {
  const key = ['id', 'label', 'what'].find((name) => areNamed(before, name) && areNamed(after, name));
  const nameOf = (item: unknown, index: number): unknown => (key === undefined ? index : isObject(item) ? item[key] : item);
  const places = new Map(before.map((item, index) => [nameOf(item, index), index]));
  const changes = after.flatMap((item, index) => {
    const place = places.get(nameOf(item, index));
    if (place === undefined) return [added(`${pathAfter}/${index}`, item)];
    places.delete(nameOf(item, index));
    const moved = key !== undefined && place !== index && before.length === after.length;
    const inside = compareValues(before[place], item, `${pathBefore}/${place}`, `${pathAfter}/${index}`);
    // The order of lines counts; where the lists are equally long, nothing but a move explains another place.
    return moved
      ? [...inside, { path: `${pathAfter}/${index}`, kind: 'changed' as const, before: { place }, after: { place: index } }]
      : inside;
  });
  return [...changes, ...[...places.values()].map((place) => removed(`${pathBefore}/${place}`, before[place]))];
}

/** Whether each item has a text of its own under this name. An option without more to say is its id. */
function areNamed(items: readonly unknown[], name: string): boolean {
  if (items.length > 0 && !items.some(isObject)) return false;
  const texts = items.map((item) => (name === 'id' && typeof item === 'string' ? item : isObject(item) ? item[name] : undefined));
  return texts.every((text) => typeof text === 'string') && new Set(texts).size === texts.length;
}

function added(path: string, after: unknown): PriceBookChange {
  return { path, kind: 'added', before: null, after };
}

function removed(path: string, before: unknown): PriceBookChange {
  return { path, kind: 'removed', before, after: null };
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
