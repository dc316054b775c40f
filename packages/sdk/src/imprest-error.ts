/** What went wrong, as the server says it; see the page at `type`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly retry: 'never' | 'same_key' | 'after';
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly [extra: string]: unknown;
}

const standardMembers = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'retry', 'errors']);

/**
 * Everything that the SDK throws, apart from the `AbortError` of your own signal. `code` tells what happened:
 * one of https://…/docs/errors, or `network_error` where no answer came, or `unexpected_answer` where it was not from Imprest.
 */
export class ImprestError extends Error {
  override readonly name = 'ImprestError';
  readonly problem: Problem;

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(problem.detail === '' ? problem.title : problem.detail, options);
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  /** The HTTP status; 0 where no answer came. */
  get status(): number {
    return this.problem.status;
  }

  get title(): string {
    return this.problem.title;
  }

  get detail(): string {
    return this.problem.detail;
  }

  /** What may be done with the same request: nothing, repeat it with the same key, or repeat it after a while. */
  get retry(): Problem['retry'] {
    return this.problem.retry;
  }

  /** The id under which the server has logged the request. */
  get requestId(): string {
    return this.problem.instance;
  }

  /** What is wrong with which member of the request. */
  get errors(): readonly { readonly path: string; readonly message: string }[] {
    return this.problem.errors ?? [];
  }

  /** What this code says beside the standard members, such as `required`, `available` and `topUpUrl`. */
  get extras(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(this.problem).filter(([name]) => !standardMembers.has(name)));
  }
}

/** An error of the SDK's own. */
export function ownError(
  code: string,
  title: string,
  detail: string,
  retry: Problem['retry'],
  options?: { status?: number; cause?: unknown },
): ImprestError {
  const problem = { type: 'about:blank', title, status: options?.status ?? 0, detail, instance: '', code, retry };
  return new ImprestError(problem, { cause: options?.cause });
}

/** Reads the problem of an answer that is not a success. */
export async function errorOf(answer: Response): Promise<ImprestError> {
  const text = await answer.text().catch(() => '');
  const body = parse(text);
  if (isProblem(body)) return new ImprestError(body);
  return ownError(
    'unexpected_answer',
    'This answer does not come from Imprest',
    `The address answered ${String(answer.status)} without a problem document. Check baseUrl, and what stands in front of the server.`,
    answer.status >= 500 ? 'same_key' : 'never',
    { status: answer.status },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && 'status' in body && 'detail' in body
  );
}
