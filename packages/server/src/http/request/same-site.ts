import type { FastifyRequest } from 'fastify';
import { crossSiteRequest, type Principal } from '../../access/index.ts';
import type { HttpSettings } from '../http-settings.ts';

/**
 * Refuses a request that changes something and comes from another site than ours, as in a forged form: browsers send the
 * session cookie by themselves, but they also say where the request was made. An API key is never sent by itself.
 * A session without any word on where it comes from is refused too; programs send `Origin` or use an API key.
 */
export function refuseCrossSite(request: FastifyRequest, principal: Principal | undefined, settings: HttpSettings): void {
  if (request.method === 'GET' || request.method === 'HEAD' || (principal !== undefined && principal.apiKeyId !== null)) return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined) {
    if (isOurs(origin, request, settings)) return;
  } else if (site === 'same-origin' || site === 'none' || (site === undefined && principal === undefined)) {
    return;
  }
  throw crossSiteRequest(
    'A signed-in browser may change things from our own pages only. Open Imprest itself, or send an API key, or the header "Origin" with our address.',
  );
}

function isOurs(origin: string, request: FastifyRequest, settings: HttpSettings): boolean {
  if (!URL.canParse(origin)) return false;
  const sender = new URL(origin);
  return (
    sender.origin === new URL(settings.publicUrl).origin || (sender.host === request.headers.host && /^https?:$/u.test(sender.protocol))
  );
}
