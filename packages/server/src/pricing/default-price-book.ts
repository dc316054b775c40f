import book from './books/imprest-default.json' with { type: 'json' };

/** The default prices, as published on the first start. Data: compile it with `compilePriceBook`. */
export const defaultPriceBook: unknown = book;
