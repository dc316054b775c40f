import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { findCasts } from './read-code.ts';
import { rooms } from './rooms.ts';

/**
 * What STYLE.md asks for and no other tool looks at: `node setup/check/conventions.ts`. Names each breach and exits 1.
 */
const root = join(import.meta.dirname, '../..');
const notOurs = new Set(['node_modules', 'dist', 'dist.making', 'dist.old', '.git', '.node', '.imprest', 'coverage', 'demo']);

/** How far above a cast its reason may stand. */
const linesToReason = 3;

const files = filesBelow(root);
const breaches = [
  ...files.flatMap(namesOf),
  ...files.flatMap(codeOf),
  ...files.flatMap(linksOf),
  ...mapOf('ARCHITECTURE.md'),
  ...Object.keys(rooms).flatMap(roomOf),
];
for (const line of breaches) console.log(line);
console.log(`${files.length} files, ${breaches.length} breaches`);
if (breaches.length > 0) process.exitCode = 1;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name) || entry.name.startsWith('.imprest')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [relative(root, path)] : [];
  });
}

/** Names that say where code was put, and not what it is. */
function namesOf(file: string): string[] {
  const vague = file.split(/[/.-]/u).find((word) => /^(?:utils?|common|helpers?|misc|managers?)$/u.test(word));
  return vague === undefined ? [] : [`${file}: "${vague}" says nothing; name the file after what it does`];
}

function codeOf(file: string): string[] {
  if (!/\.tsx?$/u.test(file) || file.includes('.generated.')) return [];
  const code = readFileSync(join(root, file), 'utf8');
  const lines = code.split('\n');
  const silent = lines.flatMap((line, at) =>
    /(?:oxlint|eslint)-disable/u.test(line) && !/-disable\S* .+ -- .{10}/u.test(line)
      ? [`${file}:${at + 1}: a rule is switched off without a reason (\`… -- why\`)`]
      : [],
  );
  // What only tests use may claim what the test itself shows.
  if (/\.test\.tsx?$|(?:^|\/)(?:test|testing)\//u.test(file)) return silent;
  const bare = findCasts(code, file.endsWith('x')).filter(
    ({ line }) => !hasComment(lines.slice(Math.max(0, line - 1 - linesToReason), line)),
  );
  return [
    ...silent,
    ...[...new Set(bare.map(({ line }) => line))].map(
      (line) => `${file}:${line}: a cast (\`as\`) without a comment that says why it is true`,
    ),
  ];
}

function hasComment(lines: readonly string[]): boolean {
  return lines.some((line) => /\/\/|\/\*|\*\//u.test(line));
}

/** Links from document to document, and to files of the repository. */
function linksOf(file: string): string[] {
  if (extname(file) !== '.md') return [];
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/```[\s\S]*?```/gu, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/gu)].map((found) => found[1] ?? found[2] ?? '');
  return targets
    .filter((target) => !/^(?:[a-z]+:|#|\/)/u.test(target))
    .filter((target) => !existsSync(join(root, dirname(file), decodeURIComponent(target.replace(/#.*$/u, '')))))
    .map((target) => `${file}: the link to ${target} leads nowhere`);
}

/** The files and functions that the map of the house names must be there. */
function mapOf(map: string): string[] {
  const text = readFileSync(join(root, map), 'utf8');
  const code = files.filter((file) => /^packages\/server\/src\/.*\.ts$/u.test(file)).map((file) => readFileSync(join(root, file), 'utf8'));
  const paths = new Set([...text.matchAll(/^([a-z-]+\/[a-z/-]+\.ts)\b/gmu)].map((found) => found[1] ?? ''));
  const functions = new Set([...text.matchAll(/(?<![\w.])([a-z]\w+)\(/gu)].map((found) => found[1] ?? ''));
  return [
    ...[...paths].filter((path) => !existsSync(join(root, 'packages/server/src', path))).map((path) => `${map}: there is no ${path}`),
    ...[...functions].filter((name) => !code.some((source) => source.includes(`${name}(`))).map((name) => `${map}: there is no ${name}()`),
  ];
}

function roomOf(name: string): string[] {
  const folder = join(root, 'packages/server/src', name);
  if (!existsSync(folder)) return [`packages/server/src/${name}: the room is in setup/check/rooms.ts and not on the disk`];
  // In a room of implementations each of them is a room of its own.
  const parts = rooms[name]?.knowsTypesOf === undefined ? [''] : foldersIn(folder);
  return parts.flatMap((part) => [
    ...missing(join(folder, part, 'index.ts'), 'its front door'),
    ...(existsSync(join(folder, 'README.md')) ? [] : missing(join(folder, part, 'README.md'), 'why it exists and what always holds')),
  ]);
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function missing(path: string, what: string): string[] {
  return existsSync(path) ? [] : [`${relative(root, path)} is missing: ${what}`];
}
