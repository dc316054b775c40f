/** What comes of a request: an answer, a connection that ends without one, or nothing until whoever waits gives up. */
export type Outcome = { readonly status: number; readonly body: string } | 'cut' | 'silence';

/** Takes the body of a request, and the path that it was sent to. */
export type Host = (body: string, path: string) => Promise<Outcome>;

const hosts = new Map<string, Host>();

/**
 * Puts a host on a network within this process, and gives its address. Sockets cost more than all else that a scenario does, and who
 * waits for a silent one waits in real time: here that ends at once. How the server takes what comes over real ones has tests beside it.
 */
export function addHost(host: Host): string {
  const name = `host-${String(hosts.size + 1)}.test`;
  hosts.set(name, host);
  globalThis.fetch = fetchHere;
  return `http://${name}`;
}

async function fetchHere(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const host = input instanceof URL ? hosts.get(input.host) : undefined;
  if (host === undefined || !(input instanceof URL)) throw new Error('a simulation asks nobody outside of it');
  const outcome = await host(typeof init?.body === 'string' ? init.body : '', input.pathname);
  if (outcome === 'silence') throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  if (outcome === 'cut') {
    const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
    throw new TypeError('fetch failed', { cause });
  }
  return new Response(outcome.body, { status: outcome.status });
}
