import { once } from 'node:events';
import helmet from '@fastify/helmet';
import Fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify';
import { assert, newId } from '../kernel/index.ts';
import { OpenStreams } from './events/open-streams.ts';
import type { HttpSettings } from './http-settings.ts';
import { AnswerHeaders, type Headers } from './request/answer-headers.ts';
import { OpenRequests } from './request/open-requests.ts';
import { openApiDocument, setUpOpenApi } from './openapi.ts';
import { operations } from './operations.ts';
import { registerDocs } from './pages/docs.ts';
import { htmlPageStyleHash } from './pages/html-page.ts';
import { registerReference } from './pages/reference.ts';
import { registerScreen } from './pages/screen.ts';
import { problemBody, problemFrom, problemMediaType, sendProblem } from './request/problem-json.ts';
import { malformedRequest } from './problems.ts';
import { setUpRateLimits } from './request/rate-limits.ts';
import { registerOperation } from './request/register-operation.ts';
import type { Rooms } from './rooms.ts';
import { namedSchemas } from './schemas/index.ts';
import { sendNothingHere } from './request/nothing-here.ts';

/** The largest request: two prompts and a few numbers are far below. */
const bodyBytesMax = 256 * 1024;
/** How long a server that closes waits for the answers that it has begun. */
const answerMs = 10_000;

export interface HttpServer {
  /** Starts to listen; gives the address with the port that it got. */
  listen(where: { readonly host: string; readonly port: number }): Promise<{ readonly url: string; readonly port: number }>;
  /** The OpenAPI 3.1 document. */
  openApi(): Record<string, unknown>;
  /** Answers what has begun, ends live streams, takes nothing new. */
  close(): Promise<void>;
}

/** Makes the HTTP server on rooms that are open already. It does not listen before `listen`. */
export async function createHttpServer(rooms: Rooms, settings: HttpSettings): Promise<HttpServer> {
  const { app, requests } = await buildApp(rooms, settings);
  return {
    async listen({ host, port }) {
      await app.listen({ host, port });
      const address = app.server.address();
      assert(address !== null && typeof address !== 'string', 'the server listens on a port');
      const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      return { url: `http://${shown}:${String(address.port)}`, port: address.port };
    },
    openApi: () => openApiDocument(app),
    async close() {
      const closed = app.close();
      await requests.answered(answerMs);
      // For Node a connection on which nothing was asked yet, as browsers keep them ready, is not idle: it would hold up the end for a minute.
      app.server.closeAllConnections();
      await closed;
      if (app.server.listening) await once(app.server, 'close');
    },
  };
}

async function buildApp(rooms: Rooms, settings: HttpSettings): Promise<{ readonly app: FastifyInstance; readonly requests: OpenRequests }> {
  const app = Fastify({
    bodyLimit: bodyBytesMax,
    trustProxy: settings.trustedProxies === undefined ? false : [...settings.trustedProxies],
    genReqId: () => newId('req'),
    exposeHeadRoutes: false,
    // Streams are ended first, so that waiting for answers cannot take for ever.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    logController: new LogController({ disableRequestLogging: true }),
    // The id of a quote is the longest.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_000 },
    logger: loggerOptions(settings),
    // A logger for each request takes longer than the framework itself; what is logged names the request.
    childLoggerFactory: (logger) => logger,
    // Requests are checked as they are: nothing is converted, filled in or taken away.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: true, strict: false } },
    clientErrorHandler(_error, socket) {
      if (!socket.writable) return;
      const problem = malformedRequest('This is not a complete HTTP request. Check the client or the proxy in between.');
      const body = JSON.stringify(problemBody(problem, newId('req'), settings.publicUrl));
      socket.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: ${problemMediaType}\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`,
      );
    },
  });

  const requests = new OpenRequests(app);
  const headers = await securityHeaders(settings);
  const limiters = setUpRateLimits(settings);
  const answers = new AnswerHeaders(headers.ofAnswers);
  app.addHook('onRequest', (request, reply, done) => {
    if (!isOfApi(request)) void reply.headers(headers.ofPages).header('request-id', request.id);
    limiters.address(request);
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemFrom(error);
    if (problem.definition.status >= 500) request.log.error({ err: problem.cause ?? problem, requestId: request.id }, problem.message);
    if (isOfApi(request)) answers.put(reply);
    return sendProblem(problem, request, reply, settings);
  });
  app.setNotFoundHandler((request, reply) => {
    if (isOfApi(request)) answers.put(reply);
    return sendNothingHere(request, reply, settings);
  });
  const streams = new OpenStreams();
  app.addHook('preClose', (done) => {
    streams.endAll();
    done();
  });

  await setUpOpenApi(app, settings.version);
  for (const schema of namedSchemas) app.addSchema(schema);
  app.decorateRequest('principal', undefined);
  await app.register(async (api) => {
    for (const operation of operations) registerOperation(api, operation, { rooms, settings, limiters, streams, answers });
    await Promise.resolve();
  });
  await registerReference(app);
  registerDocs(app, settings);
  await registerScreen(app, settings);
  await app.ready();
  return { app, requests };
}

/** To standard error, where it does not mix with what the program prints. Headers and bodies are never written. */
function loggerOptions({ logLevel }: HttpSettings) {
  if (logLevel === 'silent') return false;
  // Fastify says at "info" where it listens, which main says better.
  const level = logLevel === 'info' ? 'warn' : logLevel;
  return { level, stream: process.stderr, redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'] };
}

/** All operations are below this path, and nothing else is. */
function isOfApi({ url }: FastifyRequest): boolean {
  return url.startsWith('/v1/');
}

/** What means something where no page is shown. The rest is about what a page may do, and every header takes its time. */
const namesOfAnswers = ['cross-origin-resource-policy', 'strict-transport-security', 'x-content-type-options'];

/** An answer loads nothing and stands in no frame, whoever opens it as a page. */
const policyOfAnswers = "default-src 'none';frame-ancestors 'none'";

/** The same for every page, and for every answer of an operation, so they are made once and not with each of them. */
async function securityHeaders(settings: HttpSettings): Promise<{ readonly ofPages: Headers; readonly ofAnswers: Headers }> {
  const self = ["'self'"];
  const model = Fastify();
  await model.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: self,
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'", htmlPageStyleHash],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' as const },
    // Promising https for a year would lock a person out of a server that they run without it.
    strictTransportSecurity: settings.publicUrl.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  const { headers } = await model.get('/', (_request, reply) => reply.send()).inject('/');
  await model.close();
  const ofAnswer = ['content-length', 'date', 'connection'];
  const made = Object.entries(headers).flatMap(([name, value]) => (ofAnswer.includes(name) ? [] : [[name, String(value)] as const]));
  return {
    ofPages: Object.fromEntries(made),
    ofAnswers: {
      'content-security-policy': policyOfAnswers,
      ...Object.fromEntries(made.filter(([name]) => namesOfAnswers.includes(name))),
    },
  };
}
