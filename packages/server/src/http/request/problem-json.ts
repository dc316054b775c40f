import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../kernel/index.ts';
import type { HttpSettings } from '../http-settings.ts';
import { bodyTooLarge, internalError, invalidRequest, malformedRequest, unsupportedMediaType } from '../problems.ts';
import { validationErrors } from './validation-errors.ts';

export const problemMediaType = 'application/problem+json; charset=utf-8';

/** The page that explains a code. */
function problemType(publicUrl: string, code: string): string {
  return `${publicUrl}/docs/errors/${code.replaceAll('_', '-')}`;
}

/** A problem as the members of its JSON document. The standard members come last, so that no extra can replace one. */
export function problemBody(problem: Problem, instance: string, publicUrl: string): Record<string, unknown> {
  const { code, title, status, retry } = problem.definition;
  return { ...problem.extras, type: problemType(publicUrl, code), title, status, detail: problem.detail, instance, code, retry };
}

/** Answers with a problem. `retryAfterSeconds` among its extras becomes the header `Retry-After`. */
export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply, settings: HttpSettings): FastifyReply {
  // A server that is away for a moment is back soon.
  const { retryAfterSeconds = problem.definition.status === 503 ? 2 : undefined } = problem.extras;
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
  const known = problemAmong(error) ?? refusalOfFastify(error);
  if (known !== undefined) return known;
  return internalError(
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
    return malformedRequest(
      error instanceof SyntaxError || code === 'FST_ERR_CTP_INVALID_JSON_BODY'
        ? 'The body is not valid JSON. Check its quotes, commas and braces.'
        : 'The request cannot be read. Check its address, headers and body.',
    );
  }
  return undefined;
}

/** The problem among an error and its causes: libraries in between wrap what a room has thrown. */
function problemAmong(error: unknown): Problem | undefined {
  for (let each = error, depth = 0; each instanceof Error && depth < 8; each = each.cause, depth += 1) {
    if (each instanceof Problem) return each;
  }
  return undefined;
}
