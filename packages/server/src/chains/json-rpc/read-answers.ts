import { MalformedAnswer } from './node-refusal.ts';

const quantity = /^0x[0-9a-f]{1,16}$/iu;

export function readArray(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MalformedAnswer(what);
  // An array of anything; its members are checked by the caller.
  return value as readonly unknown[];
}

export function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedAnswer(what);
  // Any object that is not an array can be read by its names.
  return value as Readonly<Record<string, unknown>>;
}

/** A number as JSON-RPC writes it, such as `0x1b4`. Refuses what JavaScript cannot hold exactly. */
export function readQuantity(value: unknown, what: string): number {
  const number = Number(readText(value, quantity, what));
  if (!Number.isSafeInteger(number)) throw new MalformedAnswer(what);
  return number;
}

/** Text of this form, in lower case. */
export function readText(value: unknown, form: RegExp, what: string): string {
  if (typeof value !== 'string' || !form.test(value)) throw new MalformedAnswer(what);
  return value.toLowerCase();
}

export function toHex(number: number): string {
  return `0x${number.toString(16)}`;
}
