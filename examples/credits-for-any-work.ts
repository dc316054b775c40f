/**
 * Credits for work of your own, over HTTP: hold what it may cost at most, do it, capture what it did cost.
 * `IMPREST_URL=… IMPREST_API_KEY=… node credits-for-any-work.ts`; in a sandbox the key may be left out.
 */
import { Imprest, ImprestError } from '@imprest/sdk';

const { IMPREST_URL: baseUrl = 'http://localhost:8787', IMPREST_API_KEY: apiKey } = process.env;
const imprest = new Imprest({ baseUrl, ...(apiKey === undefined ? {} : { apiKey }) });
if (apiKey === undefined) {
  const { demo } = await imprest.sandbox.get();
  const person = demo.find(({ role }) => role === 'customer');
  if (person !== undefined) await imprest.auth.signIn(person);
}

/** Translates page by page. Half a credit for each page that is done; what is not done costs nothing. */
async function translate(orderId: string, pages: readonly string[]): Promise<string[]> {
  const credits = String(pages.length * 0.5);
  // The order's own id is the key: after a crash the same call finds the same hold, and takes nothing twice.
  const hold = await imprest.holds.create({ credits, project: 'translations', memo: orderId }, { idempotencyKey: orderId });
  const done: string[] = [];
  for (const [index, page] of pages.entries()) {
    if (page === '') break; // Something goes wrong, as things do.
    done.push(page.toUpperCase());
    const memo = `${orderId}, page ${String(index + 1)}`;
    await imprest.holds.capture(hold.id, { credits: '0.5', final: false, memo }, { idempotencyKey: `${orderId}-${String(index)}` });
  }
  const ended = await imprest.holds.void(hold.id, {}, { idempotencyKey: `${orderId}-end` });
  console.log(`${orderId}: ${String(done.length)} of ${String(pages.length)} pages, ${ended.captured} credits`);
  return done;
}

await translate('order-1', ['guten Tag', 'auf Wiedersehen']);
await translate('order-2', ['eins', '', 'drei']);
try {
  await translate(
    'order-3',
    Array.from({ length: 1_000_000 }, () => 'viel'),
  );
} catch (error) {
  if (!(error instanceof ImprestError)) throw error;
  console.log(`order-3: ${error.code}`);
}
for (const { description, balanceChange } of (await imprest.statement.list({ limit: 3 })).data) console.log(balanceChange, description);
