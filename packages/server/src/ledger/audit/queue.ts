/**
 * Keeps items so that the first that still counts is at hand, however many there are. An item that counts no more stays until it comes to
 * the front or until half of all are such, so that memory follows those that count.
 */
export class Queue<T> {
  readonly #isBefore: (a: T, b: T) => boolean;
  readonly #counts: (item: T) => boolean;
  /** A heap: no item is before the one at half its place. */
  #items: T[] = [];
  readonly #known = new Set<T>();
  #cleanUpAt = 64;

  constructor(isBefore: (a: T, b: T) => boolean, counts: (item: T) => boolean) {
    this.#isBefore = isBefore;
    this.#counts = counts;
  }

  /** An item that is here already stays where it is. */
  add(item: T): void {
    if (this.#known.has(item)) return;
    if (this.#items.length >= this.#cleanUpAt) this.#cleanUp();
    this.#known.add(item);
    this.#rise(item);
  }

  first(): T | undefined {
    let [first] = this.#items;
    while (first !== undefined && !this.#counts(first)) {
      this.#removeFirst(first);
      [first] = this.#items;
    }
    return first;
  }

  #cleanUp(): void {
    const items = this.#items.filter((item) => this.#counts(item));
    this.#items = [];
    this.#known.clear();
    for (const item of items) {
      this.#known.add(item);
      this.#rise(item);
    }
    this.#cleanUpAt = Math.max(64, 2 * items.length);
  }

  #rise(item: T): void {
    const items = this.#items;
    let place = items.length;
    items.push(item);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = items[above];
      if (other === undefined || !this.#isBefore(item, other)) break;
      items[place] = other;
      place = above;
    }
    items[place] = item;
  }

  #removeFirst(first: T): void {
    this.#known.delete(first);
    const items = this.#items;
    const item = items.pop();
    if (item === undefined || items.length === 0) return;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      let other = items[below];
      const right = items[below + 1];
      if (other === undefined) break;
      if (right !== undefined && this.#isBefore(right, other)) [below, other] = [below + 1, right];
      if (!this.#isBefore(other, item)) break;
      items[place] = other;
      place = below;
    }
    items[place] = item;
  }
}
