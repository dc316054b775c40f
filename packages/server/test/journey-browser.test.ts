import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { runImprest } from './support/instance.ts';
import { views as allViews } from './support/views.ts';
import { complaintsOf, keepPicture, openForVisits } from './support/visits.ts';

/** The other two are for the tests of single pages. */
const views = allViews.slice(0, 2);

const { instance, browser } = await openForVisits();

interface Visit {
  readonly page: Page;
  /** What the browser complained about: scripts that failed, files that were missing, rules that were broken. */
  readonly complaints: readonly string[];
  readonly look: (name: string) => Promise<void>;
}

async function visit(view: (typeof views)[number]): Promise<Visit> {
  const context = await browser.newContext({ ...view.options, acceptDownloads: true });
  const page = await context.newPage();
  // Being asked to sign in is how a visit begins.
  const complaints = complaintsOf(page, /401/u);
  const look = (name: string): Promise<void> => keepPicture(page, `${name}-${view.name}`);
  return { page, complaints, look };
}

async function signIn({ page, look }: Visit, as: RegExp = /demo customer/iu): Promise<void> {
  await page.goto(instance.baseUrl);
  await page.getByRole('button', { name: as }).click();
  await look('sign-in');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
}

async function buyCredits({ page, look }: Visit): Promise<void> {
  await page.getByRole('link', { name: 'Top up' }).first().click();
  await page.getByRole('button', { name: /^Continue: pay/u }).waitFor();
  await look('top-up');
  await page.getByRole('button', { name: /^Continue: pay/u }).click();
  await page.getByRole('button', { name: 'Pay with the test wallet' }).waitFor();
  await look('invoice-open');
  await page.getByRole('button', { name: 'Pay with the test wallet' }).click();
  await page
    .getByText(/^\d+ of \d+ blocks/u)
    .first()
    .waitFor();
  await look('invoice-confirming');
  await page.getByRole('heading', { name: /credits are yours$/u }).waitFor({ timeout: 60_000 });
  await look('invoice-paid');
}

async function makePictures({ page, look }: Visit, narrow: boolean): Promise<void> {
  await page.getByRole('link', { name: 'Create' }).first().click();
  if (narrow)
    await page
      .getByRole('button', { name: /Picture settings|Describe a picture/u })
      .first()
      .click();
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('A serene mountain lake at sunset, layered ridges in the mist');
  await page.getByRole('radio', { name: /Small/u }).check({ force: true });
  await page.getByRole('radio', { name: /^2/u }).check({ force: true });
  const generate = page.getByRole('button', { name: /^Generate.*2 credits/u });
  await generate.waitFor();
  await look('create');
  await page.getByRole('button', { name: 'Show how the price is made' }).first().click();
  await page.getByText('You pay at most').first().waitFor();
  await look('create-quote');
  await generate.click();
  await page.getByRole('button', { name: /^Stop/u }).first().waitFor();
  await look('create-running');
  await page
    .getByLabel(/serene mountain lake/u)
    .nth(1)
    .waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: /^Stop/u }).first().waitFor({ state: 'hidden', timeout: 60_000 });
  await look('create-done');
}

async function downloadPicture({ page, look }: Visit): Promise<Buffer> {
  await page.getByRole('link', { name: 'Gallery' }).first().click();
  await page
    .getByLabel(/serene mountain lake/u)
    .first()
    .waitFor();
  await look('gallery');
  await page
    .getByLabel(/serene mountain lake/u)
    .first()
    .click();
  const link = page.getByRole('link', { name: 'Download PNG' });
  await link.waitFor();
  await look('picture');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const bytes = await readFile(await download.path());
  await page.keyboard.press('Escape');
  return bytes;
}

describe.each(views)('the journey of a newcomer, $name', (view) => {
  test('signs in, buys credits, makes pictures, downloads one and finds every credit', { timeout: 180_000 }, async () => {
    const narrow = view.name.startsWith('narrow');
    const visitor = await visit(view);
    const { page, complaints, look } = visitor;
    await signIn(visitor);
    await buyCredits(visitor);
    await makePictures(visitor, narrow);

    const picture = await downloadPicture(visitor);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.toString('latin1')).toContain('A serene mountain lake at sunset');

    await page.getByRole('link', { name: 'Wallet' }).first().click();
    await page.getByText('Picture 2 of 2').first().waitFor();
    await page
      .getByText(/^Purchase · /u)
      .first()
      .waitFor();
    await page.getByText(/^At this pace your credits last/u).waitFor();
    await page
      .getByRole('row', { name: /^\d+ \w+ .*\d/u })
      .first()
      .waitFor({ state: 'attached' });
    const [statement] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the statement as CSV' }).click(),
    ]);
    expect(await readFile(await statement.path(), 'utf8')).toMatch(/^\uFEFFnumber,[^]*Picture 2 of 2/u);
    await look('wallet');
    await page.goto(`${instance.baseUrl}/account`);
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    await look('account');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test.each(views)('an operator reads the books, $name', { timeout: 120_000 }, async (view) => {
  const visitor = await visit(view);
  const { page, complaints, look } = visitor;
  await signIn(visitor, /demo operator/iu);
  await page.getByRole('link', { name: 'Books' }).first().click();
  await page.getByRole('heading', { name: 'All books' }).waitFor();
  await page.getByText(/Everything ties\.$/u).waitFor();
  await look('books');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export CSV' }).click()]);
  expect(await readFile(await download.path(), 'utf8')).toMatch(/^\uFEFFreport,line,month,item,credits\r\n/u);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the books are whole after both journeys', async () => {
  const balance = await (await instance.client()).balance.get();
  expect(balance.held).toBe('0');
  const { code, output } = await runImprest(['audit', '--data', instance.data]);
  expect(output).toContain('whole');
  expect(code).toBe(0);
});
