/**
 * The line of a JSON text, counted from 1, on which the value at a JSON pointer begins; for a value that is not there, the line of the
 * innermost one around it. The text must be well-formed JSON.
 */
export function lineOfPath(text: string, path: string): number {
  const names = path.split('/').slice(1);
  let at = skipSpace(text, 0);
  for (const name of names.map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    const inside = findMember(text, at, name);
    if (inside === undefined) break;
    at = inside;
  }
  return text.slice(0, at).split('\n').length;
}

/** Where the member or item of this name begins, in the object or list that begins at `start`. */
function findMember(text: string, start: number, name: string): number | undefined {
  const isList = text[start] === '[';
  if (!isList && text[start] !== '{') return undefined;
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index += 1) {
    let key = String(index);
    if (!isList) {
      const end = skipValue(text, at);
      key = String(JSON.parse(text.slice(at, end)));
      // The colon stands between the name and the value.
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (key === name) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (' \t\r\n'.includes(text[end] ?? 'x')) end += 1;
  return end;
}

/** Behind the value that begins here. */
function skipValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = endOfText(text, at);
    } else if (character === '{' || character === '[') {
      depth += 1;
    } else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth -= 1;
    } else if (depth > 0 || !',: \t\r\n'.includes(character ?? '')) {
      continue;
    } else {
      return at;
    }
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** The quotation mark that ends the text which begins here. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
