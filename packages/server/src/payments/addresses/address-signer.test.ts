import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAddressSigner } from '../index.ts';

async function keyFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'imprest-signer-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'signing-key.pem');
}

const statement = {
  invoiceId: 'inv_1',
  network: 'ethereum',
  address: '0xdAC17F958D2ee523a2206206994597C13D831ec7',
  amountUsdt: 10_000_000n,
} as const;

test('the key is made once and kept, readable by the owner only', async () => {
  const file = await keyFile();
  const [first, second] = [await openAddressSigner(file), await openAddressSigner(file)];
  expect(second.publicKey).toBe(first.publicKey);
  expect(second.verify(statement, first.sign(statement))).toBe(true);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('servers that start at once on one folder have one key, and leave nothing else behind', async () => {
  const file = await keyFile();
  const signers = await Promise.all(Array.from({ length: 8 }, () => openAddressSigner(file)));
  expect(new Set([...signers, await openAddressSigner(file)].map(({ publicKey }) => publicKey)).size).toBe(1);
  expect(await readdir(dirname(file))).toEqual(['signing-key.pem']);
});

test('a signature speaks for every part of its statement', async () => {
  const signer = await openAddressSigner(await keyFile());
  const signature = signer.sign(statement);
  for (const other of [{ invoiceId: 'inv_2' }, { address: '0xdAC17F958D2ee523a2206206994597C13D831ec8' }, { amountUsdt: 1n }]) {
    expect(signer.verify({ ...statement, ...other }, signature)).toBe(false);
  }
});

test('a file that holds something else is refused', async () => {
  const file = await keyFile();
  await writeFile(file, 'no key');
  await expect(openAddressSigner(file)).rejects.toThrow(/holds no Ed25519 private key/u);
});
