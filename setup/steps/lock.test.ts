import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let root = '';
let lock = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'imprest-lock-'));
  mkdirSync(join(root, '.node'));
  lock = join(root, '.node', 'setup.lock');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('two set-ups of one folder run one after the other', async () => {
  const events: string[] = [];
  const work = (name: string) =>
    withLock(root, async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} ends`);
    });
  await Promise.all([work('a'), work('b')]);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a process that died is taken over at once', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(lock, `${hostname()} ${pid} 0 0`);
  await expect(withLock(root, () => Promise.resolve('done'))).resolves.toBe('done');
});

test('the lock of another machine is taken over when nobody has touched it for a while', async () => {
  writeFileSync(lock, 'another-machine 1 0 0');
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, longAgo, longAgo);
  await expect(withLock(root, () => Promise.resolve('done'))).resolves.toBe('done');
});

test('the lock is given back when the work fails', async () => {
  await expect(withLock(root, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});
