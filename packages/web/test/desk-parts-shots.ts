/** The states of the pages below the payments desk, and of a refund that is written there. */
import type { Page } from 'playwright-core';
import type { Fake } from './fake-api.ts';

const asOperator = (fake: Fake) => (fake.isOperator = true);
const emptied = (fake: Fake) => (fake.isOperator = fake.isEmpty = true);
const broken = (fake: Fake) => (fake.isOperator = fake.isDeskDown = true);
const makePlan = (network: string) => async (page: Page) => {
  await page.getByLabel('Network').selectOption(network);
  await page.getByLabel('Your own address').fill('0x52908400098527886E0F7030069857D2E4169EE7');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await page
    .getByRole('region', { name: /^Plan for/u })
    .or(page.getByRole('alert').first())
    .first()
    .waitFor();
};
const refund = (of: string) => async (page: Page) => {
  await page.getByRole('button', { name: 'Refund a purchase' }).click();
  await page.getByLabel('Account, invoice, payment page or transaction').fill(of);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Another one' }).waitFor();
};
const prove = async (page: Page) => {
  await page
    .getByRole('button', { name: /^Prove now on/u })
    .first()
    .click();
};

const proofsPath = '/payments-desk/proofs';
const sweepsPath = '/payments-desk/sweeps';

export const deskPartsShots = [
  { name: 'proofs', path: proofsPath, before: asOperator },
  { name: 'proofs-proved', path: proofsPath, before: asOperator, act: prove },
  { name: 'proofs-empty', path: proofsPath, before: emptied },
  { name: 'proofs-error', path: proofsPath, before: broken, act: prove },
  { name: 'proofs-down', path: proofsPath, before: (fake: Fake) => (fake.isOperator = fake.isChainDown = true) },
  { name: 'sweeps', path: sweepsPath, before: asOperator },
  { name: 'sweeps-empty', path: sweepsPath, before: emptied, act: makePlan('tron') },
  { name: 'sweeps-plan-tron', path: sweepsPath, before: asOperator, act: makePlan('tron') },
  { name: 'sweeps-plan-ethereum', path: sweepsPath, before: asOperator, act: makePlan('ethereum') },
  { name: 'sweeps-error', path: sweepsPath, before: broken, act: makePlan('tron') },
  { name: 'refund', path: '/payments-desk', before: asOperator, act: refund('acct_1') },
  { name: 'refund-refused', path: '/payments-desk', before: asOperator, act: refund('acct_late') },
  { name: 'refund-no-address', path: '/payments-desk', before: asOperator, act: refund('acct_none') },
];
