import { createServer, type AddressInfo } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findChromium } from './support/browser.ts';
import { Instance, runImprest } from './support/instance.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = await temporaryFolder();

/** What is left of an output without its progress: the lines that tell why it ended. */
function lastLines(output: string, count: number): readonly string[] {
  return output.trimEnd().split('\n').slice(-count);
}

test('a port that is taken ends the start in one line that says what to do', async ({ onTestFinished }) => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const { code, output } = await runImprest(['start', '--data', folder, '--port', String(port)]);
  expect(code).toBe(1);
  expect(lastLines(output, 1)[0]).toContain(`Port ${String(port)} is taken`);
  expect(output).not.toContain('    at ');
});

test('a data folder that cannot be written ends the start in one line', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const { code, output } = await runImprest(['start', '--data', join(file, 'data'), '--port', '0']);
  expect(code).toBe(1);
  expect(lastLines(output, 1)[0]).toContain(join(file, 'data'));
  expect(output).not.toContain('    at ');
});

test('a second Imprest on the same data folder is refused and the first goes on', async ({ onTestFinished }) => {
  const first = await Instance.start(join(folder, 'shared'));
  onTestFinished(() => first.stop());
  const { code, output } = await runImprest(['start', '--data', join(folder, 'shared'), '--port', '0']);
  expect(code).toBe(1);
  expect(lastLines(output, 1)[0]).toContain(String(first.pid));
  await expect((await first.client()).health.get()).resolves.toMatchObject({ status: 'ok' });
  const audit = await runImprest(['audit', '--data', join(folder, 'shared')]);
  expect(audit.output).toContain('whole');
  expect(audit.code).toBe(0);
  const accounts = join(folder, 'accounts.csv');
  const before = await runImprest(['audit', '--data', join(folder, 'shared'), '--at', '2100-01-01', '--balances', '--accounts', accounts]);
  expect(before.output).toContain('as of 2100-01-01T00:00:00.000Z are whole');
  expect(before.code).toBe(0);
  expect((await readFile(accounts, 'utf8')).split('\n')[0]).toBe('account,balance,held,available,unbilled,billed');
  const wrong = await runImprest(['audit', '--data', join(folder, 'shared'), '--at', 'yesterday']);
  expect(wrong.output).toContain('--at must be a time');
  expect(wrong.code).toBe(1);
});

test('a wrong setting is named with what is allowed', async () => {
  const { code, output } = await runImprest(['start'], { IMPREST_PORT: 'eighty' });
  expect(code).toBe(1);
  expect(output).toContain('IMPREST_PORT');
  expect(output).not.toContain('    at ');
});

test('a Chromium that is missing is one sentence that says what to do', async () => {
  await expect(findChromium({ CHROMIUM_PATH: '/nowhere/chromium' })).rejects.toThrow(/no Chromium at CHROMIUM_PATH .* Point it/u);
});
