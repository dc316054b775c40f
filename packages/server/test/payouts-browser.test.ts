import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Imprest } from '@imprest/sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './support/browser.ts';
import { Instance } from './support/instance.ts';
import { sendPayouts } from './support/operators-wallet.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { views, type View } from './support/views.ts';

/** Set to a folder to keep a picture of each state, for looking at them; then all views are tried. */
const screenshotFolder = process.env['SCREENSHOT_FOLDER'];
const tried = (screenshotFolder === undefined ? views.slice(0, 1) : views).map((view, place) => ({
  name: view.name,
  desk: view,
  // At the same time, what the other one looks at: a phone in the dark beside a desk in the light.
  customer: views[place % 2 === 0 ? place + 1 : place - 1] ?? view,
}));

const password = 'payouts-in-a-browser';
/** Addresses of EIP-55's own examples, one for each view: a transfer pays whoever is owed first. */
const theirs = [
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
];
const folder = await temporaryFolder();
const data = join(folder, 'data');
let instance: Instance;
let browser: Browser;
let operator: Imprest;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  instance = await Instance.start(data);
  closers.unshift(() => instance.stop());
  browser = await launchChromium();
  closers.unshift(() => browser.close());
  operator = await instance.client('operator');
});

afterAll(async () => {
  for (const close of closers) await close();
});

interface Seat {
  readonly page: Page;
  readonly complaints: string[];
  readonly look: (state: string) => Promise<void>;
}

async function sit(view: View, person: { email: string; password: string }, place: '/payments-desk' | '/account'): Promise<Seat> {
  const context = await browser.newContext(view.options);
  closers.unshift(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Being asked to sign in, and an address or a name that the server refuses, are part of this visit.
    if (message.type() === 'error' && !/40[149]|422/u.test(message.text())) complaints.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(`${instance.baseUrl}/sign-in`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).filter({ visible: true }).first().waitFor();
  await page.goto(`${instance.baseUrl}${place}`);
  const look = async (state: string): Promise<void> => {
    if (screenshotFolder === undefined) return;
    await mkdir(screenshotFolder, { recursive: true });
    await page.screenshot({ path: join(screenshotFolder, `payouts-${state}-${view.name}.png`), fullPage: true });
  };
  return { page, complaints, look };
}

/** A customer who has bought 100 credits for 10 USDT. */
async function buyer(name: string) {
  const client = new Imprest({ baseUrl: instance.baseUrl });
  const email = `${name}@example.test`;
  const { accountId } = await client.auth.signUp({ email, password, name: 'Buyer' });
  const { id } = await client.invoices.create({ packId: 'credits-100', network: 'ethereum' });
  await client.invoices.pay(id);
  await client.invoices.waitUntilPaid(id);
  return { client, accountId, email, invoiceId: id };
}

test.for(tried.map((view, place) => ({ ...view, address: theirs[place] ?? '' })))(
  'a refund goes from the address to its proof before the eyes of both ($name)',
  { timeout: 180_000 },
  async (view) => {
    const bought = await buyer(`buyer-${view.name}`);
    const customer = await sit(view.customer, { email: bought.email, password }, '/account');
    const line = customer.page.locator('[data-refund-network="ethereum"]');
    await line.getByText('No address confirmed').waitFor();
    await customer.page.getByText('Nothing is being paid back to you.').waitFor();
    await customer.look('account-empty');

    // With the keyboard alone: a wrong form is told at once, a wrong letter by the server, and nothing counts before it was compared.
    await line.getByRole('button', { name: /Set the refund address/u }).focus();
    await customer.page.keyboard.press('Enter');
    const dialog = customer.page.getByRole('dialog');
    const field = dialog.getByLabel('Address of your own wallet');
    await field.and(customer.page.locator(':focus')).waitFor();
    for (const [wrong, said] of [
      ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'That is no address of Ethereum'],
      [view.address.toLowerCase(), 'Copy it with its large and small letters'],
    ] as const) {
      await field.fill(wrong);
      await customer.page.keyboard.press('Enter');
      await dialog.getByText(said).waitFor();
    }
    await customer.look('address-wrong');
    await field.fill(view.address.replace('a', 'b'));
    await customer.page.keyboard.press('Enter');
    await customer.page.keyboard.press('Space');
    await customer.page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('Nothing has changed.').waitFor();
    await customer.look('address-refused');
    await dialog.getByRole('button', { name: 'Back' }).click();
    await field.fill(view.address);
    await customer.page.keyboard.press('Enter');
    await dialog.getByRole('checkbox').waitFor();
    expect(await dialog.getByRole('button', { name: 'Confirm this address' }).isDisabled()).toBe(true);
    await customer.look('address-compare');
    await customer.page.keyboard.press('Space');
    await customer.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await line.locator(`[data-address="${view.address}"]`).waitFor();
    expect(await bought.client.refundAddresses.get('ethereum')).toMatchObject({ address: view.address });

    // What is written down for one appears before the other, without a reload.
    const demo = (await operator.sandbox.get()).demo.find(({ role }) => role === 'operator');
    const desk = await sit(view.desk, { email: demo?.email ?? '', password: demo?.password ?? '' }, '/payments-desk');
    await desk.page.getByRole('heading', { name: 'Payouts' }).waitFor();
    await desk.look('desk-before');
    await desk.page.getByRole('button', { name: 'Refund a purchase' }).click();
    const asked = desk.page.getByRole('dialog');
    const named = asked.getByLabel('Account, invoice, payment page or transaction');
    await named.and(desk.page.locator(':focus')).waitFor();
    for (const [name, said] of [
      ['', 'Say which purchase it is.'],
      ['inv_none', 'This names no account, invoice, payment or transaction here'],
    ] as const) {
      await named.fill(name);
      await desk.page.keyboard.press('Enter');
      await asked.getByText(said).waitFor();
    }
    await desk.look('refund-not-found');
    await named.fill(bought.invoiceId);
    await desk.page.keyboard.press('Enter');
    await asked.getByRole('heading', { name: 'Refund 10.00 USDT?' }).and(desk.page.locator(':focus')).waitFor();
    await asked.locator(`[data-address="${view.address}"]`).waitFor();
    await asked.getByLabel('A sentence for the statement').fill('as you wished');
    await desk.look('refund');
    await asked.getByRole('button', { name: 'Refund 10.00 USDT' }).click();
    await asked.waitFor({ state: 'detached' });
    const first = (await operator.payouts.list({ status: 'requested' })).data.find(({ accountId }) => accountId === bought.accountId);
    if (first === undefined) throw new Error('no payout was written');
    const firstLine = desk.page.locator(`[data-payout="${first.id}"]`);
    const ownLine = (id: string) => customer.page.locator(`[data-own-payout="${id}"]`);
    await firstLine.getByText('Requested', { exact: true }).waitFor();
    await ownLine(first.id).getByText('Waiting', { exact: true }).waitFor();

    // It is refunded once.
    await desk.page.getByRole('button', { name: 'Refund a purchase' }).click();
    await named.fill(bought.accountId);
    await desk.page.keyboard.press('Enter');
    await asked.getByText('That purchase was refunded or reversed before').waitFor();
    expect(await asked.getByRole('button', { name: /Refund/u }).count()).toBe(0);
    await desk.look('refund-refused');
    await desk.page.keyboard.press('Escape');

    // Called off and written anew.
    await firstLine.getByRole('button', { name: /Call off/u }).click();
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Call off' }).click();
    await firstLine.getByText('Called off', { exact: true }).waitFor();
    await ownLine(first.id).getByText('Called off', { exact: true }).waitFor();
    await firstLine.getByRole('button', { name: /Write another/u }).click();
    await desk.look('desk-replace');
    await desk.page.getByRole('dialog').getByLabel('Network').selectOption('ethereum');
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Write another' }).click();
    await firstLine.getByText(/another payout has taken its place/u).waitFor();
    const payout = (await operator.payouts.list({ status: 'requested' })).data.find(({ replaces }) => replaces === first.id);
    const payoutLine = desk.page.locator(`[data-payout="${payout?.id ?? ''}"]`);
    await payoutLine.getByText('Requested', { exact: true }).waitFor();
    await desk.look('desk-next-file');

    // The file, and what it holds.
    await desk.page.getByRole('button', { name: /Make the file of payouts on Ethereum/u }).click();
    await desk.page.getByText(/A file with 1 payout on Ethereum .* is made/u).waitFor();
    await payoutLine.getByText('In a file', { exact: true }).waitFor();
    const downloading = desk.page.waitForEvent('download');
    await payoutLine.getByRole('link', { name: /Download the file/u }).click();
    const csv = await (await downloading).createReadStream().then(async (stream) => (await stream.toArray()).join(''));
    expect(csv).toContain(view.address);
    const [, cells = ''] = csv.trim().split('\r\n');
    const [, , , , , tokenContract = '', call = ''] = cells.split(',');
    await payoutLine.getByRole('button', { name: /Call off/u }).click();
    expect(await desk.page.getByRole('dialog').getByRole('button', { name: 'Call off' }).isDisabled()).toBe(true);
    await desk.look('desk-cancel');
    await desk.page.keyboard.press('Escape');

    // Marked with a wrong hash, which the chain corrects.
    await payoutLine.getByRole('button', { name: /Mark sent/u }).click();
    await desk.page.getByLabel('Transaction hash', { exact: true }).last().fill('0x12');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('dialog').getByText('That is no transaction hash').waitFor();
    await desk.page.getByRole('dialog').getByLabel('Transaction hash').fill('f'.repeat(64));
    await desk.page.keyboard.press('Enter');
    await payoutLine.getByText('Sent', { exact: true }).waitFor();
    await ownLine(payout?.id ?? '')
      .getByText('Told by the operator')
      .waitFor();
    await desk.look('desk-sent');
    const txHash = await sendPayouts(data, { tokenContract, payouts: [{ data: call }] });
    await payoutLine.getByText('Paid', { exact: true }).waitFor({ timeout: 60_000 });
    await ownLine(payout?.id ?? '')
      .getByText('Arrived', { exact: true })
      .waitFor();
    await ownLine(payout?.id ?? '')
      .locator(`[data-transaction="${txHash}"]`)
      .waitFor();
    await ownLine(payout?.id ?? '')
      .getByText('Anybody can look this transaction up')
      .waitFor();
    await customer.look('account-paid');
    await desk.page.getByLabel('Show').selectOption('sent');
    await desk.page.getByText('No payout is in this state.').waitFor();
    await desk.page.getByLabel('Show').selectOption('');
    await desk.look('desk-paid');
    expect([...customer.complaints, ...desk.complaints]).toEqual([]);
  },
);

test('what cannot be read says so, and is read again on request', async () => {
  const bought = await buyer('not-read');
  const { page } = await sit(views[0] ?? { name: '', options: {} }, { email: bought.email, password }, '/account');
  await page.getByText('Nothing is being paid back to you.').waitFor();
  const asked = /\/v1\/(?:own-payouts|refund-addresses)/u;
  const problem = { type: 'x', title: 'x', instance: 'x', code: 'internal_error', retry: 'never', status: 500, detail: 'Not now.' };
  const answer = { status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) };
  await page.route(asked, (route) => route.fulfill(answer));
  await page.reload();
  const card = page.getByRole('region', { name: 'Refunds' });
  const again = card.getByRole('button', { name: 'Try again' });
  await expect.poll(() => again.count(), { timeout: 30_000 }).toBe(2);
  await page.unroute(asked);
  await again.last().click();
  await page.getByText('Nothing is being paid back to you.').waitFor();
  await again.click();
  await page.getByText('No address confirmed').first().waitFor();
});
