import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = join(await temporaryFolder(), 'demo');
const demo = resolve(import.meta.dirname, '../../../examples/demo.ts');

test('the demo makes the whole journey, prints each step and leaves the picture', { timeout: 180_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [demo, folder]);
  const steps = new Set(stdout.split('\n').map((line) => /^ *\d+\.\d s {2}(\S.*?) {2,}/u.exec(line)?.[1]));
  for (const step of ['invoice', 'payment', 'deposit', 'grant', 'quote', 'hold', 'picture', 'download', 'statement', 'balance']) {
    expect(steps).toContain(step);
  }
  expect(stdout).toContain('credits captured');
  expect(stdout).toContain('The books are whole');
  const picture = await readFile(join(folder, 'picture.png'));
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
});
