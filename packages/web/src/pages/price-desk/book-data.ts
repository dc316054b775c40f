/** A price book as data, changed without touching what was there. It may be wrong in any way: the server says how. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [name: string]: Data };
export type BookData = { readonly [name: string]: Data };
export type Place = readonly (string | number)[];

/** The book of a text, or `undefined` where it is no JSON object. */
export function readBook(text: string): BookData | undefined {
  try {
    const data: unknown = JSON.parse(text);
    // True because JSON has no other values.
    return isBook(data as Data) ? (data as BookData) : undefined;
  } catch {
    return undefined;
  }
}

export function isBook(data: Data | undefined): data is BookData {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

export function listOf(data: Data | undefined): readonly Data[] {
  return isList(data) ? data : [];
}

/** The language's own test forgets what a read-only list holds. */
function isList(data: Data | undefined): data is readonly Data[] {
  return Array.isArray(data);
}

export function membersOf(data: Data | undefined): BookData {
  return isBook(data) ? data : {};
}

/** A text, number or yes/no as text; empty for anything else. */
export function wordOf(data: Data | undefined): string {
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? String(data) : '';
}

/** What stands at a place, or `undefined`. */
export function at(data: Data | undefined, place: Place): Data | undefined {
  return place.reduce<Data | undefined>((inside, name) => {
    if (isList(inside)) return inside[Number(name)];
    return isBook(inside) ? inside[String(name)] : undefined;
  }, data);
}

/** With another value at a place; `undefined` takes what is there out. Objects on the way are made where they are missing. */
export function withValue(data: Data | undefined, [name, ...rest]: Place, value: Data | undefined): Data {
  if (name === undefined) return value ?? {};
  if (isList(data)) {
    const index = Number(name);
    if (rest.length === 0 && value === undefined) return data.filter((_, each) => each !== index);
    const inside = rest.length === 0 ? value : withValue(data[index], rest, value);
    return index >= data.length ? [...data, inside ?? null] : data.map((each, place) => (place === index ? (inside ?? null) : each));
  }
  const members = membersOf(data);
  if (rest.length === 0 && value === undefined) return Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
  const inside = rest.length === 0 ? (value ?? null) : withValue(members[String(name)], rest, value);
  // An object out of which the last member was taken says nothing any more.
  if (value === undefined && isBook(inside) && Object.keys(inside).length === 0) return withValue(members, [name], undefined);
  return { ...members, [String(name)]: inside };
}

/** A list with an item one place further up or down. */
export function moved(list: readonly Data[], from: number, by: 1 | -1): readonly Data[] {
  const [item, other] = [list[from], list[from + by]];
  if (item === undefined || other === undefined) return list;
  return list.map((each, index) => (index === from ? other : index === from + by ? item : each));
}

/** The JSON pointer of a place. */
export function pointerOf(place: Place): string {
  return place.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Lines up to this long hold a whole list or object. */
const lineLength = 120;

/** A book as text: what is short on one line, everything else a member a line. */
export function textOf(data: Data, indent = ''): string {
  const flat = flatText(data);
  if (typeof data !== 'object' || data === null || (indent !== '' && flat.length + indent.length <= lineLength)) return flat;
  const deeper = `${indent}  `;
  if (isList(data)) {
    return data.length === 0 ? '[]' : `[\n${data.map((each) => deeper + textOf(each, deeper)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(data).map(([name, each]) => `${deeper}${JSON.stringify(name)}: ${textOf(each, deeper)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

/** On one line. */
export function flatText(data: Data): string {
  if (isList(data)) return `[${data.map(flatText).join(', ')}]`;
  if (!isBook(data)) return JSON.stringify(data);
  const members = Object.entries(data).map(([name, each]) => `${JSON.stringify(name)}: ${flatText(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** A number of a book as it is typed: whole ones as numbers, decimals as text, as books have them; empty for none. */
export function numberOf(typed: string): Data | undefined {
  const text = typed.trim().replace(',', '.');
  if (text === '') return undefined;
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

/** A list of names for a field. */
export function namesText(data: Data | undefined): string {
  return listOf(data).map(wordOf).join(', ');
}

/** Names as they are typed, with commas or spaces between them; none is no list. */
export function namesOf(typed: string): readonly string[] | undefined {
  const names = typed.split(/[\s,]+/).filter((name) => name !== '');
  return names.length === 0 ? undefined : names;
}

/** A book that has one price for everything, with that as the price of one operation. */
export function withOperations(book: BookData, operation: string): BookData {
  return Object.fromEntries(
    Object.entries(book).map(([name, value]) => (name === 'price' ? ['operations', { [operation]: value }] : [name, value])),
  );
}

/** A formula as it is typed: a number, a name, or JSON. `null` while what is typed is no whole JSON yet. */
export function formulaOf(typed: string): { readonly value: Data | undefined } | null {
  const text = typed.trim();
  if (!/^[[{]/.test(text)) return { value: numberOf(text) };
  try {
    // True because JSON has no other values.
    return { value: JSON.parse(text) as Data };
  } catch {
    return null;
  }
}

/** A formula up to this long stays on one line of its field. */
const fieldLength = 44;

/** A formula for a field: names and numbers bare, everything else as JSON. */
export function formulaText(data: Data | undefined): string {
  if (data === undefined) return '';
  if (typeof data === 'string' || typeof data === 'number') return String(data);
  const flat = flatText(data);
  return flat.length <= fieldLength ? flat : textOf(data);
}
