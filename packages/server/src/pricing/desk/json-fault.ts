/** Where a text stops being JSON, and what would be right there. */
export interface JsonFault {
  /** Counted from 0; the length of the text where it ends too early. */
  readonly at: number;
  /** Counted from 1; what is missing behind the last line is missing on it. */
  readonly line: number;
  readonly message: string;
}

const space = /[ \t\r\n]*/uy;
const scalar =
  /"(?:[\u0020\u0021\u0023-\u005b\u005d-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
/** Deeper than any formula that can be compiled, and shallow enough for the stack. */
const depthMax = 500;

class Fault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** The first place at which a text is not JSON, or `undefined` where all of it is. The engine's own parser does not always say where. */
export function findJsonFault(text: string): JsonFault | undefined {
  try {
    const end = skip(text, readValue(text, skip(text, 0), 0));
    return end < text.length ? faultAt(text, end, 'nothing may come after the end') : undefined;
  } catch (error) {
    if (error instanceof Fault) return faultAt(text, error.at, error.message);
    throw error;
  }
}

function faultAt(text: string, at: number, message: string): JsonFault {
  return { at, line: text.trimEnd().slice(0, at).split('\n').length, message };
}

function readValue(text: string, at: number, depth: number): number {
  if (depth > depthMax) throw new Fault(at, 'this is nested too deeply');
  if (text[at] === '{' || text[at] === '[') return readMembers(text, at, depth);
  const end = match(scalar, text, at);
  if (end !== undefined) return end;
  if (text[at] === '"')
    throw new Fault(at, 'a text must end with a quotation mark on its line, and \\ only begins \\", \\\\, \\n and the like');
  throw new Fault(at, 'a value is missing: a number, a text in "quotation marks", true, false, null, [ or {');
}

function readMembers(text: string, start: number, depth: number): number {
  const isList = text[start] === '[';
  const end = isList ? ']' : '}';
  let at = skip(text, start + 1);
  if (text[at] === end) return at + 1;
  for (;;) {
    if (!isList) at = readName(text, at);
    at = skip(text, readValue(text, at, depth + 1));
    if (text[at] === end) return at + 1;
    if (text[at] !== ',') throw new Fault(at, `a comma or ${end} is missing`);
    const comma = at;
    at = skip(text, at + 1);
    if (text[at] === end) throw new Fault(comma, `no comma may stand before ${end}`);
  }
}

/** Behind the colon that follows a name. */
function readName(text: string, at: number): number {
  const end = text[at] === '"' ? match(scalar, text, at) : undefined;
  if (end === undefined) throw new Fault(at, 'a name in "quotation marks" is missing');
  const colon = skip(text, end);
  if (text[colon] !== ':') throw new Fault(colon, 'a colon is missing after the name');
  return skip(text, colon + 1);
}

function skip(text: string, at: number): number {
  return match(space, text, at) ?? at;
}

/** Behind what matches at this place. */
function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
