import { demand } from './broken.ts';

/** What an entry sets, read from its text: the members by their place, each checked for its form. */
export class RuleRead {
  readonly name: string;
  readonly #members: readonly unknown[];
  readonly #text: string;

  constructor(text: string | null) {
    this.#text = text ?? 'nothing';
    const read: unknown = parsed(this.#text);
    const members: readonly unknown[] = Array.isArray(read) ? read : [];
    const [name] = members;
    demand(typeof name === 'string', 'rule', `the rule ${this.#text} has no name`);
    this.name = name;
    this.#members = members;
  }

  text(place: number): string {
    return this.#demand(place, (value) => typeof value === 'string');
  }

  whole(place: number): number {
    return this.#demand(place, (value) => Number.isSafeInteger(value));
  }

  amount(place: number): bigint {
    const text = this.text(place);
    demand(/^(0|[1-9]\d*)$/u.test(text), 'rule', `the rule ${this.#text} has no amount at place ${String(place)}`);
    return BigInt(text);
  }

  isNull(place: number): boolean {
    return this.#members[place] === null;
  }

  /** The members of a list inside of it. */
  list(place: number): RuleRead {
    const value = this.#members[place];
    demand(Array.isArray(value), 'rule', `the rule ${this.#text} has no list at place ${String(place)}`);
    return new RuleRead(JSON.stringify(['list', ...value.map((member: unknown) => member)]));
  }

  raw(place: number): unknown {
    return this.#members[place];
  }

  #demand<T>(place: number, isRight: (value: unknown) => boolean): T {
    const value = this.#members[place];
    demand(isRight(value), 'rule', `the rule ${this.#text} is wrong at place ${String(place)}`);
    // `isRight` has looked at what it is.
    return value as T;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
