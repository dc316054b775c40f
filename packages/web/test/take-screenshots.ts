/** Takes a picture of every page and state: `node packages/web/test/take-screenshots.ts FOLDER [part of a name]`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Page } from 'playwright-core';
import { deskPartsShots } from './desk-parts-shots.ts';
import { startFake, type Fake } from './fake-api.ts';
import { paymentsDeskShots } from './payments-desk-shots.ts';

const folder = process.argv[2] ?? 'screenshots';
const only = process.argv[3] ?? '';
await mkdir(folder, { recursive: true });

interface Shot {
  name: string;
  path: string;
  before?: (fake: Fake) => void;
  act?: (page: Page, fake: Fake) => Promise<void>;
  settled?: string;
}
const invoices = ['open', 'confirming', 'paid', 'underpaid', 'overpaid', 'late', 'expired', 'canceled'];
const isWide = (page: Page) => (page.viewportSize()?.width ?? 0) >= 960;
const fillPrompt = async (page: Page) => {
  if (!isWide(page)) await page.getByRole('button', { name: 'Picture settings' }).click();
  await page
    .getByRole('textbox', { name: 'Prompt', exact: true })
    .fill('A serene mountain lake at sunset, layered ridges in the mist, warm light on still water');
};
const shots: Shot[] = [
  { name: 'sign-in', path: '/sign-in', before: (fake) => (fake.signedIn = false) },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    before: (fake) => (fake.signedIn = false),
    act: async (page) => {
      await page.getByLabel('E-mail').fill('demo@imprest.example');
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'sign-up', path: '/sign-up', before: (fake) => (fake.signedIn = false) },
  { name: 'create', path: '/' },
  {
    name: 'create-form',
    path: '/',
    act: async (page) => {
      await fillPrompt(page);
      await page.getByRole('button', { name: /^Generate/ }).hover();
      await page.getByRole('button', { name: 'Show how the price is made' }).click();
    },
  },
  {
    name: 'create-running',
    path: '/',
    before: (fake) => (fake.stepMs = 120),
    act: async (page) => {
      await fillPrompt(page);
      await page.getByRole('radio', { name: '4 pictures' }).check();
      await page.waitForTimeout(700);
      await page.getByRole('button', { name: /^Generate/ }).click();
      await page
        .getByText(/Making 3 of 4/)
        .first()
        .waitFor();
      await page.waitForTimeout(600);
    },
  },
  { name: 'create-short', path: '/', before: (fake) => (fake.available = 1.5) },
  {
    name: 'create-queue',
    path: '/',
    before: (fake) => (fake.factor = '1.35'),
    act: async (page) => {
      await fillPrompt(page);
      await page.getByRole('checkbox', { name: /^Wait until prices/ }).check();
      await page.getByRole('button', { name: /^Wait for/ }).waitFor();
    },
  },
  {
    name: 'create-tip',
    path: '/',
    act: async (page) => {
      await fillPrompt(page);
      await page.getByLabel('Seed', { exact: true }).fill('7');
      await page.getByRole('complementary', { name: 'Tip' }).waitFor();
    },
  },
  { name: 'create-empty', path: '/', before: (fake) => (fake.isEmpty = true) },
  { name: 'create-loading', path: '/', before: (fake) => (fake.isSlow = true) },
  {
    name: 'create-down',
    path: '/',
    act: async (page, fake) => {
      await page.waitForTimeout(500);
      fake.isDown = true;
      fake.dropStreams();
      await page.waitForTimeout(4000);
    },
  },
  { name: 'gallery', path: '/gallery' },
  {
    name: 'gallery-picture',
    path: '/gallery',
    act: async (page) => {
      await page
        .getByRole('link', { name: /^Open picture/ })
        .nth(4)
        .click();
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(300);
    },
  },
  { name: 'gallery-empty', path: '/gallery', before: (fake) => (fake.isEmpty = true) },
  { name: 'wallet', path: '/wallet' },
  {
    name: 'wallet-open',
    path: '/wallet',
    act: async (page) => {
      await page
        .getByRole('button', { name: /Set aside/ })
        .first()
        .click();
    },
  },
  { name: 'wallet-empty', path: '/wallet', before: (fake) => (fake.isEmpty = true) },
  { name: 'wallet-loading', path: '/wallet', before: (fake) => (fake.isSlow = true) },
  { name: 'wallet-keys', path: '/wallet', act: async (page) => page.getByRole('radio', { name: 'API key' }).check({ force: true }) },
  { name: 'rules', path: '/wallet/rules' },
  { name: 'rules-empty', path: '/wallet/rules', before: (fake) => (fake.isEmpty = true) },
  { name: 'rules-loading', path: '/wallet/rules', before: (fake) => (fake.isSlow = true) },
  { name: 'send', path: '/wallet/send' },
  { name: 'books', path: '/books', before: (fake) => (fake.isOperator = true) },
  { name: 'books-empty', path: '/books', before: (fake) => (fake.isOperator = fake.isEmpty = true) },
  { name: 'books-loading', path: '/books', before: (fake) => (fake.isOperator = fake.isSlow = true) },
  { name: 'books-customer', path: '/books' },
  {
    name: 'books-no-period',
    path: '/books',
    before: (fake) => (fake.isOperator = true),
    act: async (page) => page.getByLabel('From').fill('2030-01-01'),
  },
  { name: 'offers-desk', path: '/offers-desk', before: (fake) => (fake.isOperator = true) },
  {
    name: 'offers-desk-wrong',
    path: '/offers-desk',
    before: (fake) => (fake.isOperator = true),
    act: async (page) => {
      const text = page.getByLabel('Document, as JSON');
      await text.fill((await text.inputValue()).replace('"100"', '"-1"'));
      await page.getByText('One thing is wrong.').waitFor();
    },
  },
  { name: 'prices', path: '/prices', before: (fake) => (fake.signedIn = false) },
  { name: 'prices-busy', path: '/prices', before: (fake) => (fake.factor = '1.35') },
  { name: 'prices-empty', path: '/prices', before: (fake) => (fake.isEmpty = true) },
  { name: 'prices-loading', path: '/prices', before: (fake) => (fake.isSlow = true) },
  { name: 'prices-down', path: '/prices', before: (fake) => (fake.isDown = true), settled: 'The prices could not be loaded.' },
  { name: 'price-desk', path: '/price-desk', before: (fake) => (fake.isOperator = true) },
  { name: 'price-desk-empty', path: '/price-desk', before: (fake) => (fake.isOperator = fake.isEmpty = true) },
  { name: 'price-desk-loading', path: '/price-desk', before: (fake) => (fake.isOperator = fake.isSlow = true) },
  { name: 'draft-form', path: '/price-desk/draft_1', before: (fake) => (fake.isOperator = fake.isBookWrong = true) },
  {
    name: 'draft-text',
    path: '/price-desk/draft_1',
    before: (fake) => (fake.isOperator = fake.isBookWrong = true),
    act: async (page) => page.getByRole('button', { name: /^Show line/ }).click(),
  },
  {
    name: 'draft-earned',
    path: '/price-desk/draft_1',
    before: (fake) => (fake.isOperator = true),
    act: async (page) => {
      await page.getByRole('button', { name: 'Reckon' }).click();
      await page
        .getByText(/10.000 generations/)
        .waitFor({ timeout: 3000 })
        .catch(() => undefined);
    },
  },
  { name: 'top-up', path: '/top-up' },
  {
    name: 'top-up-images',
    path: '/top-up',
    act: async (page) => page.getByRole('radio', { name: 'Pictures one by one' }).check({ force: true }),
  },
  ...['SPRING-26', 'sprung'].map((code) => ({
    name: `redeem-${code}`,
    path: '/top-up',
    act: async (page: Page) => {
      await page.getByLabel('Code', { exact: true }).fill(code);
      await page.getByRole('button', { name: 'Redeem' }).click();
      await page
        .getByRole('status')
        .getByText(/are yours|no such code/)
        .first()
        .waitFor({ timeout: 8000 });
      await page.getByRole('button', { name: 'Redeem' }).scrollIntoViewIfNeeded();
    },
  })),
  ...invoices.map((status) => ({ name: `invoice-${status}`, path: `/top-up/inv_${status}` })),
  ...['open', 'confirming', 'paid'].map((status) => ({
    name: `payment-${status}`,
    path: `/payment/link-inv_${status}`,
    before: (fake: Fake) => (fake.signedIn = false),
  })),
  { name: 'payment-unknown', path: '/payment/nothing', before: (fake) => (fake.signedIn = false) },
  { name: 'account', path: '/account' },
  {
    name: 'account-key',
    path: '/account',
    act: async (page) => {
      await page.getByLabel('Name of the key').fill('My script');
      await page.getByRole('button', { name: 'Create key' }).click();
      await page.getByText('Copy this key now').waitFor();
    },
  },
  {
    name: 'account-revoke',
    path: '/account',
    act: async (page) => {
      await page.getByRole('button', { name: /^Revoke the key/ }).click();
    },
  },
  ...paymentsDeskShots,
  ...deskPartsShots,
  { name: 'not-found', path: '/nowhere' },
];

const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--headless=new'],
  ignoreDefaultArgs: ['--hide-scrollbars'],
});
for (const shot of shots.filter((one) => one.name.includes(only))) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const fake = await startFake();
      shot.before?.(fake);
      const page = await browser.newPage({ viewport: { width, height }, colorScheme, isMobile: width < 500, hasTouch: width < 500 });
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') console.log(`${shot.name} ${width}: ${message.text()}`);
      });
      page.on('pageerror', (error) => console.log(`${shot.name} ${width}: ${error.message}`));
      await page.goto(fake.url + shot.path);
      await page.waitForLoadState('load');
      await page.waitForTimeout(600);
      await shot.act?.(page, fake);
      await page.waitForTimeout(350);
      await page.screenshot({ path: join(folder, `${shot.name}-${width}-${colorScheme}.png`), fullPage: process.argv[4] === 'full' });
      await page.close();
      fake.close();
    }
  }
}
await browser.close();
process.exit(0);
