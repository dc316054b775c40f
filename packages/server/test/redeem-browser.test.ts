import { Imprest } from '@imprest/sdk';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { runImprest } from './support/instance.ts';
import { views } from './support/views.ts';
import { keepPicture, openForVisits, signIn } from './support/visits.ts';

const password = 'redeem-in-a-browser';
const { instance, browser } = await openForVisits();
const operator = await instance.client('operator');

beforeAll(async () => {
  await operator.redeemCodes.create({ label: 'Welcome', kind: 'trial', credits: '25', code: 'WELCOME', expiresAfterDays: 30 });
  await operator.redeemCodes.create({ label: 'Later', kind: 'bonus', credits: '1', code: 'LATER', validFrom: '2190-05-04T12:00:00.000Z' });
  const gone = await operator.redeemCodes.create({ label: 'Gone', kind: 'bonus', credits: '1', code: 'GONE' });
  await operator.campaigns.disable(gone.id);
});

interface Desk {
  readonly page: Page;
  readonly field: Locator;
  readonly said: Locator;
  readonly look: (state: string) => Promise<void>;
}

/** A new customer on the page where codes are redeemed. */
async function openDesk(view: (typeof views)[number]): Promise<Desk> {
  const page = await (await browser.newContext(view.options)).newPage();
  const person = { email: `${view.name}@example.test`, password, name: 'Redeemer' };
  await new Imprest({ baseUrl: instance.baseUrl }).auth.signUp(person);
  await signIn(page, instance.baseUrl, person);
  await page.goto(`${instance.baseUrl}/top-up`);
  const region = page.getByRole('region', { name: 'Redeem a code' });
  await region.waitFor();
  // What is above it has come, so that nothing moves it any more.
  await page.getByRole('button', { name: /pay .* USDT$/u, disabled: false }).waitFor();
  await expect.poll(() => page.getByRole('main').locator('[aria-busy=true]').count()).toBe(0);
  const look = (state: string): Promise<void> => keepPicture(page, `redeem-${state}-${view.name}`);
  return { page, field: region.getByRole('textbox', { name: 'Code' }), said: region.getByRole('status'), look };
}

async function bottomOf(of: Locator): Promise<number> {
  const box = await of.boundingBox();
  return box === null ? Infinity : box.y + box.height;
}

/** Where the page ends for the eye: at the navigation of a small screen, or at the edge of the window. */
async function visibleBottom(page: Page): Promise<number> {
  const tops = await Promise.all((await page.getByRole('navigation', { name: 'Main' }).all()).map((each) => each.boundingBox()));
  const height = page.viewportSize()?.height ?? 0;
  return Math.min(height, ...tops.map((box) => (box === null || box.y < height / 2 ? height : box.y)));
}

describe.each(views)('redeeming a code, $name', (view) => {
  test('by keyboard: what was granted, until when, and why another code gave nothing', { timeout: 60_000 }, async () => {
    const { page, field, said, look } = await openDesk(view);
    await field.focus();
    await page.keyboard.type('welcome');
    await page.keyboard.press('Enter');
    await said.getByText('25 credits are yours.').waitFor();
    expect(await bottomOf(said)).toBeLessThan(await visibleBottom(page));
    expect(await said.innerText()).toMatch(/Welcome · they can be spent until \d+ \w+ \d{4}\./u);
    expect(await field.inputValue()).toBe('');
    await look('granted');

    for (const [code, words] of [
      ['WEL-COME', /redeemed this code already, on \d+ \w+ \d{4}/u],
      ['LATER', /can be redeemed from 4 May 2190/u],
      ['GONE', /has been withdrawn/u],
      ['NEVER-MADE', /no such code/u],
    ] as const) {
      // The field keeps the focus, so that the next try needs no mouse.
      expect(await page.locator(':focus').getAttribute('aria-describedby')).toBe(await said.getAttribute('id'));
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(code);
      expect(await said.innerText()).toBe('');
      await page.keyboard.press('Enter');
      await said.getByText(words).waitFor();
      // A screen reader hears it as it comes, and again at the field.
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.getAttribute('aria-describedby')).toBe(await said.getAttribute('id'));
      await look(code.toLowerCase());
    }

    await page.getByRole('link', { name: 'Wallet' }).first().click();
    await page.getByText('Trial credits · Welcome, code WELCOME').first().waitFor();
    await page.context().close();
  });
});

test('every journey got its credits once, and the books are whole', async () => {
  const { data } = await operator.campaigns.list();
  expect(data.map(({ label, claims }) => ({ label, claims }))).toEqual([
    { label: 'Gone', claims: 0 },
    { label: 'Later', claims: 0 },
    { label: 'Welcome', claims: views.length },
  ]);
  const { code, output } = await runImprest(['audit', '--data', instance.data]);
  expect(output).toContain('whole');
  expect(code).toBe(0);
});
