/**
 * Lets the tasks of one key run one after the other, so that many transactions waiting for one account's row do not use up the
 * connections of the others.
 */
export class TurnTaking {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const run = before === undefined ? task() : before.then(task, task);
    this.#last.set(key, run);
    try {
      return await run;
    } finally {
      if (this.#last.get(key) === run) this.#last.delete(key);
    }
  }

  /** Resolves when no task is running or waiting. Their errors go to those who asked. */
  async drain(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }
}
