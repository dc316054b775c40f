import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Imprest } from '@imprest/sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './support/browser.ts';
import { Instance } from './support/instance.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { views, wide, type View } from './support/views.ts';

/** Set to a folder to keep a picture of each state, for looking at them. */
const screenshotFolder = process.env['SCREENSHOT_FOLDER'];

const password = 'offers-in-a-browser';
const folder = await temporaryFolder();
let instance: Instance;
let browser: Browser;
let operator: Imprest;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  instance = await Instance.start(join(folder, 'data'));
  closers.unshift(() => instance.stop());
  browser = await launchChromium();
  closers.unshift(() => browser.close());
  operator = await instance.client('operator');
});

afterAll(async () => {
  for (const close of closers) await close();
});

async function signIn(email: string, signInPassword: string, view: View): Promise<Page> {
  const page = await (await browser.newContext(view.options)).newPage();
  await page.goto(`${instance.baseUrl}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(signInPassword);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
  return page;
}

/** A new customer with credits, on the page where pictures are made. */
async function customer(view: View, credits: string): Promise<{ readonly page: Page; readonly client: Imprest }> {
  const person = { email: `${view.name}-${credits}@example.test`, password, name: 'Buyer' };
  const client = new Imprest({ baseUrl: instance.baseUrl });
  const { accountId } = await client.auth.signUp(person);
  await operator.grants.create(accountId, { kind: 'promotional', credits });
  return { page: await signIn(person.email, password, view), client };
}

async function look(page: Page, name: string): Promise<void> {
  if (screenshotFolder === undefined) return;
  await mkdir(screenshotFolder, { recursive: true });
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`) });
}

async function describePicture(page: Page, prompt: string): Promise<void> {
  const sheet = page.getByRole('button', { name: 'Picture settings' });
  if (await sheet.isVisible()) await sheet.click();
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(prompt);
}

const desk: View = { name: 'wide-light', options: { ...wide, colorScheme: 'light' } };
const phone: View = views.find(({ name }) => name === 'narrow-dark') ?? desk;

describe('on the screen', () => {
  test('a tip is shown below the prompt, dismissed, and stays so until it is wanted again', async () => {
    const { page, client } = await customer(phone, '5');
    await describePicture(page, 'a cat');
    const tip = page.getByRole('complementary', { name: 'Tip' });
    await tip.getByText(/leaves most of the picture to chance/u).waitFor();
    await look(page, 'tip');
    await tip.getByRole('button').click();
    await tip.waitFor({ state: 'detached' });
    await expect.poll(async () => client.tips.set()).toMatchObject({ on: true, dismissed: ['vague_prompt'] });
    await client.tips.set({ project: 'shop', on: false });
    await page.goto(`${instance.baseUrl}/account`);
    await page.getByText('None for the project shop.').waitFor();
    await page.getByRole('button', { name: 'Show there again' }).click();
    await page.getByRole('button', { name: 'Show there again' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show all again' }).click();
    await page.getByRole('button', { name: 'Show all again' }).waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: /^Show tips/u }).uncheck();
    await expect.poll(async () => client.tips.set()).toEqual({ on: false, dismissed: [], offInProjects: [] });
  });

  test('an operator sees what is wrong with an offer while writing, and publishes what is right', async () => {
    const demo = (await operator.sandbox.get()).demo.find(({ role }) => role === 'operator');
    const page = await signIn(demo?.email ?? '', demo?.password ?? '', desk);
    await page.goto(`${instance.baseUrl}/price-desk`);
    await page.getByRole('link', { name: 'Packs and offers' }).click();
    const text = page.getByLabel('Document, as JSON');
    await text.waitFor();
    const before = await operator.offers.get();
    const document = await text.inputValue();
    await text.fill(document.replace('"priceUsdt": "10"', '"priceUsdt": "-10"'));
    await page.getByText('One thing is wrong.').waitFor();
    await look(page, 'offers-wrong');
    expect(await page.getByRole('button', { name: /^Publish as/u }).isDisabled()).toBe(true);
    await text.fill(document.replace('"priceUsdt": "10"', '"priceUsdt": "11"'));
    await page.getByText('Nothing is wrong with it.').waitFor();
    await page.getByRole('button', { name: `Publish as version ${String(before.version + 1)}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText(`Version ${String(before.version + 1)} is published and in force.`).waitFor();
    expect((await operator.packs.list()).data[0]?.priceUsdt).toBe('11');
  });

  test('pictures one by one are bought at the price that the server reckons', async () => {
    const { page } = await customer(desk, '3');
    await page.goto(`${instance.baseUrl}/top-up`);
    await page.getByRole('radio', { name: 'Pictures one by one' }).check({ force: true });
    await page.getByLabel('How many pictures').fill('40');
    await page.getByRole('button', { name: 'Continue: pay 6.00 USDT' }).click();
    await page.getByText('40 pictures').first().waitFor();
    await look(page, 'images-invoice');
  });
});
