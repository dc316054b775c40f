import { createHash } from 'node:crypto';

const style = `
:root { color-scheme: light dark; --ground: #faf8f4; --text: #1d1b17; --muted: #6c675d; --line: #e6e1d8; --sunken: #f3f0ea; --action: #0f6b4f }
@media (prefers-color-scheme: dark) {
  :root { --ground: #131412; --text: #f1efe8; --muted: #a19e93; --line: #2c2f29; --sunken: #1b1d1a; --action: #4fc09a }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.6 ui-sans-serif, system-ui, sans-serif }
header, main { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem }
header { display: flex; gap: 1.25rem; font-size: .875rem; border-bottom: 1px solid var(--line) }
main { padding-bottom: 4rem; overflow-wrap: break-word }
a { color: var(--action) }
h1, h2, h3 { font-family: ui-serif, Georgia, serif; font-weight: 400; line-height: 1.25; margin: 2rem 0 .75rem }
h1 { font-size: 2.25rem } h2 { font-size: 1.5rem } h3 { font-size: 1.2rem }
code, pre { font-family: ui-monospace, monospace; font-size: .875em; background: var(--sunken); border-radius: 4px }
code { padding: .1em .3em } pre { padding: .8rem 1rem; overflow-x: auto } pre code { padding: 0; background: none }
table { border-collapse: collapse; display: block; overflow-x: auto } th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--muted) }
img { max-width: 100% }
`;

/** What the content security policy must name so that browsers apply the style of these pages, and no other that stands in a page. */
export const htmlPageStyleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** A plain page in the colours of the screen, light and dark, without a script. `body` is HTML of our own. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Imprest</title>
<style>${style}</style>
</head>
<body>
<header><a href="/">Imprest</a><a href="/docs">Docs</a><a href="/reference">API reference</a></header>
<main>
${body}
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
