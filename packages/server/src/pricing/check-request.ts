import type { CompiledBook } from './compile-price-book.ts';
import type { PricedFacts } from './price-request.ts';
import { requestOutsidePriceBook } from './problems.ts';

/** Refuses, as `request_outside_price_book`, what the book has no price for, and lists what it has. */
export function checkRequest(book: CompiledBook, request: PricedFacts): void {
  const { limits, models } = book.book;
  const operation = book.operations.get(request.operation);
  const errors: { path: string; message: string }[] = [];
  const refuse = (path: string, message: string): void => void errors.push({ path, message });

  if (operation === undefined) refuse('/operation', `must be one of ${[...book.operations.keys()].join(', ')}`);
  if (!book.models.has(request.model)) refuse('/model', `must be one of ${models.map((model) => model.id).join(', ')}`);
  const side = { step: limits.dimensionStep };
  checkNumber('/width', request.width, { min: limits.widthMin, max: limits.widthMax, ...side }, refuse);
  checkNumber('/height', request.height, { min: limits.heightMin, max: limits.heightMax, ...side }, refuse);
  checkNumber('/images', request.images, { min: 1, max: limits.imagesMax, step: 1 }, refuse);
  if (operation?.takesSteps === true) {
    checkNumber('/steps', request.steps, { min: limits.stepsMin, max: limits.stepsMax, step: 1 }, refuse);
  } else if (operation !== undefined && request.steps !== null) {
    refuse('/steps', `is not taken by ${request.operation}: leave it out`);
  }
  if (operation?.takesFactor === true) {
    if (request.factor === null || !limits.factors.includes(request.factor))
      refuse('/factor', `must be one of ${limits.factors.join(', ')}`);
  } else if (operation !== undefined && request.factor !== null) {
    refuse('/factor', `is not taken by ${request.operation}: leave it out`);
  }
  if (errors.length === 0) return;
  throw requestOutsidePriceBook(
    `The price book has no price for this request: ${errors.map((error) => `${error.path.slice(1)} ${error.message}`).join('; ')}.`,
    { errors, possible: possibleRequests(book) },
  );
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

function checkNumber(path: string, value: number | null, range: Range, refuse: (path: string, message: string) => void): void {
  const within = value !== null && Number.isInteger(value) && value >= range.min && value <= range.max && value % range.step === 0;
  if (!within)
    refuse(path, `must be a whole number from ${range.min} to ${range.max}${range.step === 1 ? '' : ` in steps of ${range.step}`}`);
}

/** Everything that the book has a price for. */
function possibleRequests(book: CompiledBook): Readonly<Record<string, unknown>> {
  const { limits, models, operations } = book.book;
  return {
    operations: operations.map(({ operation, takes }) => ({ operation, takes })),
    models: models.map((model) => model.id),
    width: { min: limits.widthMin, max: limits.widthMax, step: limits.dimensionStep },
    height: { min: limits.heightMin, max: limits.heightMax, step: limits.dimensionStep },
    steps: { min: limits.stepsMin, max: limits.stepsMax },
    images: { min: 1, max: limits.imagesMax },
    factors: limits.factors,
  };
}
