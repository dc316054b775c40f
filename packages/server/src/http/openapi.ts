import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifySchema } from 'fastify';
import type { TSchema } from 'typebox';
import { databaseUnavailable } from '../database/index.ts';
import { crossSiteRequest, invalidApiKey, notSignedIn, operatorOnly } from '../access/index.ts';
import type { ProblemDefinition } from '../kernel/index.ts';
import { resourceOf, type Operation } from './operation.ts';
import { operations } from './operations.ts';
import {
  bodyTooLarge,
  idempotencyKeyRequired,
  internalError,
  invalidRequest,
  malformedRequest,
  rateLimited,
  unsupportedMediaType,
} from './problems.ts';
import { jsonAnswer, routePath, schemaOf, statusOf } from './route-schema.ts';
import { namedSchemas, ProblemBody, ref } from './schemas/index.ts';

const description = `Prepaid credits for AI images, paid in USDT.

Amounts are exact decimal text, times are ISO 8601 in UTC. Lists come in pages: pass \`nextCursor\` as \`cursor\`. Sign in for a
session cookie, or send an API key as \`Authorization: Bearer imp_sk_…\`. Requests that move money need the header
\`Idempotency-Key\`: repeated with the same key they do nothing twice. Whatever is refused comes as \`application/problem+json\`
with a \`code\`, a \`detail\` that says what to do, and in \`type\` the page of that code.`;

/** Collects the routes into an OpenAPI 3.1 document. To be called before the routes are made. */
export async function setUpOpenApi(app: FastifyInstance, version: string): Promise<void> {
  const byId = new Map(operations.map((each) => [each.operationId, each]));
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Imprest', version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: '/' }],
      tags: [...new Set(operations.map(resourceOf))].map((name) => ({ name })),
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `imp_sk_…`' },
          session: { type: 'apiKey', in: 'cookie', name: 'imprest.session_token', description: 'Set by signing in' },
        },
      },
    },
    convertConstToEnum: false,
    hideUntagged: true,
    refResolver: {
      buildLocalReference: (json, _baseUri, _fragment, i) => {
        const name: unknown = json['$id'];
        return typeof name === 'string' ? name : `schema-${String(i)}`;
      },
    },
    transform: ({ schema, url }) => {
      const operation = typeof schema.operationId === 'string' ? byId.get(schema.operationId) : undefined;
      return { schema: operation === undefined ? schema : described(operation, schema), url };
    },
  });
  let text: string | undefined;
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(app));
    return reply.header('content-type', 'application/json; charset=utf-8').send(text);
  });
}

/** The document without a server: what `npm run generate` writes down. */
export async function readOpenApiDocument(version: string): Promise<Record<string, unknown>> {
  const app = Fastify();
  await setUpOpenApi(app, version);
  for (const schema of namedSchemas) app.addSchema(schema);
  await app.register(async (api) => {
    for (const operation of operations) {
      api.route({ method: operation.method, url: routePath(operation), schema: schemaOf(operation), handler: () => undefined });
    }
    await Promise.resolve();
  });
  await app.ready();
  const document = openApiDocument(app);
  await app.close();
  return document;
}

export function openApiDocument(app: FastifyInstance): Record<string, unknown> {
  return { ...app.swagger() };
}

/** What the document says of an operation; more than the server needs to run it. */
function described(operation: Operation, schema: FastifySchema): FastifySchema {
  const { operationId, summary, audience, sdk } = operation;
  const status = statusOf(operation);
  const own = { 'x-sdk': sdk, 'x-problems': codesByStatus(problemsOf(operation)) };
  return {
    ...schema,
    ...own,
    operationId,
    summary,
    description: [operation.description, `SDK: \`imprest.${sdk}\``].filter((each) => each !== undefined).join('\n\n'),
    tags: [resourceOf(operation)],
    security: audience === 'public' ? [] : [{ apiKey: [] }, { session: [] }],
    ...(operation.idempotent === true ? { headers: idempotencyHeader } : {}),
    response: { [status]: success(operation), ...problemResponses(problemsOf(operation)) },
  };
}

const idempotencyHeader = {
  type: 'object',
  required: ['Idempotency-Key'],
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 128,
      description: 'A text of your own for this one wish. The answer to a repetition has the header `Idempotent-Replayed: true`.',
    },
  },
};

function success({ answer }: Operation): Record<string, unknown> {
  if (answer === null) return { description: 'Done', type: 'null' };
  const json = jsonAnswer(answer);
  if (json !== undefined) return { description: 'Done', content: { 'application/json': { schema: json } } };
  const { mediaType, orMediaType = mediaType, what } = 'mediaType' in answer ? answer : { mediaType: '*/*', what: '' };
  const content = { schema: { type: 'string' } };
  return { description: what, content: { [mediaType]: content, [orMediaType]: content } };
}

/** Everything that an operation may refuse. */
function problemsOf(operation: Operation): readonly ProblemDefinition[] {
  const all = [...operation.problems, rateLimited.definition, internalError.definition, databaseUnavailable.definition];
  if (operation.audience !== 'public') all.push(notSignedIn.definition, invalidApiKey.definition);
  if (operation.audience === 'operator') all.push(operatorOnly.definition);
  if (operation.method !== 'GET') all.push(crossSiteRequest.definition, malformedRequest.definition);
  if (operation.idempotent === true) all.push(idempotencyKeyRequired.definition);
  if (operation.body !== undefined) all.push(bodyTooLarge.definition, unsupportedMediaType.definition);
  if (operation.body !== undefined || operation.query !== undefined || operation.params !== undefined) all.push(invalidRequest.definition);
  return [...new Map(all.map((each) => [each.code, each])).values()].toSorted((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
}

function codesByStatus(problems: readonly ProblemDefinition[]): Record<string, string[]> {
  const codes: Record<string, string[]> = {};
  for (const { status, code } of problems) (codes[status] ??= []).push(code);
  return codes;
}

function problemResponses(problems: readonly ProblemDefinition[]): Record<string, unknown> {
  const schema: TSchema = ref(ProblemBody);
  const responses: Record<string, unknown> = {};
  for (const [status, group] of Object.entries(Object.groupBy(problems, (each) => String(each.status)))) {
    responses[status] = {
      description: (group ?? []).map(({ code, title }) => `\`${code}\`: ${title}`).join('. '),
      content: { 'application/problem+json': { schema } },
    };
  }
  return responses;
}
