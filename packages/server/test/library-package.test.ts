import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { testDatabaseUrl } from './support/database.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
const server = join(root, 'packages/server');
const example = join(root, 'examples/credits-in-your-app.ts');

/** Somebody's program, outside this checkout, with the packed package and nothing but what that names. */
const app = await temporaryFolder();
const installed = join(app, 'node_modules/imprest');

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const script = process.env['npm_execpath'] ?? '';
  const [program, first] = basename(script) === 'npm-cli.js' ? [process.execPath, [script]] : ['npm', []];
  const { stdout } = await run(program, [...first, ...args, '--offline', '--no-update-notifier'], { cwd });
  return stdout;
}

/** Links a package that this checkout has: tests download nothing. */
async function link(name: string): Promise<void> {
  const places = [join(server, 'node_modules', name), join(root, 'node_modules', name)];
  const target = join(app, 'node_modules', name);
  await mkdir(dirname(target), { recursive: true });
  await symlink(places.find((place) => existsSync(place)) ?? name, target);
}

beforeAll(async () => {
  await writeFile(join(app, 'package.json'), '{ "type": "module" }');
  await mkdir(installed, { recursive: true });
  await npm(['pack', '--pack-destination', app], server);
  const packed = (await readdir(app)).find((file) => file.endsWith('.tgz')) ?? '';
  await run('tar', ['-xzf', join(app, packed), '-C', installed, '--strip-components', '1']);
  const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { dependencies: object };
  for (const name of Object.keys(dependencies)) await link(name);
  await cp(example, join(app, 'app.ts'));
});

test('the package brings the two libraries, the SQL of the ledger and the licence, and asks for little', async () => {
  const { dependencies, exports } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as Record<string, object>;
  expect(Object.keys(dependencies ?? {}).toSorted()).toEqual(['canonicalize', 'kysely', 'pg', 'temporal-polyfill', 'typebox']);
  expect(Object.keys(exports ?? {})).toEqual(['./ledger', './pricing', './package.json']);
  expect((await readdir(installed)).toSorted()).toEqual(['README.md', 'dist', 'migrations', 'package.json']);
  const migrations = await readdir(join(installed, 'migrations'));
  expect(migrations.length).toBeGreaterThan(1);
  expect(migrations.every((name) => /^\d{4}_(?:ledger|outbox)/u.test(name))).toBe(true);
  await access(join(installed, 'dist/LICENSE'));
});

test('the example does what the guide says, and the same when it runs again', async () => {
  const env = { ...process.env, DATABASE_URL: await testDatabaseUrl() };
  const first = await run(process.execPath, ['app.ts'], { cwd: app, env });
  const lines = first.stdout.split('\n');
  expect(lines.slice(0, 2)).toEqual(['placed', 'This needs 12 credits and 8 are available. Top up and try again.']);
  expect(first.stdout).toContain('available: 8000000n');
  expect(lines.slice(-4)).toEqual(['spend 8', 'grant 20', 'open-account 0', '']);
  const second = await run(process.execPath, ['app.ts'], { cwd: app, env });
  expect(second.stdout.replace(/asOfMs: \d+n?/u, '')).toBe(first.stdout.replace(/asOfMs: \d+n?/u, ''));
  const code = (await readFile(example, 'utf8')).replaceAll(/\/\*[\s\S]*?\*\//gu, '').split('\n');
  expect(code.filter((line) => line.trim() !== '' && !/^\s*\/\//u.test(line)).length).toBeLessThanOrEqual(30);
});

test('the guide shows the example as it is', async () => {
  const guide = await readFile(join(root, 'docs/guides/credits-in-your-app.md'), 'utf8');
  expect(guide).toContain(await readFile(example, 'utf8'));
});

test('importing the ledger loads its own dependencies and nothing else', async () => {
  const watch = `
    import { registerHooks } from 'node:module';
    const loaded = new Set();
    registerHooks({ load(url, context, next) { loaded.add(url); return next(url, context); } });
    await import('imprest/ledger');
    console.log(JSON.stringify([...loaded].map((url) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/u.exec(url.replace(/.*node_modules/u, 'node_modules'))?.[1])));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', watch], { cwd: app });
  const packages = new Set(JSON.parse(stdout) as (string | null)[]);
  expect(packages).toContain('kysely');
  const other = [...packages].filter(
    (name) => name !== null && !/^(?:imprest|kysely|canonicalize|split2|xtend|pg|pg-.*|pgpass|postgres-.*|temporal-.*)$/u.test(name),
  );
  expect(other).toEqual([]);
});

test('its declarations are those of a strict TypeScript program with the pool of pg', async () => {
  for (const name of ['@types/node', '@types/pg', 'undici-types', 'pg-types', 'pg-protocol']) await link(name);
  const options = { strict: true, noEmit: true, target: 'es2024', module: 'nodenext', types: ['node'], skipLibCheck: true };
  await writeFile(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['app.ts'] }));
  const checked = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', app]).catch((error: unknown) => error);
  expect(checked).toMatchObject({ stdout: '' });
  await writeFile(join(app, 'app.ts'), `${await readFile(example, 'utf8')}\nawait ledger.spend({ id: 1 });\n`);
  const wrong = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', app]).catch((error: unknown) => error);
  expect(wrong).toMatchObject({ stdout: expect.stringContaining('app.ts') });
});
