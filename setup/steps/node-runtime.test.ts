import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findNode, isLinked, linkNode } from './node-runtime.mjs';

let root = '';
let fetched = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'imprest-node-'));
  const folder = join(root, '.node/v24/bin');
  mkdirSync(folder, { recursive: true });
  fetched = join(folder, 'node');
  writeFileSync(fetched, '');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the machine's own Node.js is used where it is new enough, and needs no link", () => {
  expect(findNode(root)).toBe(process.execPath);
  expect(isLinked(root, process.execPath)).toBe(true);
});

test('the fetched Node.js is linked for npm scripts, again when the link was lost', () => {
  for (let times = 0; times < 2; times += 1) {
    rmSync(join(root, 'node_modules'), { recursive: true, force: true });
    expect(isLinked(root, fetched)).toBe(false);
    linkNode(root, fetched);
    expect(isLinked(root, fetched)).toBe(true);
    expect(realpathSync(join(root, 'node_modules/.bin/node'))).toBe(realpathSync(fetched));
  }
});

test('a link to an older one is replaced, also through a link to the folder', () => {
  const other = join(root, '.node/v23');
  writeFileSync(other, '');
  linkNode(root, other);
  expect(isLinked(root, fetched)).toBe(false);
  const alias = `${root}-alias`;
  symlinkSync(root, alias);
  try {
    linkNode(alias, join(alias, '.node/v24/bin/node'));
    expect(isLinked(root, fetched)).toBe(true);
  } finally {
    rmSync(alias);
  }
});
