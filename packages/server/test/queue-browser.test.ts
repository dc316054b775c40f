import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/database/index.ts';
import { publishPriceBook } from '../src/pricing/index.ts';
import { launchChromium } from './support/browser.ts';
import { testServer } from './support/server.ts';
import { views } from './support/views.ts';

/** Set to a folder to keep a picture of each state, for looking at them; then all views are tried. */
const screenshotFolder = process.env['SCREENSHOT_FOLDER'];
const tried = screenshotFolder === undefined ? views.slice(0, 2) : views;
const webFolder = resolve(import.meta.dirname, '../../web/dist');

const book = {
  format: 'imprest-price-book/1',
  title: 'By the queue',
  facts: {
    model: { options: ['standard'], default: 'standard' },
    width: { from: 256, to: 1024, step: 64 },
    height: { from: 256, to: 1024, step: 64 },
    steps: { from: 1, to: 100 },
    images: { from: 1, to: 8, default: 1 },
  },
  // So slow that the looks of the running server change nothing during the test.
  queue: { targetSeconds: 30, smoothingSeconds: 86_400 },
  price: [
    { label: 'Pictures', base: 'images' },
    { label: 'Queue', congestion: { step: '0.25', floor: 1, cap: 2 } },
  ],
};

const server = await testServer({ webFolder });
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
  await server.database.transaction((tx) => publishPriceBook(tx, { book, nowMs: Date.now() }));
  await sql`
    insert into congestion_states (id, smoothed, published, expected_wait_ms, observed_at) values (1, 9000000, 9000000, 270000, now())
    on conflict (id) do update set smoothed = 9000000, published = 9000000, expected_wait_ms = 270000`.execute(server.database.sql);
});

afterAll(() => browser.close());

describe('the create screen while the queue is full', () => {
  test.each(tried)(
    'says what the queue costs, and waits for the usual price until it is stopped, $name',
    { timeout: 90_000 },
    async (view) => {
      const { client, email, password } = await server.customer(20_000_000n);
      const page = await (await browser.newContext(view.options)).newPage();
      page.setDefaultTimeout(20_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      const look = async (state: string): Promise<void> => {
        if (screenshotFolder === undefined) return;
        await mkdir(screenshotFolder, { recursive: true });
        await page.screenshot({ path: join(screenshotFolder, `queue-${state}-${view.name}.png`) });
      };
      await page.goto(`${server.url}/sign-in`);
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
      if (view.name.startsWith('narrow'))
        await page
          .getByRole('button', { name: /Picture settings|Describe a picture/u })
          .first()
          .click();
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('A serene mountain lake at sunset');
      await page.getByText('Many are waiting: prices ×2').first().waitFor();
      const dear = page.getByRole('button', { name: /^Generate.* credits?/u });
      await dear.waitFor();
      await look('full');

      await page.getByLabel('Wait until prices are normal (×1)').first().check();
      await page
        .getByText(/^Priced and held at ×1/u)
        .first()
        .waitFor();
      await look('patient');
      await page
        .getByRole('button', { name: /^Wait for ×1/u })
        .first()
        .click();
      await page
        .getByText(/^Waiting until prices are ×1/u)
        .first()
        .waitFor();
      const [waiting] = (await client.generations.list()).data;
      expect(waiting).toMatchObject({ status: 'waiting', waiting: { maxCongestion: '1' } });
      expect((await client.balance.get()).held).toBe(waiting?.quoted);
      await look('waiting');

      await page.getByRole('button', { name: 'Stop waiting' }).first().click();
      await page
        .getByText(/^Waiting until prices are ×1/u)
        .first()
        .waitFor({ state: 'hidden' });
      expect(await client.generations.get(waiting?.id ?? '')).toMatchObject({ status: 'canceled', charged: '0' });
      expect(await client.balance.get()).toMatchObject({ held: '0', available: '20' });
      await look('stopped');
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
