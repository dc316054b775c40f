import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Imprest } from '@imprest/sdk';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './support/browser.ts';
import { Instance } from './support/instance.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { views } from './support/views.ts';

/** Set to a folder to keep a picture of each state, for looking at them. */
const screenshotFolder = process.env['SCREENSHOT_FOLDER'];

const password = 'quotes-in-a-browser';
const folder = await temporaryFolder();
let instance: Instance;
let browser: Browser;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  instance = await Instance.start(join(folder, 'data'));
  closers.unshift(() => instance.stop());
  browser = await launchChromium();
  closers.unshift(() => browser.close());
});

afterAll(async () => {
  for (const close of closers) await close();
});

describe('the price on the create screen', () => {
  test.each(views)('says what costs less, in one click, and what is free ($name)', async (view) => {
    const client = new Imprest({ baseUrl: instance.baseUrl });
    const person = { email: `${view.name}@example.test`, password, name: 'Ada Quote' };
    const { accountId } = await client.auth.signUp(person);
    const operator = await instance.client('operator');
    await operator.grants.create(accountId, { kind: 'promotional', credits: '20', label: 'Welcome' });
    await client.rules.setAlertLevel({ credits: '18' });
    const page = await (await browser.newContext(view.options)).newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const look = async (state: string): Promise<void> => {
      if (screenshotFolder === undefined) return;
      await mkdir(screenshotFolder, { recursive: true });
      await page.screenshot({ path: join(screenshotFolder, `quote-${state}-${view.name}.png`) });
    };
    await page.goto(`${instance.baseUrl}/sign-in`);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Show how the price is made' }).click();
    const card = page.getByRole('region', { name: 'What this costs' });
    await card.getByText('This brings you below your alert level of 18 credits.', { exact: true }).waitFor();
    await look('open');
    await card.getByText('A picture that is not delivered is free').click();
    expect(await card.getByText('nothing', { exact: true }).count()).toBe(5);
    await look('charging');
    // One click takes the cheaper size, and the price follows.
    await card.getByRole('button', { name: /768×768/u }).click();
    await card.getByText('768×768, 50 steps').waitFor();
    await card.getByText('This brings you below your alert level of 18 credits.', { exact: true }).waitFor();
    await card.getByRole('button', { name: /30 steps/u }).click();
    await card.getByText('768×768, 30 steps').waitFor();
    await card.getByText('One more like this brings you below your alert level of 18 credits.').waitFor();
    await look('cheaper');
    expect(complaints).toEqual([]);
    expect((await client.generations.list()).data).toEqual([]);
    await page.context().close();
  });
});
