import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { boundaryRules } from './boundary-rules.ts';
import { type Boundaries, cruiseBoundaries } from './cruise.ts';

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Checks a repository that consists of these files, by their path below packages/server/src. */
async function check(files: Record<string, string>): Promise<Boundaries> {
  const root = mkdtempSync(join(tmpdir(), 'imprest-boundaries-'));
  made.push(root);
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const name of ['viem', 'left-pad']) {
    put(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' }));
    put(`node_modules/${name}/index.js`, 'export const x = 1;');
  }
  put('package.json', JSON.stringify({ name: 'planted', type: 'module', dependencies: { viem: '1.0.0', 'left-pad': '1.0.0' } }));
  for (const [path, text] of Object.entries(files)) put(join('packages/server/src', path), text);
  return cruiseBoundaries(root, ['packages/server/src'], boundaryRules());
}

const rules = (boundaries: Boundaries) => boundaries.violations.map((line) => line.replace(/^.*: (\S+).*$/u, '$1'));

const front = 'export const x = 1;\nexport interface Shape { a: number }\n';

test('an import along the arrows passes', async () => {
  const found = await check({
    'kernel/index.ts': front,
    'ledger/index.ts': "import { x } from '../kernel/index.ts';\nexport const y = x;\n",
  });
  expect(found).toMatchObject({ filesVisited: 2, importsFound: 1, violations: [], blindSpots: [] });
});

test.each([
  ['a room that imports against the arrows', 'ledger/a.ts', '../pricing/index.ts', 'ledger-knows-only-kernel-database'],
  ['a room that imports a neighbour of its level', 'access/a.ts', '../notices/index.ts', 'access-knows-only-kernel-settings-database'],
  ['the kernel importing anything', 'kernel/a.ts', '../database/index.ts', 'kernel-knows-only-itself'],
  ['a room entered past its front door', 'payments/a.ts', '../ledger/inside.ts', 'rooms-are-entered-by-the-front-door'],
  ['code of the owner of an interface', 'chains/ethereum/a.ts', '../../payments/index.ts', 'chains-imports-only-types-of-payments'],
  [
    'a room that imports the composition',
    'http/a.ts',
    '../main.ts',
    'http-knows-only-kernel-settings-database-ledger-pricing-access-notices-jobs-offers-gallery-payments-generation',
  ],
  ['the composition past a front door', 'main.ts', './ledger/inside.ts', 'the-composition-uses-front-doors'],
  ['a decision that asks the database', 'ledger/decide/a.ts', '../commit/inside.ts', 'the-ledger-decides-without-a-database'],
  ['an account that knows a command', 'ledger/account/a.ts', '../decide/inside.ts', 'the-account-does-not-know-commands'],
  ['an audit that uses what it audits', 'ledger/audit/a.ts', '../decide/inside.ts', 'the-audit-shares-nothing-with-what-it-audits'],
  ['a package outside its room', 'ledger/a.ts', 'viem', 'package-viem-only-in-chains'],
  ['a package that is not listed', 'ledger/a.ts', 'left-pad', 'packages-are-listed-in-rooms.ts'],
  ['an import that leads nowhere', 'ledger/a.ts', './gone.ts', 'imports-lead-somewhere'],
])('%s is caught', async (_what, path, target, rule) => {
  const files: Record<string, string> = { 'main.ts': front };
  for (const room of ['pricing', 'notices', 'database', 'ledger', 'payments']) files[`${room}/index.ts`] = front;
  for (const folder of ['', 'commit/', 'decide/']) files[`ledger/${folder}inside.ts`] = front;
  for (const statement of [
    `import { x } from '${target}';\nexport const y = x;\n`,
    `export { x } from '${target}';\n`,
    `await import('${target}');\n`,
  ]) {
    const found = await check({ ...files, [path]: statement });
    expect(rules(found)).toContain(rule);
  }
});

test('an implementation may import the types of its interface, and nothing else with them', async () => {
  const files = { 'payments/index.ts': front };
  const types = await check({
    ...files,
    'chains/a.ts': "import type { Shape } from '../payments/index.ts';\nexport const y: Shape = { a: 1 };\n",
  });
  expect(types.violations).toEqual([]);
  const mixed = await check({
    ...files,
    'chains/a.ts': "import { x, type Shape } from '../payments/index.ts';\nexport const y: Shape = { a: x };\n",
  });
  expect(rules(mixed)).toEqual(['chains-imports-only-types-of-payments']);
});

test('a circle of code is caught', async () => {
  const found = await check({
    'ledger/a.ts': "import { b } from './b.ts';\nexport const a = () => b();\n",
    'ledger/b.ts': "import { a } from './a.ts';\nexport const b = () => a();\n",
  });
  expect(rules(found)).toContain('no-circles');
});

test('a room that is not in the table is caught', async () => {
  const found = await check({ 'kernel/index.ts': front, 'helpers/a.ts': "import { x } from '../kernel/index.ts';\nexport const y = x;\n" });
  expect(rules(found)).toContain('every-room-is-in-the-table');
});
