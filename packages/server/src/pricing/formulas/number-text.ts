import Type from 'typebox';

export const closed = { additionalProperties: false } as const;
export const shortText = Type.String({ minLength: 1, maxLength: 120 });
export const oneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>(Type.Enum([...values]));

export const roundingModes = ['up', 'down', 'half_up'] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** A whole number as it is, or a decimal one as text, so that no floating-point number ever holds a price. */
export type NumberText = number | string;

const wholeMax = 1_000_000_000_000;
const digits = '(0|[1-9][0-9]{0,11})([.][0-9]{1,12})?$';

/** In words what a pattern asks for, because a message should not show one. */
const patternWords = new Map<unknown, string>();

export function wordsOf(pattern: unknown): string | undefined {
  return patternWords.get(pattern);
}

/** Text of this form, which a message calls by `description`. */
export function text(pattern: string, description: string) {
  patternWords.set(pattern, description);
  return Type.String({ pattern, description });
}

/** A whole number from `minimum` on, or text of this form. */
export function numberForm(minimum: number, maximum: number, pattern: string, description: string) {
  patternWords.set(pattern, description);
  return Type.Unsafe<NumberText>({ type: ['integer', 'string'], minimum, maximum, pattern, description });
}

/** Any number. */
export const numberText = numberForm(-wholeMax, wholeMax, `^-?${digits}`, 'a whole number, or a decimal one as text such as "0.5"');
/** Zero or more. */
export const amountText = numberForm(0, wholeMax, `^${digits}`, 'zero or more: a whole number, or a decimal one as text such as "0.5"');
/** More than zero. */
export const positiveText = numberForm(
  1,
  wholeMax,
  `^(?!0([.]0+)?$)${digits}`,
  'above zero: a whole number, or a decimal one as text such as "0.5"',
);

const decimal = /^-?(0|[1-9][0-9]{0,11})([.][0-9]{1,12})?$/u;

/** Whether this text is a number rather than a name. */
export function isDecimal(value: string): boolean {
  return decimal.test(value);
}
