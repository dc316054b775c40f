import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireOperator, requirePrincipal, type Principal } from '../../access/index.ts';
import type { OpenStreams } from '../events/open-streams.ts';
import type { HttpSettings } from '../http-settings.ts';
import type { Operation } from '../operation.ts';
import { idempotencyKeyRequired, malformedRequest } from '../problems.ts';
import { JsonText } from '../json-text.ts';
import type { AnswerHeaders } from './answer-headers.ts';
import type { Limiters } from './rate-limits.ts';
import type { Rooms } from '../rooms.ts';
import { jsonAnswer, routePath, schemaOf, statusOf } from '../route-schema.ts';
import { refuseCrossSite } from './same-site.ts';

/** What every operation runs in. */
export interface Surroundings {
  readonly rooms: Rooms;
  readonly settings: HttpSettings;
  readonly limiters: Limiters;
  readonly streams: OpenStreams;
  readonly answers: AnswerHeaders;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; `undefined` in public operations, which do not look. */
    principal: Principal | undefined;
  }
}

/** 1 to 128 visible ASCII characters. */
const idempotencyKeyPattern = /^[!-~]{1,128}$/u;

/** Makes a route of an operation: who asks, where from and how often comes before the body is read, the schemas before `handle`. */
export function registerOperation(app: FastifyInstance, operation: Operation, surroundings: Surroundings): void {
  const { rooms, settings, limiters, streams, answers } = surroundings;
  const { operationId, audience, method, idempotent, handle } = operation;
  const answer = jsonAnswer(operation.answer);
  const status = statusOf(operation);
  // Each step takes its time, also one that finds nothing to do.
  const isRead = operation.params !== undefined || operation.query !== undefined || idempotent === true;

  const readAddress = (request: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
    // No id holds one, and PostgreSQL takes none as text.
    if (request.url.includes('%00')) throw malformedRequest('The address of the request must not hold a zero character (%00).');
    readNumbers(operation, request);
    if (idempotent === true && !isDryRun(request)) requireIdempotencyKey(request);
    done();
  };

  app.route({
    method,
    url: routePath(operation),
    schema: schemaOf(operation),
    onRequest: (request, _reply, proceed) => {
      if (operationId === 'signIn') limiters.signIn(request);
      if (operationId === 'signUp') limiters.signUp(request);
      const admit = (principal: Principal | undefined): undefined => {
        refuseCrossSite(request, principal, settings);
        if (principal === undefined) return;
        limiters.caller(principal);
        if (operationId === 'redeemCode') limiters.redeemCode(request, principal);
        if (audience === 'operator') requireOperator(principal);
        request.principal = principal;
      };
      const known = audience === 'public' ? undefined : rooms.access.recognize(request.headers);
      if (audience === 'public' || known !== undefined) {
        admit(known);
        proceed();
        return;
      }
      rooms.access
        .authenticate(request.headers)
        .then((principal): undefined => admit(requirePrincipal(principal)))
        .then(proceed, proceed);
    },
    preValidation: isRead ? [readAddress] : [],
    handler: async (request, reply) => {
      if (operationId === 'signIn') limiters.signInAs(request, emailIn(request.body));
      // Files and streams are sent by their operation.
      if (answer === undefined) answers.put(reply);
      const { params, query, body, principal } = request;
      const idempotencyKey = idempotent === true && !isDryRun(request) ? requireIdempotencyKey(request) : '';
      const result = await handle({ params, query, body, principal, idempotencyKey, request, reply, settings, streams }, rooms);
      if (operation.answer === null) return reply.code(204).send();
      if (result instanceof JsonText) return answers.sendJson(reply, status, result.text);
      if (answer === undefined) return result;
      answers.put(reply);
      void reply.code(status).header('cache-control', 'no-store');
      return result;
    },
  });
}

function requireIdempotencyKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    throw idempotencyKeyRequired(
      'This request moves money, so it needs the header "Idempotency-Key" with a text of your own, new for each purchase or picture. Repeating it with the same key does nothing twice.',
    );
  }
  if (typeof key !== 'string' || !idempotencyKeyPattern.test(key)) {
    throw malformedRequest('The header "Idempotency-Key" must be 1 to 128 visible ASCII characters.');
  }
  return key;
}

/** Whether this only asks what would happen: nothing is moved then, so that nothing can happen twice. */
function isDryRun({ query }: FastifyRequest): boolean {
  return typeof query === 'object' && query !== null && 'dryRun' in query && query.dryRun === 'true';
}

/** A query is all text. What its schema calls a whole number is read as one; bodies are never converted. */
function readNumbers({ query: schema }: Operation, request: FastifyRequest): void {
  const properties: unknown = schema === undefined || !('properties' in schema) ? undefined : schema.properties;
  const { query } = request;
  if (typeof properties !== 'object' || properties === null || typeof query !== 'object' || query === null) return;
  for (const [name, text] of Object.entries(query)) {
    const property: unknown = Object.entries(properties).find(([each]) => each === name)?.[1];
    const isInteger = typeof property === 'object' && property !== null && 'type' in property && property.type === 'integer';
    if (isInteger && typeof text === 'string' && /^-?\d{1,15}$/u.test(text)) Object.assign(query, { [name]: Number(text) });
  }
}

function emailIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'email' in body && typeof body.email === 'string' ? body.email : '';
}
