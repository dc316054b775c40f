import { amountToText } from '../../kernel/index.ts';
import { priceTable, readCurrentPriceBook } from '../../pricing/index.ts';
import { operation } from '../operation.ts';
import { PriceBook, ref } from '../schemas/index.ts';
import { timeText } from '../wire.ts';

export const getPriceBook = operation({
  operationId: 'getPriceBook',
  sdk: 'priceBooks.current',
  method: 'GET',
  path: '/v1/price-books/current',
  audience: 'public',
  summary: 'Read the prices in force',
  answer: ref(PriceBook),
  problems: [],
  async handle(_call, { database, clock }) {
    const compiled = await readCurrentPriceBook(database.sql, clock.nowMs());
    const { id, version, hash, effectiveFromMs, book } = compiled;
    const { widthMin, widthMax, heightMin, heightMax, stepsMin, stepsMax, imagesMax, dimensionStep } = book.limits;
    return {
      id,
      version,
      hash,
      title: book.title,
      effectiveFrom: timeText(effectiveFromMs),
      models: book.models.map((model) => ({ id: model.id, title: model.title, factor: model.factor })),
      table: priceTable(compiled).map(({ operation: asked, what, price }) => ({ operation: asked, what, price: amountToText(price) })),
      limits: { widthMin, widthMax, heightMin, heightMax, stepsMin, stepsMax, imagesMax, dimensionStep },
    };
  },
});
