import fc from 'fast-check';
import type { PriceRequest } from '../price-request.ts';

/** The facts of the random books: each kind, with decimals, defaults and columns. */
const facts = {
  model: {
    options: [
      { id: 'small', price: '0.37', title: 'Small' },
      { id: 'large', price: 2 },
    ],
  },
  quality: { options: ['draft', 'fine'], default: 'draft' },
  width: { from: 64, to: 2048, step: 64 },
  height: { from: 64, to: 2048, step: 64 },
  steps: { from: 0, to: 150, default: 20 },
  images: { from: 1, to: 16 },
  factor: { from: 1, to: 8 },
  strength: { from: -1, to: 1, step: '0.01' },
};
const names = ['width', 'height', 'steps', 'images', 'factor', 'strength', 'references', 'pixels', 'megapixels', 'model.price', 'own'];
const decimals = fc.constantFrom(0, 1, 2, 7, -3, '0.5', '1.25', '-0.75', '0.000001', '123456.789', '0.333333333333');
const limits = fc
  .uniqueArray(fc.integer({ min: 1, max: 3_000_000 }), { minLength: 1, maxLength: 3 })
  .map((all) => all.toSorted((a, b) => a - b));
const small = fc.uniqueArray(fc.integer({ min: 1, max: 160 }), { minLength: 1, maxLength: 3 }).map((all) => all.toSorted((a, b) => a - b));
const rounding = fc.record({ to: fc.constantFrom('0.01', '0.03', 1, '0.000001', 5), mode: fc.constantFrom('up', 'down', 'half_up') });

const { expression, condition } = fc.letrec((tie) => {
  const e = tie('expression');
  const c = tie('condition');
  const several = fc.array(e, { minLength: 1, maxLength: 3 });
  const pair = fc.tuple(e, e);
  const rows = fc.oneof(limits, small).chain((all) => fc.tuple(...all.map((limit) => fc.tuple(fc.constant(limit), e))));
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.oneof(decimals, fc.constantFrom(...names)),
      several.map((sum) => ({ sum })),
      several.map((product) => ({ product })),
      several.map((min) => ({ min })),
      several.map((max) => ({ max })),
      pair.map((difference) => ({ difference })),
      pair.map((quotient) => ({ quotient })),
      // Of facts only: powers of powers are numbers without end.
      fc.record({ power: fc.constantFrom(...names), exponent: fc.constantFrom(0, 1, 2, '1.5', '0.75', '1.25') }),
      fc.tuple(e, rounding).map(([round, how]) => ({ round, ...how })),
      fc.record({ brackets: e, upTo: rows, above: e }),
      fc.record({ graduated: e, upTo: rows, above: e }),
      fc
        .tuple(e, limits, fc.array(decimals, { minLength: 4, maxLength: 4 }))
        .map(([interpolate, all, values]) => ({ interpolate, points: [0, ...all].map((at, index) => [at, values[index]]) })),
      fc.record({ lookup: fc.constant('model'), in: fc.record({ small: e, large: e }) }),
      fc.record({ lookup: fc.constant('size'), in: fc.record({ '512x512': e, '1024x1024': e }), otherwise: e }),
      fc.record({ when: c, value: e, otherwise: e }),
      fc.record({ cases: fc.array(fc.record({ when: c, value: e }), { minLength: 1, maxLength: 3 }), otherwise: e }),
      fc.record({ perDoubling: e, of: fc.constantFrom('factor', 3, 'images') }),
      fc.record({ label: fc.constant('tier'), value: e }),
      fc.constant({ refuse: 'not sold' }),
    ),
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.record({ model: fc.constantFrom('small', ['small', 'large']) }),
      fc.record({ images: fc.constantFrom(4, [1, 2, 4]), quality: fc.constant('draft') }),
      fc.record({ pixels: fc.record({ atMost: fc.integer({ min: 1, max: 3_000_000 }) }) }),
      fc.record({ steps: fc.constantFrom({ above: 20 }, { below: 50, atLeast: 10 }), negativePrompt: fc.boolean() }),
      fc.record({ strength: fc.constantFrom('0.5', { below: '0.25' }), own: fc.constant({ atLeast: 1 }) }),
      fc.array(c, { minLength: 1, maxLength: 2 }).map((any) => ({ any })),
      fc.array(c, { minLength: 1, maxLength: 2 }).map((all) => ({ all })),
      c.map((not) => ({ not })),
    ),
  };
});

const base = expression.map((value) => ({ label: 'Picture of {model}', detail: '{steps} steps', base: value }));
const line = fc
  .tuple(fc.option(condition, { nil: undefined }), fc.constantFrom('add', 'multiply', 'minimum', 'maximum'), expression)
  .map(([when, kind, value]) => ({ label: `then ${kind}`, ...(when === undefined ? {} : { when }), [kind]: value }));
const roundLine = rounding.map((round) => ({ label: 'each rounded', round }));
const congestion = fc.constant({ label: 'Queue', congestion: { step: '0.05', floor: '0.9', cap: 2 } });

/** Well-formed books of all kinds of formulas, most of which have no price for some requests. */
export const randomBooks: fc.Arbitrary<object> = fc
  .record({
    own: expression.filter((node) => !JSON.stringify(node).includes('own')),
    price: fc.oneof(
      expression,
      fc
        .tuple(base, fc.array(fc.oneof(line, roundLine), { maxLength: 4 }), fc.option(congestion, { nil: undefined }))
        .map(([first, rest, queue]) => [first, ...rest, ...(queue === undefined ? [] : [queue])]),
    ),
    end: fc.record({ to: fc.constantFrom('0.000001', '0.01', '0.03', 1), mode: fc.constantFrom('up', 'down', 'half_up') }),
  })
  .map(({ own, price, end }) => ({ format: 'imprest-price-book/1', title: 'Random', facts, values: { own }, price, rounding: end }));

const side = fc.integer({ min: 1, max: 32 }).map((count) => count * 64);

/** Requests within the random books. */
export const randomRequests: fc.Arbitrary<PriceRequest> = fc.record(
  {
    operation: fc.constantFrom('generate', 'vary', 'upscale'),
    model: fc.constantFrom('small', 'large'),
    width: fc.oneof(side, fc.constantFrom(512, 1024)),
    height: fc.oneof(side, fc.constantFrom(512, 1024)),
    images: fc.integer({ min: 1, max: 16 }),
    factor: fc.integer({ min: 1, max: 8 }),
    strength: fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100),
    steps: fc.integer({ min: 0, max: 150 }),
    quality: fc.constantFrom('draft', 'fine'),
    negativePrompt: fc.boolean(),
    references: fc.integer({ min: 0, max: 8 }),
    queueRatio: fc.integer({ min: 0, max: 300 }).map((hundredths) => hundredths / 100),
  },
  { requiredKeys: ['operation', 'model', 'width', 'height', 'images', 'factor', 'strength'] },
);
