import { amountToText } from '../../kernel/index.ts';
import { priceTable, readCongestion, readCurrentPriceBook, readOffer, type Congestion } from '../../pricing/index.ts';
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
    const { models, width, height, steps, images } = readOffer(compiled);
    const congestion = await readCongestion(database.sql, compiled);
    return {
      id,
      version,
      hash,
      title: book.title,
      description: book.description ?? null,
      effectiveFrom: timeText(effectiveFromMs),
      congestion: congestion === null ? null : congestionOf(congestion),
      models: models.map((model) => ({ id: model.id, title: model.title, factor: model.factor })),
      table: priceTable(compiled).map(({ operation: asked, what, price }) => ({ operation: asked, what, price: amountToText(price) })),
      limits: {
        widthMin: width.min,
        widthMax: width.max,
        heightMin: height.min,
        heightMax: height.max,
        stepsMin: steps.min,
        stepsMax: steps.max,
        imagesMax: images.max,
        dimensionStep: width.step,
      },
    };
  },
});

function congestionOf({ multiplier, floor, cap, step, expectedWaitMs, targetMs, smoothingMs }: Congestion) {
  return {
    factor: multiplier,
    floor,
    cap,
    step,
    expectedWaitSeconds: Math.round(expectedWaitMs / 1000),
    targetSeconds: targetMs / 1000,
    smoothingSeconds: smoothingMs / 1000,
  };
}
