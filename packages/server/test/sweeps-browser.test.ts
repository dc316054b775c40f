import { readFile } from 'node:fs/promises';
import { Imprest, type BalanceProof, type SweepPlan } from '@imprest/sdk';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { carryOut } from './support/operators-wallet.ts';
import { views, type View } from './support/views.ts';
import { complaintsOf, keepPicture, openForVisits, screenshotFolder, signIn } from './support/visits.ts';

/** With pictures, all views are tried. */
const tried = screenshotFolder === undefined ? views.slice(0, 2) : views;

/** An address of EIP-55's own examples. */
const treasury = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const { instance, browser } = await openForVisits();
const operator = await instance.client('operator');

/** A customer who has bought 100 credits for 10 USDT on Ethereum. Gives where that lies. */
async function paid(name: string): Promise<string> {
  const client = new Imprest({ baseUrl: instance.baseUrl });
  await client.auth.signUp({ email: `${name}@example.test`, password: 'sweeps-in-a-browser', name: 'Payer' });
  const { id, address } = await client.invoices.create({ packId: 'credits-100', network: 'ethereum' });
  await client.invoices.pay(id);
  await client.invoices.waitUntilPaid(id);
  return address;
}

async function openDesk(view: View): Promise<{ page: Page; complaints: readonly string[]; look: (state: string) => Promise<void> }> {
  const page = await browser.newPage(view.options);
  page.setDefaultTimeout(20_000);
  // Being asked to sign in, and what is refused or cannot be read, are part of this visit.
  const complaints = complaintsOf(page, /40[14]|422|50[03]/u);
  const demo = (await operator.sandbox.get()).demo.find(({ role }) => role === 'operator');
  await signIn(page, instance.baseUrl, { email: demo?.email ?? '', password: demo?.password ?? '' });
  await page.goto(`${instance.baseUrl}/payments-desk`);
  return { page, complaints, look: (state) => keepPicture(page, `${state}-${view.name}`, { fullPage: true }) };
}

test.for(tried)('balances are proved when asked, and what differs is named ($name)', { timeout: 120_000 }, async (view) => {
  const address = await paid(`proved-${view.name}`);
  const { page, complaints, look } = await openDesk(view);
  await page.getByRole('link', { name: /^Proofs of balances/u }).click();
  await page.getByRole('heading', { level: 1, name: 'Proofs of balances' }).waitFor();
  const card = page.getByRole('region', { name: /^Ethereum/u });

  // One address alone, with the keyboard.
  const field = card.getByLabel('One address alone');
  await field.fill('0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb');
  await page.keyboard.press('Enter');
  await card.getByRole('alert').getByText('This server has never given out this address').waitFor();
  await look('proofs-refused');
  await field.fill(address);
  await page.keyboard.press('Enter');
  await card.getByText('1 address holds what is recorded, 10 USDT in all.').waitFor();
  await field.fill('');

  // While it runs it says so, and a network that cannot be read is told.
  const asked = '**/v1/networks/ethereum/balance-proofs';
  const problem = {
    type: 'x',
    title: 'x',
    instance: 'x',
    code: 'network_unavailable',
    retry: 'never',
    status: 503,
    detail: 'No provider answers.',
  };
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await page.route(asked, async (route) => {
    await held;
    await route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) });
  });
  await card.getByRole('button', { name: 'Prove now' }).click();
  await card.getByText(/Comparing for [1-9]\d* s\./u).waitFor();
  await look('proofs-running');
  answer();
  await card.getByRole('alert').getByText('No provider answers.').waitFor();
  await look('proofs-unreachable');
  await page.unroute(asked);
  await card.getByRole('button', { name: 'Prove now' }).click();
  await card.getByText('Everything that was compared is as it should be.').waitFor();
  const [newest] = (await operator.balanceProofs.list()).data;
  await page
    .locator(`[data-proof="${newest?.id ?? ''}"]`)
    .getByText('Holds', { exact: true })
    .waitFor();
  await look('proofs');

  // What nobody can make happen here: an address that differs, and destroyed funds.
  const differs: Partial<BalanceProof> = {
    status: 'differs',
    differences: 2,
    destroyedUsdt: '12.5',
    detail: `${address} holds 4 USDT, but 10 USDT is recorded. Something left that is not recorded. 1 more differs.`,
    firstDifference: { address, recordedUsdt: '10', foundUsdt: '4' },
  };
  await page.route('**/v1/balance-proofs*', async (route) => {
    const { data: proofs, nextCursor } = (await (await route.fetch()).json()) as { data: BalanceProof[]; nextCursor: string | null };
    await route.fulfill({ json: { data: proofs.map((proof, place) => (place === 0 ? { ...proof, ...differs } : proof)), nextCursor } });
  });
  await page.reload();
  const line = page.locator('[data-proof]').first();
  await line.getByText('Differs', { exact: true }).waitFor();
  await line.locator(`[data-address="${address}"]`).waitFor();
  await line.getByText('−6 USDT').waitFor();
  await line.getByText('The issuer of USDT can destroy').waitFor();
  await look('proofs-differ');

  // A list that cannot be read says so, and is read again on request.
  await page.unroute('**/v1/balance-proofs*');
  await page.route('**/v1/balance-proofs*', (route) =>
    route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ ...problem, status: 500 }) }),
  );
  await page.reload();
  const list = page.getByRole('region', { name: 'All proofs' });
  await list.getByRole('alert').waitFor();
  await page.unroute('**/v1/balance-proofs*');
  await list.getByRole('button', { name: 'Try again' }).click();
  await list.locator('[data-proof]').first().waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test.for(tried)('a plan is made, downloaded, signed elsewhere, and recognised by itself ($name)', { timeout: 180_000 }, async (view) => {
  const address = await paid(`swept-${view.name}`);
  // Of what is not final yet nothing is moved.
  await expect
    .poll(async () => (await operator.balanceProofs.prove('ethereum', { address })).recordedUsdt, { timeout: 60_000, interval: 500 })
    .toBe('10');
  const { page, complaints, look } = await openDesk(view);
  await page.getByRole('link', { name: /^Sweeping/u }).click();
  await page.getByRole('heading', { level: 1, name: 'Sweeping' }).waitFor();
  await look('sweeps-before');

  // Each wrong field is named; what only the server knows of an address stands at its field.
  await page.getByLabel('Network').selectOption('ethereum');
  await page.getByLabel('Addresses at most').fill('201');
  await page.keyboard.press('Enter');
  await page.getByText('Write a number from 1 to 200.').waitFor();
  await page.getByText('Say where everything is to go').waitFor();
  await look('sweeps-wrong');
  await page.getByLabel('Addresses at most').fill('200');
  const to = page.getByLabel('Your own address');
  await to.fill(address);
  await page.keyboard.press('Enter');
  await page.locator('p', { hasText: 'This is a deposit address of this service' }).waitFor();
  expect(await to.getAttribute('aria-invalid')).toBe('true');
  await look('sweeps-refused');

  await to.fill(treasury);
  await page.getByLabel('Only addresses with at least').fill('10,00');
  await page.keyboard.press('Enter');
  const plan = page.getByRole('region', { name: /^Plan for Ethereum/u });
  await plan.getByText('would move from').and(page.locator(':focus')).waitFor();
  await plan.locator(`[data-transfer="${address}"]`).waitFor();
  await plan.locator(`[data-address="${treasury}"]`).waitFor();
  const download = plan.getByRole('button', { name: 'Download the unsigned batch' });
  expect(await download.isDisabled()).toBe(true);
  await plan.getByRole('checkbox').check();
  await look('sweeps-plan');
  const downloading = page.waitForEvent('download');
  await download.click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^imprest-sweep-plan-ethereum-\d{4}-\d{2}-\d{2}\.json$/u);
  const made = JSON.parse(await readFile(await file.path(), 'utf8')) as SweepPlan;
  expect(made).toMatchObject({ to: treasury, network: 'ethereum' });
  const place = made.transfers.findIndex((transfer) => transfer.address === address);
  expect(made.transfers[place]).toMatchObject({ amountUsdt: '10', nonce: 0 });

  const hash = (await carryOut(instance.data, made))[place] ?? '';
  const swept = page.locator(`[data-sweep="${hash}"]`);
  await swept.getByText('10.00 USDT').waitFor({ timeout: 40_000 });
  await swept.getByText('Final', { exact: true }).waitFor({ timeout: 40_000 });
  await look('sweeps-swept');
  expect((await operator.sweeps.list({ limit: 100 })).data).toContainEqual(
    expect.objectContaining({ txHash: hash, address, to: treasury, amountUsdt: '10' }),
  );

  // Nothing is left to move.
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await plan.getByText('There is nothing to sweep.').waitFor();
  expect(await plan.getByRole('checkbox').count()).toBe(0);
  await look('sweeps-nothing');
  expect(complaints).toEqual([]);
  await page.close();
});
