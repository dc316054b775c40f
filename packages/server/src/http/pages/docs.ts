import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Marked } from 'marked';
import type { HttpSettings } from '../http-settings.ts';
import { sendNothingHere } from '../request/nothing-here.ts';
import { htmlPage } from './html-page.ts';

/** What a page of ours may be called; nothing else reaches the disk. */
const pagePath = /^(?:[a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9-]*(?:\.md)?$/iu;

/** Serves the Markdown pages of the docs folder under /docs, rendered. */
export function registerDocs(app: FastifyInstance, settings: HttpSettings): void {
  const render = pageRenderer(settings.docsFolder);
  for (const url of ['/docs', '/docs/*']) {
    app.get<{ Params: { '*'?: string } }>(url, { schema: { hide: true } }, async (request, reply) => {
      const { '*': asked = '' } = request.params;
      const picture = await pictureOf(settings.docsFolder, asked);
      if (picture !== undefined)
        return reply.header('content-type', picture.mediaType).header('cache-control', 'no-cache').send(picture.bytes);
      const page = await render(asked);
      if (page === undefined) return sendNothingHere(request, reply, settings);
      const [address = '', query] = request.url.split('?');
      // Links on the page of a folder are relative to the folder.
      if (page.isFolder && !address.endsWith('/')) return reply.redirect(`${address}/${query === undefined ? '' : `?${query}`}`, 308);
      const { html } = page;
      return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(html);
    });
  }
}

interface Page {
  readonly html: string;
  /** Whether it is the first page of a folder. */
  readonly isFolder: boolean;
}

type Render = (asked: string) => Promise<Page | undefined>;

/** Gives the page of a path below the folder as HTML, or `undefined` where there is none. Rendered once, until the file changes. */
function pageRenderer(folder: string): Render {
  const rendered = new Map<string, { readonly changedMs: number; readonly html: string }>();
  const marked = new Marked({ gfm: true });
  return async (asked) => {
    const file = await fileOf(folder, asked);
    if (file === undefined) return undefined;
    const changedMs = (await stat(file)).mtimeMs;
    const known = rendered.get(file);
    const isFolder = !/\.md$/iu.test(asked) && path.basename(file, '.md') !== path.basename(asked);
    if (known?.changedMs === changedMs) return { html: known.html, isFolder };
    const markdown = await readFile(file, 'utf8');
    const title = /^#\s+(.+)$/mu.exec(markdown)?.[1]?.replaceAll('`', '') ?? 'Imprest';
    const html = htmlPage(title, await marked.parse(markdown));
    rendered.set(file, { changedMs, html });
    return { html, isFolder };
  };
}

const pictureTypes: Readonly<Record<string, string>> = { '.svg': 'image/svg+xml', '.png': 'image/png' };
const picturePath = /^(?:[a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9-]*(?:\.svg|\.png)$/iu;

/** A picture that a page shows. */
async function pictureOf(folder: string, asked: string): Promise<{ bytes: Buffer; mediaType: string } | undefined> {
  const mediaType = pictureTypes[path.extname(asked).toLowerCase()];
  if (mediaType === undefined || !picturePath.test(asked)) return undefined;
  const file = await insideOf(folder, [asked]);
  return file === undefined ? undefined : { bytes: await readFile(file), mediaType };
}

async function fileOf(folder: string, asked: string): Promise<string | undefined> {
  const wanted = asked.replace(/\/+$/u, '');
  if (wanted !== '' && !pagePath.test(wanted)) return undefined;
  const bare = wanted.replace(/\.md$/iu, '');
  const candidates = wanted === '' ? ['README.md', 'index.md', 'start.md'] : [`${bare}.md`, `${bare}/README.md`, `${bare}/index.md`];
  return insideOf(folder, candidates);
}

/** The first of these files that is there and below the folder. Links are followed before the comparison, so that none leads out. */
async function insideOf(folder: string, candidates: readonly string[]): Promise<string | undefined> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return undefined;
  for (const candidate of candidates) {
    const file = await realpath(path.join(root, candidate)).catch(() => undefined);
    if (file?.startsWith(root + path.sep) === true && (await stat(file)).isFile()) return file;
  }
  return undefined;
}
