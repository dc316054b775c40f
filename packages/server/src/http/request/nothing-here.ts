import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpSettings } from '../http-settings.ts';
import { operations } from '../operations.ts';
import { sendProblem } from './problem-json.ts';
import { methodNotAllowed, routeNotFound } from '../problems.ts';

const routes = operations.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/gu, '[^/]+')}/?$`, 'u'),
}));

/** Answers a request that no route takes: with 405 where another method would do, else with 404. */
export function sendNothingHere(request: FastifyRequest, reply: FastifyReply, settings: HttpSettings): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? '/';
  const methods = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  if (methods.length > 0 && methods.every((method) => method !== request.method)) {
    const allow = [...new Set(methods)].join(', ');
    const problem = methodNotAllowed(`${request.method} is not possible here. Use ${allow}.`);
    return sendProblem(problem, request, reply.header('allow', allow), settings);
  }
  const shown = path.length > 100 ? `${path.slice(0, 100)}…` : path;
  return sendProblem(routeNotFound(`There is nothing at ${shown}. The API is described at /reference.`), request, reply, settings);
}
