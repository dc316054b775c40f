import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { databaseUnavailable } from '../database/index.ts';
import { Problem } from '../kernel/index.ts';
import type { HttpSettings } from './http-settings.ts';
import { bodyTooLarge, internalError, invalidRequest, malformedRequest, unsupportedMediaType } from './problems.ts';
import { validationErrors } from './validation-errors.ts';

export const problemMediaType = 'application/problem+json; charset=utf-8';

/** The page that explains a code. */
export function problemType(publicUrl: string, code: string): string {
  return `${publicUrl}/docs/errors/${code.replaceAll('_', '-')}`;
}

/** A problem as the members of its JSON document. The standard members come last, so that no extra can replace one. */
export function problemBody(problem: Problem, instance: string, publicUrl: string): Record<string, unknown> {
  const { code, title, status, retry } = problem.definition;
  return { ...problem.extras, type: problemType(publicUrl, code), title, status, detail: problem.detail, instance, code, retry };
}

/** Answers with a problem. `retryAfterSeconds` among its extras becomes the header `Retry-After`. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply, settings: HttpSettings): FastifyReply {
  const { retryAfterSeconds } = problem.extras;
  if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
  if (problem.definition.status === 401) void reply.header('www-authenticate', 'Bearer realm="Imprest"');
  return reply
    .code(problem.definition.status)
    .header('content-type', problemMediaType)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemBody(problem, request.id, settings.publicUrl)));
}

/** Turns whatever was thrown into a problem. What is not a problem already tells nothing of our inside. */
export function problemFrom(error: unknown): Problem {
  const known = inCauses(error, (each) => (each instanceof Problem ? each : undefined));
  if (known !== undefined) return known;
  if (inCauses(error, (each) => (isConnectionTrouble(each) ? each : undefined)) !== undefined) {
    return databaseUnavailable(
      'The database does not answer, so it is not known whether this was done. Repeat it in a moment with the same key.',
      { retryAfterSeconds: 2 },
      { cause: error },
    );
  }
  return refusalOfFastify(error) ?? internalError(
    'This is a defect of ours, and it has been logged under the id in "instance". What was not booked has not happened; repeat it with the same key.',
    {},
    { cause: error },
  );
}

function refusalOfFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  // Fastify's own errors carry these members.
  const { code, statusCode, validation, validationContext } = error as Partial<FastifyError>;
  if (validation !== undefined) {
    const errors = validationErrors(validation, validationContext ?? 'body');
    return invalidRequest(errors.map(({ path, message }) => `${path} ${message}`).join('; '), { errors });
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge('The body of this request may have 256 kB at most. Send less.');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_CTP_INVALID_CONTENT_TYPE') {
    return unsupportedMediaType('Send the body as JSON with "Content-Type: application/json".');
  }
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return malformedRequest('The body is empty. Send a JSON object.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return malformedRequest(error instanceof SyntaxError || code === 'FST_ERR_CTP_INVALID_JSON_BODY' ? 'The body is not valid JSON. Check its quotes, commas and braces.' : 'The request cannot be read. Check its address, headers and body.');
  }
  return undefined;
}

/** PostgreSQL's classes for a lost, refused or ending connection, and those of the network below it. */
const connectionTrouble = /^(?:08|57P0|53300|ECONNREFUSED$|ECONNRESET$|EPIPE$|ETIMEDOUT$|ENOTFOUND$|ENOENT$)/u;
const connectionWords = /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end|connection error and is not queryable/u;

function isConnectionTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // A file that is missing says ENOENT too; only a connection attempt means the database.
  if (code === 'ENOENT') return syscall === 'connect';
  return (typeof code === 'string' && connectionTrouble.test(code)) || connectionWords.test(error.message);
}

function inCauses<T>(error: unknown, find: (each: unknown) => T | undefined): T | undefined {
  for (let each = error, depth = 0; each !== undefined && each !== null && depth < 8; depth += 1) {
    const found = find(each);
    if (found !== undefined) return found;
    each = each instanceof Error ? each.cause : undefined;
  }
  return undefined;
}
