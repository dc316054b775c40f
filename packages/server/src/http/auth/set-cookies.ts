import type { FastifyReply } from 'fastify';

/** Passes cookies on to the browser as the access room made them. */
export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length > 0) void reply.header('set-cookie', [...cookies]);
}
