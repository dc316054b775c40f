/** A request that must be refused, and how. */
export interface WrongRequest {
  readonly what: string;
  /** `METHOD path`; `{quote}`, `{invoice}`, `{generation}`, `{key}` and `{account}` stand for things of Ada. */
  readonly request: string;
  readonly as?: 'ada' | 'bob' | 'nobody' | 'operator';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code: string;
  readonly status: number;
  /** A place that `errors` must name. */
  readonly path?: string;
}

export const picture = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 50, images: 1 };
export const key = { 'idempotency-key': 'a-key' };
export const generation = { ...picture, prompt: 'a lake' };
export const json = { 'content-type': 'application/json' };
