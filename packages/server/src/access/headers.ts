import type { RequestHeaders } from './access.ts';

/** The headers that better-auth reads: the cookies and what a session remembers of its browser. */
export function webHeaders(headers: RequestHeaders): Headers {
  const web = new Headers();
  for (const name of ['cookie', 'user-agent', 'x-forwarded-for']) {
    const value = headers[name];
    if (typeof value === 'string') web.set(name, value);
  }
  return web;
}
