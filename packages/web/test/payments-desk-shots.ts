/** The states of the payments desk. */
import type { Page } from 'playwright-core';
import type { Fake } from './fake-api.ts';

const path = '/payments-desk';
const asOperator = (fake: Fake) => (fake.isOperator = true);
const ask = (action: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: action }).first().click();
};

export const paymentsDeskShots = [
  { name: 'payments-desk', path, before: asOperator },
  { name: 'payments-desk-down', path, before: (fake: Fake) => (fake.isOperator = fake.isChainDown = true) },
  { name: 'payments-desk-empty', path, before: (fake: Fake) => (fake.isOperator = fake.isEmpty = true) },
  { name: 'payments-desk-loading', path, before: (fake: Fake) => (fake.isOperator = fake.isSlow = true) },
  {
    name: 'payments-desk-error',
    path,
    before: (fake: Fake) => (fake.isOperator = fake.isDeskDown = true),
    act: async (page: Page) => {
      await page.getByRole('alert').nth(3).waitFor();
    },
  },
  {
    name: 'payments-desk-stale',
    path,
    before: asOperator,
    act: async (page: Page, fake: Fake) => {
      fake.isDeskDown = true;
      await page.getByRole('status').filter({ hasText: 'could not be renewed' }).first().waitFor({ timeout: 90_000 });
    },
  },
  { name: 'payments-desk-credit', path, before: asOperator, act: ask(/^Credit now: 0/) },
  {
    name: 'payments-desk-credited',
    path,
    before: asOperator,
    act: async (page: Page) => {
      await ask(/^Credit now: 0/)(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Credit now' }).click();
      await page.getByText('was credited as').waitFor();
    },
  },
  {
    name: 'payments-desk-refused',
    path,
    before: asOperator,
    act: async (page: Page) => {
      await ask(/^Credit now: 1/)(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Credit now' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'payments-desk-assign',
    path,
    before: asOperator,
    act: async (page: Page) => {
      await ask(/^Assign to an invoice: 0/)(page);
      await page.getByRole('dialog').getByRole('radio').first().check({ force: true });
      await page.getByRole('button', { name: 'Assign and credit' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'payments-desk-return', path, before: asOperator, act: ask(/^Mark returned: 0/) },
  {
    name: 'payments-desk-rescan',
    path,
    before: (fake: Fake) => (fake.isOperator = fake.isEmpty = true),
    act: async (page: Page) => {
      await page.getByRole('radio', { name: 'Blocks' }).check({ force: true });
      await page.getByLabel('First block').fill('77412100');
      await page.getByLabel('Last block').fill('77412150');
      await page.getByRole('button', { name: 'Read again' }).click();
      await page.getByText('were read').waitFor();
    },
  },
  {
    name: 'payments-desk-rescan-address',
    path,
    before: (fake: Fake) => (fake.isOperator = fake.isEmpty = true),
    act: async (page: Page) => {
      await page.getByRole('radio', { name: 'An address' }).check({ force: true });
      await page.getByLabel('Address of ours').fill('TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf');
      await page.getByRole('button', { name: 'Read again' }).click();
      await page.getByText('The address holds').waitFor();
    },
  },
  {
    name: 'payments-desk-rescan-wrong',
    path,
    before: (fake: Fake) => (fake.isOperator = fake.isEmpty = true),
    act: async (page: Page) => {
      await page.getByLabel('Transaction hash').fill('0x12');
      await page.getByRole('button', { name: 'Read again' }).click();
    },
  },
];
