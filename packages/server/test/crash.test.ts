import { setTimeout as delay } from 'node:timers/promises';
import type { Imprest, NetworkId } from '@imprest/sdk';
import { expect, test } from 'vitest';
import { amountFromText, amountToText, assert } from '../src/kernel/index.ts';
import { Instance, runImprest } from './support/instance.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = await temporaryFolder();
const crashes = 20;
/**
 * Each invoice has an address of its own, so that each is paid by its own payment: at the address of an account, one that was cut off before
 * it was paid would get the next payment of the same amount.
 */
const settings = { IMPREST_TRON_ADDRESSES: 'invoice', IMPREST_ETHEREUM_ADDRESSES: 'invoice' };
const picture = { operation: 'generate', model: 'standard', width: 256, height: 256, steps: 20, images: 3 } as const;

/** Work whose requests may be cut off by the crash; each is repeated later under the same key. */
interface Asked {
  readonly invoiceKeys: string[];
  readonly generationKeys: string[];
}

function exact(text: string): bigint {
  const amount = amountFromText(text);
  assert(amount !== undefined, `${text} is not an amount`);
  return amount;
}

/** Every second one on another network. */
function networkOf(key: string): NetworkId {
  return key.endsWith('1') || key.endsWith('3') ? 'ethereum' : 'tron';
}

async function payInvoice(client: Imprest, packId: string, key: string): Promise<void> {
  const invoice = await client.invoices.create({ packId, network: networkOf(key) }, { idempotencyKey: key });
  await client.invoices.pay(invoice.id, {}, { idempotencyKey: key });
}

async function makePictures(client: Imprest, key: string): Promise<string> {
  const { id } = await client.generations.create({ ...picture, prompt: `harbour ${key}`, seed: 7 }, { idempotencyKey: key });
  return id;
}

/** Asks for a payment and some pictures, and ends the process at a random moment meanwhile. */
async function crashOnce(instance: Instance, round: number, packId: string, asked: Asked): Promise<void> {
  const client = await instance.client();
  const invoiceKey = `invoice-${String(round)}`;
  const generationKeys = [0, 1].map((each) => `generation-${String(round)}-${String(each)}`);
  asked.invoiceKeys.push(invoiceKey);
  asked.generationKeys.push(...generationKeys);
  const work = [payInvoice(client, packId, invoiceKey), ...generationKeys.map((key) => makePictures(client, key))];
  const settled = Promise.allSettled(work);
  await delay(Math.random() * 2_500);
  await instance.crash();
  await settled;
}

test(
  `after ${String(crashes)} crashes every deposit is credited once and every generation has ended`,
  { timeout: 900_000 },
  async ({ onTestFinished }) => {
    let instance = await Instance.start(folder, settings);
    onTestFinished(() => instance.stop());
    const packs = await (await instance.client()).packs.list();
    const pack = packs.data[0];
    if (pack === undefined) throw new Error('no pack is on sale');
    // The first purchase pays for all pictures, so that none is refused for want of credits.
    const asked: Asked = { invoiceKeys: ['invoice-first'], generationKeys: [] };
    const first = await instance.client();
    await payInvoice(first, pack.id, 'invoice-first');
    const firstInvoice = await first.invoices.create(
      { packId: pack.id, network: networkOf('invoice-first') },
      { idempotencyKey: 'invoice-first' },
    );
    await first.invoices.waitUntilPaid(firstInvoice.id);

    for (let round = 0; round < crashes; round += 1) {
      await crashOnce(instance, round, pack.id, asked);
      instance = await Instance.start(folder, settings);
    }

    const client = await instance.client();
    for (const key of asked.invoiceKeys) {
      await payInvoice(client, pack.id, key);
      const { id } = await client.invoices.create({ packId: pack.id, network: networkOf(key) }, { idempotencyKey: key });
      const paid = await client.invoices.waitUntilPaid(id);
      expect(paid.status).toBe('paid');
      expect(paid.deposits.map((deposit) => [deposit.status, deposit.amountUsdt])).toEqual([['credited', pack.priceUsdt]]);
    }
    let charged = 0n;
    for (const key of asked.generationKeys) {
      const ended = await client.generations.waitUntilFinished(await makePictures(client, key));
      // A picture that was cut off three times is given up; then it is not charged, and the others are delivered all the same.
      expect(['succeeded', 'partly_succeeded', 'failed']).toContain(ended.status);
      if (ended.status === 'succeeded') expect(ended.images.map((image) => image.index)).toEqual([0, 1, 2]);
      expect(exact(ended.charged)).toBe(ended.images.reduce((sum, image) => sum + exact(image.cost), 0n));
      for (const image of ended.images) expect((await client.images.download(image.id)).byteLength).toBe(image.bytes);
      charged += exact(ended.charged);
    }
    const balance = await client.balance.get();
    expect(balance.held).toBe('0');
    const bought = exact(pack.credits) * BigInt(asked.invoiceKeys.length);
    expect(balance.balance).toBe(amountToText(bought - charged));

    await instance.stop();
    const audit = await runImprest(['audit', '--data', folder]);
    expect(audit.output).toContain('whole');
    expect(audit.code).toBe(0);
  },
);
