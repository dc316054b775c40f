import { Imprest } from '@imprest/sdk';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { runImprest } from './support/instance.ts';
import { views, wide } from './support/views.ts';
import { complaintsOf, keepPicture, openForVisits, signIn } from './support/visits.ts';

const password = 'rules-in-a-browser';
const { instance, browser } = await openForVisits();
const operator = await instance.client('operator');

interface Visit {
  readonly page: Page;
  readonly client: Imprest;
  readonly accountId: string;
  readonly complaints: readonly string[];
  readonly look: (state: string) => Promise<void>;
}

/** A new customer with 20 credits, in the browser and through the SDK. */
async function visit(view: (typeof views)[number]): Promise<Visit> {
  const client = new Imprest({ baseUrl: instance.baseUrl });
  const person = { email: `${view.name}@example.test`, password, name: 'Ada Rules' };
  const { accountId } = await client.auth.signUp(person);
  await operator.grants.create(accountId, { kind: 'promotional', credits: '20', label: 'Welcome' });
  const page = await (await browser.newContext(view.options)).newPage();
  // Being asked to sign in, and being refused for want of credits, is part of this visit.
  const complaints = complaintsOf(page, /40[12]/u);
  const look = (state: string): Promise<void> => keepPicture(page, `rules-${state}-${view.name}`, { fullPage: !state.endsWith('!') });
  await signIn(page, instance.baseUrl, person);
  return { page, client, accountId, complaints, look };
}

async function settle({ page, look }: Visit): Promise<void> {
  await page.getByRole('link', { name: 'Wallet' }).first().click();
  await look('wallet');
  await page.getByRole('link', { name: /^Spending rules/u }).click();
  await page.getByText('No budgets: whatever asks may spend what you have.').waitFor();
  await look('empty');

  const reserve = page.getByRole('region', { name: 'Reserve' });
  const keep = reserve.getByLabel('Credits to keep back');
  await keep.fill('many');
  await keep.press('Enter');
  await reserve.getByText('Write an amount such as 12.5').waitFor();
  await keep.fill('7,50');
  await keep.press('Enter');
  await reserve.getByText('Saved.').waitFor();
  expect(await keep.inputValue()).toBe('7.5');

  const alert = page.getByRole('region', { name: 'Low-balance alert' });
  await alert.getByLabel('Tell me below').fill('15');
  await alert.getByRole('button', { name: 'Save' }).click();
  await alert.getByText('Saved.').waitFor();
}

async function addBudgets({ page, look }: Visit): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Add a budget' }).click();
  await dialog.getByLabel('Project', { exact: true }).last().fill('campaign 7');
  await dialog.getByLabel('Limit').fill('10');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Use 1 to 64 letters').waitFor();
  await look('budget-form!');
  await dialog.getByLabel('Project', { exact: true }).last().fill('campaign-7');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Project campaign-7').waitFor();

  await page.getByRole('button', { name: 'Add a budget' }).click();
  await dialog.getByRole('radio', { name: 'API key' }).check({ force: true });
  await dialog.getByRole('radio', { name: 'a day' }).check({ force: true });
  await dialog.getByLabel('Limit').fill('2');
  await look('key-form!');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('API key Nightly script').waitFor();
}

async function sendCredits({ page, look, accountId }: Visit): Promise<void> {
  await page.getByRole('link', { name: 'Wallet' }).first().click();
  await page.getByRole('link', { name: /^Send credits/u }).click();
  await page.getByText(accountId).waitFor();
  const { accountId: to } = await operator.auth.me();
  await page.getByLabel('To account').fill(accountId);
  await page.getByLabel('Credits', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('This is your own account.').waitFor();
  await page.getByLabel('To account').fill(to);
  await page.getByLabel('Credits', { exact: true }).fill('1000');
  await page.getByRole('button', { name: 'Continue' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.getByText(/Nothing was sent\.$/u).waitFor();
  await look('send-refused!');
  await page.keyboard.press('Escape');
  await page.getByLabel('Credits', { exact: true }).fill('1');
  await page.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('button', { name: 'Send' }).click();
  await page.getByText('1 credit sent.').waitFor();
  await look('sent');
}

describe.each(views)('what an account settles, $name', (view) => {
  test('is set, shown, told of while one is here, and kept to', { timeout: 120_000 }, async () => {
    const visitor = await visit(view);
    const { page, client, accountId, complaints, look } = visitor;
    await client.apiKeys.create({ name: 'Nightly script' });
    await settle(visitor);
    await addBudgets(visitor);
    expect(await client.rules.get()).toMatchObject({ reserve: '7.5', alertLevel: '15', budgets: [{ limit: '10' }, { limit: '2' }] });

    // A program spends meanwhile: the page follows, and says what was wanted to be known.
    await client.spends.create({ credits: '8.5', project: 'campaign-7' });
    await client.holds.create({ credits: '0.5', project: 'campaign-7' });
    await page.getByText('8.5 of 10 used').waitFor();
    await page.getByText('0.5 held').waitFor();
    const alerts = page.getByRole('region', { name: 'Alerts' });
    await alerts.getByText('The budget of Project campaign-7 is at 80%').waitFor();
    await alerts.getByText('Your balance is 11.5, below your level of 15.').waitFor();
    await look('alerts!');
    await alerts.getByRole('button', { name: 'Dismiss' }).first().click();
    await alerts.getByRole('button', { name: 'Dismiss' }).first().click();

    await operator.recurringGrants.start(accountId, {
      id: 'pro',
      credits: '0.25',
      unit: 'month',
      label: 'Imprest Pro',
      cycles: 12,
      rollover: { max: '100', cycles: 1 },
    });
    await operator.creditLines.setLimit(accountId, { limit: '50' });
    await page.getByText('Imprest Pro').first().waitFor();
    await page.getByRole('region', { name: 'Paying after' }).waitFor();
    await look('all');
    await operator.creditLines.setLimit(accountId, { limit: null });
    await page.getByRole('region', { name: 'Paying after' }).waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Change the budget of Project campaign-7' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/^Limit/u)
      .fill('8');
    await page.keyboard.press('Enter');
    await page.getByText('used up', { exact: true }).waitFor();
    await alerts.getByText('is used up: 8.5 of 8').waitFor();
    await alerts.getByRole('button', { name: 'Dismiss' }).click();
    await look('used-up');
    await page.getByRole('button', { name: 'Remove the budget of API key Nightly script' }).click();
    await look('remove!');
    await page.getByRole('button', { name: 'Remove budget' }).click();
    await page.getByText('API key Nightly script', { exact: true }).waitFor({ state: 'hidden' });
    // Its own button is gone with it, so the focus goes to the one beside the list.
    await page.locator('#add-budget:focus').waitFor();
    expect((await client.rules.get()).budgets).toHaveLength(1);

    await sendCredits(visitor);

    await page.getByRole('link', { name: 'Create' }).first().click();
    // Of the 10.25 that are available 7.5 stay: four pictures do not fit beside them.
    if (view.name.startsWith('narrow'))
      await page
        .getByRole('button', { name: /Picture settings|Describe a picture/u })
        .first()
        .click();
    await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('A quiet harbour at night');
    await page.getByRole('radio', { name: /Small/u }).check({ force: true });
    await page.getByRole('radio', { name: /^4/u }).check({ force: true });
    await page.getByRole('button', { name: /^Generate.*4 credits/u }).click();
    const useReserve = page.getByRole('button', { name: 'Use the reserve this time' });
    await useReserve.waitFor();
    await look('reserve!');
    await useReserve.click();
    await page.getByRole('button', { name: /^Stop/u }).first().waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('what cannot be done says so, and what to do next', { timeout: 60_000 }, async () => {
  const { page, look } = await visit({ name: 'refused', options: wide });
  const problem = (status: number, code: string, detail: string, extras: object = {}) => ({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: code, status, detail, instance: '', code, retry: 'never', ...extras }),
  });
  const isOver = 'This needs 4 credits and the budget of project p has 0 left this month: raise the budget, or wait.';
  await page.route('**/v1/generations', (route) =>
    route.request().method() === 'POST' ? route.fulfill(problem(402, 'budget_exceeded', isOver)) : route.continue(),
  );
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('A quiet harbour at night');
  await page.getByRole('button', { name: /^Generate.*credit/u }).click();
  const alert = page.getByRole('alert');
  await alert.getByText(`Nothing was charged. ${isOver}`).waitFor();
  await look('budget-exceeded!');

  // The way leads to the rules, which cannot be read just now, and can be a moment later.
  await page.route('**/v1/rules', (route) => route.fulfill(problem(500, 'internal_error', 'This is our mistake.')));
  await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Create' }).focus();
  await alert.getByRole('link', { name: 'Spending rules' }).click();
  await page.getByText('This could not be loaded. Your credits are as they were.').waitFor();
  await look('unreadable');
  await page.unroute('**/v1/rules');
  await page.getByRole('button', { name: 'Try again' }).click();
  const reserve = page.getByRole('region', { name: 'Reserve' });
  await reserve.waitFor();

  // Refused by the server: nothing changes, and what was typed is still there.
  await page.route('**/v1/rules/reserve', (route) => route.fulfill(problem(403, 'session_required', 'Sign in to do this.')));
  await reserve.getByLabel('Credits to keep back').fill('3');
  await reserve.getByRole('button', { name: 'Save' }).click();
  await reserve.getByText('Nothing was changed.').waitFor();
  expect(await reserve.getByLabel('Credits to keep back').inputValue()).toBe('3');
  await page.context().close();
});

test('the books are whole', async () => {
  const { code, output } = await runImprest(['audit', '--data', instance.data]);
  expect(output).toContain('whole');
  expect(code).toBe(0);
});
