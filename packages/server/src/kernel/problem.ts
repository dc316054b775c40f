/**
 * Problems as in RFC 9457. A room defines its own with `defineProblem`; the http room writes them as
 * `application/problem+json`, with `type` pointing at the page of the code in `docs/errors/`.
 */

/** What a client may do with the same request: nothing, repeat it with the same key, or repeat it after a while. */
export type Retry = 'never' | 'same_key' | 'after';

/** Typed members beside the standard ones, such as `required`, `available` and `topUpUrl`. */
export type ProblemExtras = Readonly<
  Record<string, string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>>
>;

export interface ProblemDefinition {
  /** snake_case, also the name of its page: `insufficient_credits` → `docs/errors/insufficient-credits.md`. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly retry: Retry;
}

export class Problem extends Error {
  readonly definition: ProblemDefinition;
  readonly detail: string;
  readonly extras: ProblemExtras;

  constructor(definition: ProblemDefinition, detail: string, extras: ProblemExtras = {}, options?: ErrorOptions) {
    super(`${definition.code}: ${detail}`, options);
    this.name = 'Problem';
    this.definition = definition;
    this.detail = detail;
    this.extras = extras;
  }

  get code(): string {
    return this.definition.code;
  }
}

/** Makes a function that makes the problem: `const notFound = defineProblem({…}); throw notFound('…', {…})`. */
export type ProblemFactory = ((detail: string, extras?: ProblemExtras, options?: ErrorOptions) => Problem) & {
  readonly definition: ProblemDefinition;
};

export function defineProblem(definition: ProblemDefinition): ProblemFactory {
  const make = (detail: string, extras: ProblemExtras = {}, options?: ErrorOptions): Problem =>
    new Problem(definition, detail, extras, options);
  return Object.assign(make, { definition });
}
