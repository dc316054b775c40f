/** Rows that arrive in order, of which the next can be looked at before it is taken. */
export class Stream<T> {
  readonly #rows: AsyncIterator<T, undefined>;
  #next: { readonly row: T | undefined } | undefined;

  constructor(rows: AsyncGenerator<T, undefined>) {
    this.#rows = rows;
  }

  async peek(): Promise<T | undefined> {
    this.#next ??= { row: await this.#pull() };
    return this.#next.row;
  }

  async next(): Promise<T | undefined> {
    const row = await this.peek();
    // At the end it stays at the end.
    if (row !== undefined) this.#next = undefined;
    return row;
  }

  async #pull(): Promise<T | undefined> {
    const result = await this.#rows.next();
    return result.done === true ? undefined : result.value;
  }
}
