import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { views, type View } from './support/views.ts';
import { complaintsOf, keepPicture, openForVisits, screenshotFolder } from './support/visits.ts';

/** Where pictures are kept, all views are tried. */
const tried = screenshotFolder === undefined ? views.slice(0, 2) : views;

const { instance, browser } = await openForVisits();
const operator = await instance.client('operator');

beforeAll(async () => {
  const customer = await instance.client('customer');
  const { accountId } = await customer.auth.me();
  await operator.grants.create(accountId, { kind: 'promotional', credits: '1', label: 'Welcome' });
  const request = { operation: 'generate', model: 'standard', width: 512, height: 512, steps: 1, images: 1 } as const;
  const { id } = await customer.generations.create({ ...request, prompt: 'a lake' });
  await customer.generations.waitUntilFinished(id);
});

interface Visit {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly look: (state: string) => Promise<void>;
}

async function open(view: View): Promise<Visit> {
  const page = await (await browser.newContext(view.options)).newPage();
  page.setDefaultTimeout(20_000);
  // Being asked to sign in, and somebody else being faster, is part of this visit.
  const complaints = complaintsOf(page, /40[19]/u);
  const look = (state: string): Promise<void> => keepPicture(page, `desk-${state}-${view.name}`, { fullPage: !state.endsWith('!') });
  return { page, complaints, look };
}

/** Who has not signed in sees the prices, from a link of the sign-in, and signs in from there. */
async function seePricesAndSignIn({ page, look }: Visit): Promise<void> {
  await page.goto(`${instance.baseUrl}/sign-in`);
  await page.getByRole('link', { name: 'Prices' }).click();
  await page.getByRole('heading', { name: 'Prices', level: 1 }).waitFor();
  await page.getByRole('row', { name: '1024×1024, 50 steps 4' }).waitFor();
  await page.getByRole('region', { name: 'Credits are bought in packs' }).getByText('10.00 USDT').waitFor();
  await look('public');
  await page.getByRole('link', { name: 'Sign in' }).click();
  const sandbox = page.getByRole('region', { name: 'Sandbox: demo sign-ins' });
  await sandbox.getByRole('button', { name: /operator/u }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
}

/** Changes a price in the form, breaks the draft in the text, sees where, and mends it. */
async function edit({ page, look }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'New draft', exact: true }).click();
  await page.getByText('Nothing is wrong with it.').waitFor();
  await look('form');
  const inpainting = page.getByRole('region', { name: 'Inpainting' });
  await inpainting.getByLabel('begins with').fill('5');
  await page.getByLabel('Title', { exact: true }).fill('Dearer inpainting');
  await page.getByRole('button', { name: 'Add a surcharge' }).first().click();
  await page.getByRole('region', { name: 'New pictures' }).getByLabel('adds (surcharge)').last().fill('-1');
  const problems = page.getByRole('region', { name: 'Problems' });
  await problems
    .getByText(/negative/u)
    .first()
    .waitFor();
  await look('form-problem');

  await problems
    .getByRole('button', { name: /^Show line/u })
    .first()
    .click();
  const text = page.getByRole('textbox', { name: 'Price book as JSON' });
  expect(await text.getAttribute('aria-invalid')).toBe('true');
  await look('text-problem!');
  const wrong = await text.inputValue();
  await text.fill(wrong.replace('"add": -1', '"add": '));
  await problems.getByText(/not JSON/u).waitFor();
  await text.fill(wrong.replace('"add": -1', '"add": 0'));
  await page.getByText('Nothing is wrong with it.').waitFor();
  // From one view to the other without a mouse.
  await page.getByRole('radio', { name: 'Text' }).focus();
  await page.keyboard.press('ArrowLeft');
  expect(await inpainting.getByLabel('begins with').inputValue()).toBe('5');
}

/** What a book says beside its prices: what it is for, what is charged for what is not delivered, and what is known only afterwards. */
async function sayMore({ page, look }: Visit): Promise<void> {
  await page.getByLabel('Description', { exact: true }).fill('Prices of a small studio.');
  await page.getByText('What is not delivered').click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByLabel('Engines').fill('procedural, other');
  await page.getByLabel('Failed').fill('0.5');
  await page.getByText('Nothing is wrong with it.').waitFor();
  await page.getByLabel('Add a fact').fill('gpuSeconds');
  await page
    .locator('form')
    .filter({ has: page.getByLabel('Add a fact') })
    .getByRole('button', { name: 'Add' })
    .click();
  const measured = page.getByRole('group', { name: 'gpuSeconds' });
  await measured.getByLabel('Known').selectOption({ label: 'only afterwards' });
  await measured.getByLabel('Expected').fill('{ "product": ["images", 3] }');
  await measured.getByLabel('At most').fill('9');
  await page.getByText('Nothing is wrong with it.').waitFor();
  await look('form-more');
  await page.getByRole('radio', { name: 'Text' }).check({ force: true });
  const text = await page.getByRole('textbox', { name: 'Price book as JSON' }).inputValue();
  expect(JSON.parse(text)).toMatchObject({
    description: 'Prices of a small studio.',
    facts: { gpuSeconds: { measured: { expected: { product: ['images', 3] }, atMost: 9 } } },
    charging: [{ engines: ['procedural', 'other'], failed: '0.5', canceledWhileRunning: 'elapsed' }],
  });
  await page.getByRole('radio', { name: 'Form' }).check({ force: true });
  await page.getByRole('button', { name: 'Remove gpuSeconds' }).click();
  await page.getByRole('button', { name: 'Remove Rule 1' }).click();
  await page.getByText('Nothing is wrong with it.').waitFor();
}

/** Looks at what the draft would cost and would have earned. */
async function tryOut({ page, look }: Visit): Promise<void> {
  const trial = page.getByRole('region', { name: 'Try it' });
  await trial.getByRole('row', { name: /^inpainting, any size 3 5/u }).waitFor();
  await trial.getByText('Try another request').click();
  await trial.getByLabel('Pictures').fill('3');
  await trial.getByRole('button', { name: 'Price it' }).click();
  await trial.getByRole('table', { name: 'Your requests' }).waitFor();
  const earned = page.getByRole('region', { name: 'What the last 30 days would have earned' });
  await earned.getByRole('button', { name: 'Reckon' }).click();
  await earned.getByText('Draft against prices in force').waitFor();
  await earned.getByText(/1 generation with 1 picture/u).waitFor();
  await look('tried');
}

/** Somebody else saves the same draft: nothing is lost, and it goes on as a draft of its own. */
async function meetAnother({ page, look }: Visit): Promise<void> {
  const { data } = await operator.drafts.list();
  const draft = await operator.drafts.get(data[0]?.id ?? '');
  await operator.drafts.save({ book: { ...draft.book, title: 'Theirs' }, draft: { id: draft.id, revision: draft.revision } });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else has saved this draft.').waitFor();
  await look('conflict');
  await page.getByRole('button', { name: 'Keep mine as a new draft' }).click();
  await page.getByText('Saved as revision 1').waitFor();
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Dearer inpainting');
  const theirs = await operator.drafts.get(draft.id);
  await operator.drafts.discard(theirs.id, theirs);
}

/** A book with one price for everything gets a price of its own for upscaling, in the form, and keeps the price of the pictures. */
async function priceApart({ page, look }: Visit): Promise<void> {
  const flat = { format: 'imprest-price-book/1', title: 'Two credits', price: { product: ['images', 2] } };
  const { id } = await operator.drafts.save({ book: flat });
  await page.goto(`${instance.baseUrl}/price-desk/${id}`);
  const everything = page.getByRole('region', { name: 'Every operation' });
  await everything.getByLabel('Formula').waitFor();
  await page.getByRole('button', { name: 'Price operations apart' }).click();
  await everything.waitFor({ state: 'detached' });
  expect(await page.getByRole('region', { name: 'New pictures' }).getByLabel('Formula').inputValue()).toBe('{ "product": ["images", 2] }');
  await page.getByLabel('Add an operation').fill('upscale');
  await page.keyboard.press('Enter');
  const upscaling = page.getByRole('region', { name: 'Upscaling' });
  await upscaling.getByLabel('How it is priced').selectOption({ label: 'By one formula' });
  await upscaling.getByLabel('Formula').fill('{ "product": ["images", 5] }');
  await page.getByText('Nothing is wrong with it.').waitFor();
  await look('apart');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as revision 2').waitFor();
  const { book } = await operator.drafts.get(id);
  expect(JSON.stringify(book)).toBe(
    JSON.stringify({
      format: flat.format,
      title: flat.title,
      operations: { generate: { product: ['images', 2] }, upscale: { product: ['images', 5] } },
    }),
  );
  const pictures = { width: 512, height: 512, steps: 1, images: 3 };
  const { samples } = await operator.priceBooks.try({
    draftId: id,
    requests: ['generate', 'upscale'].map((operation) => ({ what: operation, request: { operation, ...pictures } })),
  });
  expect(samples.slice(-2).map(({ what, tried }) => [what, tried.total])).toEqual([
    ['generate', '6'],
    ['upscale', '15'],
  ]);
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click();
  await page.getByRole('heading', { name: 'Price desk' }).waitFor();
}

async function publish({ page, look }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Publish…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('/operations/inpaint/0/base').waitFor();
  await look('publish!');
  // The keyboard leaves the dialog, is where it was, and comes back.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.locator(':focus').innerText()).toBe('Publish…');
  await page.keyboard.press('Enter');
  await dialog.getByText('/operations/inpaint/0/base').waitFor();
  const before = await operator.priceBooks.current();
  await dialog.getByRole('radio', { name: 'From a time on' }).check({ force: true });
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.getByText('Choose a time that is yet to come.').waitFor();
  await dialog.getByRole('radio', { name: 'At once' }).check({ force: true });
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await page.getByText(`Version ${before.version + 1}, “Dearer inpainting”, is published.`).waitFor();
  expect((await operator.priceBooks.current()).title).toBe('Dearer inpainting');
  await look('published');
}

/** The public page has the new price; going back brings the old one again. */
async function seeAndRollBack({ page, look }: Visit): Promise<void> {
  await page.getByRole('link', { name: 'What customers see' }).click();
  await page.getByRole('row', { name: 'inpainting, any size 5' }).waitFor();
  await page.getByText('Prices of a small studio.').waitFor();
  await look('public-new');
  await page.goBack();
  const { version } = await operator.priceBooks.current();
  await page.getByRole('button', { name: `Differences between version ${version} and the one before it` }).click();
  await page.getByText('/operations/inpaint/0/base').waitFor();
  await look('history');
  await page.getByRole('button', { name: `Roll back to version ${version - 1}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await page.getByText(`Version ${version + 1}, “Imprest default prices”, is published.`).waitFor();
  await page.getByRole('link', { name: 'What customers see' }).click();
  await page.getByRole('row', { name: 'inpainting, any size 3' }).waitFor();
}

describe('the price desk, in a browser', () => {
  test.each(tried)('is edited, mended, tried, published, seen and rolled back, $name', { timeout: 180_000 }, async (view) => {
    const visit = await open(view);
    await seePricesAndSignIn(visit);
    await visit.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Prices' }).click();
    await visit.page.getByRole('heading', { name: 'Price desk' }).waitFor();
    await visit.look('overview');
    await edit(visit);
    await sayMore(visit);
    await tryOut(visit);
    await meetAnother(visit);
    await publish(visit);
    await seeAndRollBack(visit);
    expect(visit.complaints).toEqual([]);
  });

  test('prices operations apart where one price was for all', async () => {
    const visit = await open(views[0] as View);
    await seePricesAndSignIn(visit);
    await priceApart(visit);
    expect(visit.complaints).toEqual([]);
  });

  test('is not there for customers', async () => {
    const { page } = await open(views[0] as View);
    await page.goto(`${instance.baseUrl}/sign-in`);
    const sandbox = page.getByRole('region', { name: 'Sandbox: demo sign-ins' });
    await sandbox.getByRole('button', { name: /customer/u }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('navigation', { name: 'Main' }).first().waitFor();
    expect(await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Prices' }).count()).toBe(0);
    await page.goto(`${instance.baseUrl}/price-desk`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  });
});
