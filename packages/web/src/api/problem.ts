import { messages } from '../messages/index.ts';

/** What a page needs of an error to speak about it. `status` 0 means that no answer came. */
export interface ShownProblem {
  title: string;
  detail: string;
  code: string;
  status: number;
}

function field(error: object, name: string): unknown {
  return name in error ? Reflect.get(error, name) : undefined;
}

/**
 * Reads whatever was thrown: a problem that the API explained keeps its own words, everything else becomes "no answer".
 * Reads by shape, because an error may cross a bundle boundary and lose its class.
 */
export function readProblem(error: unknown): ShownProblem {
  if (typeof error === 'object' && error !== null) {
    const body = field(error, 'problem') ?? field(error, 'body') ?? error;
    if (typeof body === 'object' && body !== null) {
      const code = field(body, 'code');
      const detail = field(body, 'detail');
      const title = field(body, 'title');
      const status = field(body, 'status') ?? field(error, 'status');
      if (typeof code === 'string' && typeof detail === 'string') {
        return { code, detail, title: typeof title === 'string' ? title : messages.problem.unknownTitle, status: typeof status === 'number' ? status : 0 };
      }
      if (typeof status === 'number' && status > 0) {
        return { code: 'unexpected', status, title: messages.problem.unknownTitle, detail: messages.problem.loadFailed };
      }
    }
  }
  return { code: 'unreachable', status: 0, title: messages.problem.unreachableTitle, detail: messages.problem.unreachable };
}

/** Whether the server or the way to it is away, so that waiting helps. */
export function isAway(error: unknown): boolean {
  const { status } = readProblem(error);
  return status === 0 || status >= 502;
}
