import { Type, type Static } from 'typebox';
import { readDeliveredWork, type DeliveredWork } from '../../generation/index.ts';
import { amountToText, invalidCursor } from '../../kernel/index.ts';
import {
  draftNotFound,
  invalidPriceBook,
  priceBookNotFound,
  readCurrentPriceBook,
  readQuotedFacts,
  repriceWork,
  type Repriced,
  type WorkDone,
} from '../../pricing/index.ts';
import type { Sql } from '../../database/index.ts';
import { invalidRequest } from '../problems.ts';
import { operation } from '../operation.ts';
import { askedBook, EarningsSlice, exactly, ref, time, type Repriced as RepricedBody } from '../schemas/index.ts';
import { readTimeMs, timeText } from '../wire.ts';
import { readAskedBook } from './asked-book.ts';

const dayMs = 86_400_000;
const daysDefault = 30;
/** So many are read and priced twice in a fraction of a second, with little memory, so that other requests do not wait for them. */
const generationsMax = 5_000;

export const compareEarnings = operation({
  operationId: 'compareEarnings',
  sdk: 'priceBooks.earnings',
  method: 'POST',
  path: '/v1/price-books/earnings',
  audience: 'operator',
  summary: 'Find out what past usage would have earned by another price book',
  description:
    'Prices again what was delivered by generations that ended in a time, exactly, from what was quoted then: by the prices in force and by a draft, a version or a book that comes along. An answer is about 5000 generations at most; add up the parts, and go on with `from`, `to` and `cursor` until `nextCursor` is `null`. What a charging policy takes for pictures that were not delivered is not counted, and a part that is measured counts as it was estimated. It does not know what customers would have done at other prices.',
  body: exactly({
    ...askedBook,
    from: Type.Optional(Type.Unsafe<string>({ ...time, description: 'The first moment that counts; 30 days before `to` when left out' })),
    to: Type.Optional(Type.Unsafe<string>({ ...time, description: 'The first moment that no longer counts; now when left out' })),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 512, description: 'The `nextCursor` of the part before' })),
  }),
  answer: ref(EarningsSlice),
  problems: [draftNotFound.definition, priceBookNotFound.definition, invalidPriceBook.definition, invalidCursor.definition],
  async handle({ body: { from, to, cursor, ...asked } }, { database, clock }) {
    const nowMs = clock.nowMs();
    const toMs = to === undefined ? nowMs : readTimeMs('body.to', to);
    const fromMs = from === undefined ? toMs - daysDefault * dayMs : readTimeMs('body.from', from);
    if (fromMs >= toMs)
      throw invalidRequest('body.from must be before body.to', { errors: [{ path: 'body.from', message: 'must be before to' }] });
    const tried = await readAskedBook(database.sql, asked);
    const current = await readCurrentPriceBook(database.sql, nowMs);
    const page = await readDeliveredWork(database.sql, { fromMs, toMs, cursor, limit: generationsMax });
    const work = await withFacts(database.sql, page.work);
    const last = page.work[page.work.length - 1];
    return {
      from: timeText(fromMs),
      to: timeText(toMs),
      until: timeText(page.nextCursor === null ? toMs : (last?.finishedAtMs ?? fromMs)),
      generations: work.length,
      images: work.reduce((sum, { facts, delivered }) => sum + (delivered?.length ?? facts.images), 0),
      charged: amountToText(work.reduce((sum, { charged }) => sum + charged, 0n)),
      current: bodyOf(repriceWork(current, work)),
      tried: bodyOf(repriceWork(tried, work)),
      nextCursor: page.nextCursor,
    };
  },
});

async function withFacts(sql: Sql, work: readonly DeliveredWork[]): Promise<readonly WorkDone[]> {
  const facts = await readQuotedFacts(sql, work);
  return work.flatMap(({ delivered, charged }, index) => {
    const known = facts[index];
    return known === undefined ? [] : [{ facts: known, delivered, charged }];
  });
}

function bodyOf({ earned, unpriced, reasons }: Repriced): Static<typeof RepricedBody> {
  return {
    earned: amountToText(earned),
    unpriced: { generations: unpriced.generations, charged: amountToText(unpriced.charged) },
    reasons: reasons.map((reason) => ({ ...reason })),
  };
}
