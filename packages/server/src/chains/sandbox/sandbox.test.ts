import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Transfer } from '../../payments/index.ts';
import { openSandbox, type Sandbox } from './index.ts';

const blockMs = 50;

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'imprest-sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function pay(sandbox: Sandbox, index: number, amount: bigint): Promise<string> {
  const to = sandbox.depositKey.addressAt(index).shown;
  const { transaction, txHash } = await sandbox.testPayer.sign(await sandbox.testPayer.nextNonce(), to, amount);
  await sandbox.testPayer.broadcast(transaction);
  await sandbox.testPayer.broadcast(transaction);
  return txHash;
}

async function transfersOf(sandbox: Sandbox): Promise<readonly Transfer[]> {
  const latest = await (await sandbox.chain.openView()).readLatest();
  const found: Transfer[] = [];
  for (let from = 1; from <= latest.number;) {
    const { transfers, through } = await (await sandbox.chain.openView()).readFinalTransfers(from, latest.number);
    found.push(...transfers);
    from = through.number + 1;
  }
  return found;
}

async function pidOf(folder: string): Promise<number> {
  const { pid } = JSON.parse(await readFile(join(folder, 'anvil.json'), 'utf8')) as { pid: number };
  return pid;
}

/** Waits until the newest payment is final and the chain has no reason to go on, then gives its height. */
async function heightAtRest(sandbox: Sandbox): Promise<number> {
  for (const required = sandbox.chain.facts.confirmationsRequired; ; await delay(10)) {
    const latest = await (await sandbox.chain.openView()).readLatest();
    const newest = Math.max(...(await transfersOf(sandbox)).map((transfer) => transfer.blockNumber));
    if (latest.number >= newest + required) return latest.number;
  }
}

/** Waits until the folder holds the chain up to this height. */
async function untilSaved(folder: string, height: number): Promise<void> {
  for (; ; await delay(10)) {
    const state = await readFile(join(folder, 'chain-state.json.gz')).catch(() => gzipSync('{}'));
    const { block } = JSON.parse(gunzipSync(state).toString()) as { block?: { number: string } };
    if (Number(block?.number ?? -1) >= height) return;
  }
}

describe.each(['tron', 'ethereum'] as const)('the sandbox of %s', (network) => {
  test('mines a payment at once, goes on until it is final, and then rests', async () => {
    const sandbox = await openSandbox({ network, folder: await emptyFolder(), blockMs });
    onTestFinished(() => sandbox.stop());
    await sandbox.chain.openView();
    const txHash = await pay(sandbox, 0, 10_000_000n);
    const paid = (await transfersOf(sandbox)).filter((transfer) => transfer.txHash === txHash);
    expect(paid.map(({ amount, to }) => ({ amount, to }))).toEqual([{ amount: 10_000_000n, to: sandbox.depositKey.addressAt(0).onChain }]);
    await heightAtRest(sandbox);
    const final = await (await sandbox.chain.openView()).readFinal();
    expect(final?.number).toBeGreaterThanOrEqual(paid[0]?.blockNumber ?? Infinity);
    await delay(blockMs * 20);
    // A block or two more, when the payment came in the middle of a step; not twenty.
    const blocks = (await (await sandbox.chain.openView()).readLatest()).number - (paid[0]?.blockNumber ?? 0);
    expect(blocks).toBeLessThanOrEqual(sandbox.chain.facts.confirmationsRequired + 2);
  });

  test('a stopped chain goes on where it was, with the same keys and the same token', async () => {
    const folder = await emptyFolder();
    const first = await openSandbox({ network, folder, blockMs });
    const txHash = await pay(first, 0, 5n);
    const height = await heightAtRest(first);
    const pid = await pidOf(folder);
    await first.stop();
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/u);

    const second = await openSandbox({ network, folder, blockMs });
    onTestFinished(() => second.stop());
    expect((await (await second.chain.openView()).readLatest()).number).toBeGreaterThanOrEqual(height);
    expect((await transfersOf(second)).map((transfer) => transfer.txHash)).toContain(txHash);
    expect(second.depositKey.fingerprint).toBe(first.depositKey.fingerprint);
    await second.chain.openView();
  });

  test('a chain whose server was killed is taken over as it is', async () => {
    const folder = await emptyFolder();
    const first = await openSandbox({ network, folder, blockMs: 60_000 });
    const txHash = await pay(first, 0, 7n);
    const pid = await pidOf(folder);
    // A second opening on the running process is what a restart after kill -9 sees.
    const second = await openSandbox({ network, folder, blockMs });
    onTestFinished(async () => {
      await second.stop();
      await first.stop();
    });
    expect(await pidOf(folder)).toBe(pid);
    expect((await transfersOf(second)).map((transfer) => transfer.txHash)).toContain(txHash);
  });

  test('when anvil itself dies it comes back from the last snapshot, and says so', async () => {
    const folder = await emptyFolder();
    const sandbox = await openSandbox({ network, folder, blockMs });
    onTestFinished(() => sandbox.stop());
    const txHash = await pay(sandbox, 0, 9n);
    const height = await heightAtRest(sandbox);
    await untilSaved(folder, height);
    const restarted = new Promise<void>((done) => sandbox.testPayer.onRestart(done));
    process.kill(await pidOf(folder), 'SIGKILL');
    await restarted;
    expect((await (await sandbox.chain.openView()).readLatest()).number).toBeGreaterThanOrEqual(height);
    expect((await transfersOf(sandbox)).map((transfer) => transfer.txHash)).toContain(txHash);
  });
});

test('its keys are made once, named as throw-away and readable by the owner only', async () => {
  const folder = await emptyFolder();
  const sandbox = await openSandbox({ folder, blockMs });
  onTestFinished(() => sandbox.stop());
  for (const name of ['throw-away-treasury-seed.txt', 'throw-away-test-wallet-key.txt']) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }
});

test('an unreadable snapshot is set aside and a new chain begins', async () => {
  const folder = await emptyFolder();
  const first = await openSandbox({ folder, blockMs });
  await first.stop();
  await writeFile(join(folder, 'chain-state.json.gz'), gzipSync('{"not": "a state"'));
  const second = await openSandbox({ folder, blockMs });
  onTestFinished(() => second.stop());
  await second.chain.openView();
  expect((await stat(join(folder, 'chain-state.json.gz.unreadable'))).size).toBeGreaterThan(0);
});
