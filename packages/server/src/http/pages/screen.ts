import { readdir } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpSettings } from '../http-settings.ts';
import { sendNothingHere } from '../request/nothing-here.ts';
import { htmlPage } from './html-page.ts';

/** The screen decides itself what these show; everything else that is not a file is not there. */
const api = /^\/(?:v1|docs|reference|openapi\.json)(?:\/|$)/u;
/** Vite puts the hash of the content into these names, so what is behind a name never changes. */
const hashed = /^assets\//u;

/** Serves the built screen: its files by name, and its page for every other address that a browser opens. */
export async function registerScreen(app: FastifyInstance, settings: HttpSettings): Promise<void> {
  await app.register(fastifyStatic, { root: path.resolve(settings.webFolder), serve: false, cacheControl: false });
  let files = await filesBelow(settings.webFolder);

  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // Built while the server runs: looked at again only as long as there is nothing.
    if (files.size === 0) files = await filesBelow(settings.webFolder);
    const asked = pathOf(request.url);
    if (asked === undefined || api.test(asked)) {
      reply.callNotFound();
      return reply;
    }
    const name = asked.slice(1);
    // Only names that were found below the folder are served, so no path can lead out of it.
    if (files.has(name) && name !== 'index.html') {
      return reply.header('cache-control', hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache').sendFile(name);
    }
    if (!opensAsPage(request, name)) return sendNothingHere(request, reply, settings);
    if (files.has('index.html')) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply.code(503).header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store').send(notBuilt);
  };
  app.get('/', { schema: { hide: true } }, serve);
  app.get('/*', { schema: { hide: true } }, serve);
}

const notBuilt = htmlPage(
  'The screen is not built',
  `<h1>The screen is not built yet</h1>
<p>The server runs, and its API works: see the <a href="/reference">API reference</a>. The screen itself has to be built once:</p>
<pre><code>npm run build -w packages/web</code></pre>
<p>Then reload this page. <code>npm start</code> does this by itself.</p>`,
);

/** The first page is for everyone. Below it a browser asks with text/html; a missing script or picture must not get the page instead. */
function opensAsPage(request: FastifyRequest, name: string): boolean {
  return name === '' || ((request.headers.accept ?? '').includes('text/html') && !hashed.test(name));
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '/');
  } catch {
    return undefined;
  }
}

async function filesBelow(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')),
  );
}
