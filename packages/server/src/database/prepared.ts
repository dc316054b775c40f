import { hash } from 'node:crypto';
import { sql } from 'kysely';

const mark = '/* prepared */';

/**
 * Put first in a statement that runs often, it makes each connection keep the statement and its plan under a name. Only for statements
 * with few different texts: each of them stays on each connection that used it.
 */
export const prepared = sql.raw(mark);

/** The same for a statement that is written as text. */
export function preparedText(text: string): string {
  return `${mark} ${text}`;
}

/** Names the marked statements of one connection. */
export class StatementNames {
  readonly #uses = new Map<string, { readonly name: string; count: number }>();

  /**
   * The name under which to run `text`, or `undefined` when it is not marked. A plan that was made for a small table is a bad one for a
   * large table, and PostgreSQL keeps it until the table is analyzed: so there is a new name, and a new plan, whenever the number of
   * uses has grown tenfold.
   */
  nameOf(text: string): string | undefined {
    if (!text.startsWith(mark)) return undefined;
    // By content, because a connection may be shared with another copy of this module.
    const use = this.#uses.get(text) ?? { name: hash('md5', text).slice(0, 16), count: 0 };
    this.#uses.set(text, use);
    use.count += 1;
    return `imprest_${use.name}_${String(String(use.count).length)}`;
  }
}
