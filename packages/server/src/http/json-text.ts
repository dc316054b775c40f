declare const told: unique symbol;

/** An answer that is JSON already, in ASCII, for an operation that is asked very often. It says what a `T` would. */
export class JsonText<T> {
  readonly text: string;
  /** Never there: it keeps the texts of different answers apart. */
  declare readonly [told]?: T;

  constructor(text: string) {
    this.text = text;
  }
}

/** Beyond ASCII. */
const wide = /[\u0080-\uffff]/g;

/** JSON in ASCII alone, which needs no encoding when it is sent. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(wide, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
