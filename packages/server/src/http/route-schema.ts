import type { FastifySchema } from 'fastify';
import type { TSchema } from 'typebox';
import type { Answer, Operation } from './operation.ts';

/** The path as the router writes it: `/v1/quotes/:id`. */
export function routePath({ path }: Operation): string {
  return path.replaceAll(/\{(\w+)\}/gu, ':$1');
}

/** The status of a successful answer. */
export function statusOf({ answer, status }: Operation): number {
  return answer === null ? 204 : (status ?? 200);
}

/** The schema of a JSON answer, or `undefined` where the answer is a file, a stream or nothing. */
export function jsonAnswer(answer: Answer): TSchema | undefined {
  return answer === null || 'mediaType' in answer ? undefined : answer;
}

/**
 * What the server needs to check a request. The OpenAPI document says more; see openapi.ts. Answers have no schema here: their
 * types and the tests hold them to theirs, and compiled serializers would cost every start 150 ms and 15 MB.
 */
export function schemaOf(operation: Operation): FastifySchema {
  const { operationId, params, query, body } = operation;
  return {
    operationId,
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
  };
}
