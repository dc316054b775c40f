import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Imprest } from '@imprest/sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './support/browser.ts';
import { Instance } from './support/instance.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { views, type View } from './support/views.ts';

/** Set to a folder to keep a picture of each state, for looking at them; then all views are tried. */
const screenshotFolder = process.env['SCREENSHOT_FOLDER'];
const tried = screenshotFolder === undefined ? views.slice(0, 2) : views;

const password = 'payments-in-a-browser';
/** Less than what is credited by itself. */
const dustUsdt = '0.009999';
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

interface Payer {
  readonly client: Imprest;
  readonly accountId: string;
  readonly invoiceId: string;
  readonly txHash: string;
  readonly depositId: string;
}

/** A new customer whose payment is too small to be credited by itself, and waits for the operator. */
async function payer(name: string): Promise<Payer> {
  const client = new Imprest({ baseUrl: instance.baseUrl });
  const { accountId } = await client.auth.signUp({ email: `${name}@example.test`, password, name: 'Payer' });
  const pack = (await client.packs.list()).data[0];
  const { id: invoiceId } = await client.invoices.create({ packId: pack?.id ?? '', network: 'tron' });
  const { txHash } = await client.invoices.pay(invoiceId, { amountUsdt: dustUsdt });
  await expect.poll(async () => waiting(accountId), { timeout: 60_000, interval: 250 }).toHaveLength(1);
  const [depositId = ''] = await waiting(accountId);
  return { client, accountId, invoiceId, txHash, depositId };
}

async function waiting(accountId: string): Promise<string[]> {
  const { data } = await operator.deposits.listUnmatched();
  return data.filter((deposit) => deposit.accountId === accountId).map(({ id }) => id);
}

async function openDesk(view: View): Promise<{ page: Page; complaints: string[]; look: (state: string) => Promise<void> }> {
  const page = await (await browser.newContext(view.options)).newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Being asked to sign in, and an invoice that is not there, are part of this visit.
    if (message.type() === 'error' && !/40[14]/u.test(message.text())) complaints.push(`${message.text()} ${message.location().url}`);
  });
  const demo = (await operator.sandbox.get()).demo.find(({ role }) => role === 'operator');
  await page.goto(`${instance.baseUrl}/sign-in`);
  await page.getByLabel('E-mail').fill(demo?.email ?? '');
  await page.getByLabel('Password').fill(demo?.password ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Payments', exact: true })
    .filter({ visible: true })
    .click();
  const look = async (state: string): Promise<void> => {
    if (screenshotFolder === undefined) return;
    await mkdir(screenshotFolder, { recursive: true });
    await page.screenshot({ path: join(screenshotFolder, `payments-${state}-${view.name}.png`), fullPage: true });
  };
  return { page, complaints, look };
}

test.for(tried)('the operator credits, assigns and marks what was too small, and reads its block again ($name)', async (view) => {
  const [credited, assigned, returned] = await Promise.all([
    payer(`credited-${view.name}`),
    payer(`assigned-${view.name}`),
    payer(`returned-${view.name}`),
  ]);
  const { page, complaints, look } = await openDesk(view);
  const lineOf = ({ depositId }: Payer) => page.locator(`[data-deposit="${depositId}"]`);
  const dialog = page.getByRole('dialog');

  // Both networks of the sandbox are followed.
  for (const title of ['Tron', 'Ethereum']) {
    const card = page.getByRole('region', { name: new RegExp(`^${title}`, 'u') });
    await card.getByText('Up', { exact: true }).waitFor();
    await card.getByText('In use').waitFor();
  }
  await lineOf(credited).getByText('Too small', { exact: true }).waitFor();
  await look('list');

  await lineOf(credited).getByRole('button', { name: 'Credit now' }).click();
  await look('credit');
  await dialog.getByRole('button', { name: 'Credit now' }).click();
  await lineOf(credited).waitFor({ state: 'detached' });
  await page.getByText(/0\.009999 USDT on Tron .* was credited as/u).waitFor();
  expect((await credited.client.deposits.list()).data).toMatchObject([{ id: credited.depositId, status: 'credited' }]);
  expect(Number((await credited.client.balance.get()).available)).toBeGreaterThan(0);

  // The invoices of its account are there to choose from, and no other.
  const other = await assigned.client.invoices.create({ packId: 'credits-440', network: 'tron' });
  await lineOf(assigned).getByRole('button', { name: 'Assign to an invoice' }).click();
  const choices = dialog.getByRole('radiogroup', { name: /Invoices of the account/u }).getByRole('radio');
  await expect.poll(() => choices.count()).toBe(2);
  const offered = await Promise.all((await choices.all()).map((radio) => radio.getAttribute('value')));
  expect(offered).toEqual([other.id, assigned.invoiceId]);
  expect(await dialog.getByRole('button', { name: 'Assign and credit' }).isDisabled()).toBe(true);
  await choices.last().check();
  await look('assign');
  await dialog.getByRole('button', { name: 'Assign and credit' }).click();
  await lineOf(assigned).waitFor({ state: 'detached' });
  expect((await assigned.client.invoices.get(assigned.invoiceId)).receivedUsdt).toBe(dustUsdt);

  await lineOf(returned).getByRole('button', { name: 'Mark returned' }).click();
  await dialog.getByLabel('What was done').fill('sent back by hand');
  await dialog.getByRole('button', { name: 'Mark returned' }).click();
  await lineOf(returned).waitFor({ state: 'detached' });
  expect((await returned.client.deposits.list()).data).toMatchObject([{ id: returned.depositId, status: 'returned', credits: null }]);
  expect(await Promise.all([credited, assigned, returned].map(async ({ accountId }) => waiting(accountId)))).toEqual([[], [], []]);

  await page.getByLabel('Transaction hash').fill(returned.txHash);
  await page.getByRole('button', { name: 'Read again' }).click();
  await page.getByText(/1 transfer to your addresses lies there; nothing was missing\./u).waitFor();
  await look('read-again');
  expect(complaints).toEqual([]);
});

test('a customer has no such page', async () => {
  const page = await (await browser.newContext()).newPage();
  const email = 'customer-of-the-desk@example.test';
  await new Imprest({ baseUrl: instance.baseUrl }).auth.signUp({ email, password, name: 'Customer' });
  await page.goto(`${instance.baseUrl}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
  expect(await page.getByRole('link', { name: 'Payments', exact: true }).count()).toBe(0);
  await page.goto(`${instance.baseUrl}/payments-desk`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  expect(await page.getByText('Deposits that wait for you').count()).toBe(0);
});
