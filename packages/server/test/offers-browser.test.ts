import { Imprest } from '@imprest/sdk';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { views, wide, type View } from './support/views.ts';
import { keepPicture, openForVisits, signIn } from './support/visits.ts';

const password = 'offers-in-a-browser';
const { instance, browser } = await openForVisits();
const operator = await instance.client('operator');

async function visit(view: View, person: { readonly email: string; readonly password: string }): Promise<Page> {
  const page = await (await browser.newContext(view.options)).newPage();
  await signIn(page, instance.baseUrl, person);
  return page;
}

/** A new customer with credits, on the page where pictures are made. */
async function customer(view: View, credits: string): Promise<{ readonly page: Page; readonly client: Imprest }> {
  const person = { email: `${view.name}-${credits}@example.test`, password, name: 'Buyer' };
  const client = new Imprest({ baseUrl: instance.baseUrl });
  const { accountId } = await client.auth.signUp(person);
  await operator.grants.create(accountId, { kind: 'promotional', credits });
  return { page: await visit(view, person), client };
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
    await keepPicture(page, 'tip');
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
    const page = await visit(desk, demo ?? { email: '', password: '' });
    await page.goto(`${instance.baseUrl}/price-desk`);
    await page.getByRole('link', { name: 'Packs and offers' }).click();
    const text = page.getByLabel('Document, as JSON');
    await text.waitFor();
    const before = await operator.offers.get();
    const document = await text.inputValue();
    await text.fill(document.replace('"priceUsdt": "10"', '"priceUsdt": "-10"'));
    await page.getByText('One thing is wrong.').waitFor();
    await keepPicture(page, 'offers-wrong');
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
    await keepPicture(page, 'images-invoice');
  });
});
