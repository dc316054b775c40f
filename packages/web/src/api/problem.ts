import { ImprestError } from '@imprest/sdk';
import { withLocalTimes } from '../format/time.ts';
import { messages } from '../messages/index.ts';

/** What a page needs of an error to speak about it. `status` 0 means that no answer came. */
export interface ShownProblem {
  detail: string;
  code: string;
  status: number;
}

/** Reads whatever was thrown. A problem that the server explained keeps its words; for what has none, the screen has its own. */
export function readProblem(error: unknown): ShownProblem {
  if (!(error instanceof ImprestError)) return { code: 'fault', status: 500, detail: messages.problem.fault };
  const { code, status, detail } = error;
  if (status === 0) return { code, status, detail: messages.problem.unreachable };
  if (code === 'unexpected_answer') return { code, status, detail: messages.problem.unexpected };
  return { code, status, detail: withLocalTimes(detail) };
}

/** What a problem of the server says beside its words, as text; undefined where it does not. */
export function extraOf(error: unknown, name: string): string | undefined {
  const value = error instanceof ImprestError ? error.extras[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Whether the server or the way to it is away, so that waiting helps. */
export function isAway(error: unknown): boolean {
  const { status } = readProblem(error);
  return status === 0 || status >= 502;
}
