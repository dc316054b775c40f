declare const told: unique symbol;

/** An answer that is JSON already, for an operation that is asked very often. It says what a `T` would. */
export class JsonText<T> {
  readonly text: string;
  /** Never there: it keeps the texts of different answers apart. */
  declare readonly [told]?: T;

  constructor(text: string) {
    this.text = text;
  }
}
