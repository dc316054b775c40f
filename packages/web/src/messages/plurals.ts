const plurals = new Intl.PluralRules('en');

/** Whether English has the singular for this number. */
export const isOne = (n: number) => plurals.select(n) === 'one';

/** A number, as it is written, and the word for so many. */
export const some = (n: number | string, one: string, many: string) => `${n} ${isOne(Number(n)) ? one : many}`;
