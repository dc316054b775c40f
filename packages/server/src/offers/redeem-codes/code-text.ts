import { randomInt } from 'node:crypto';

/**
 * Digits and letters of which no two look alike, neither printed nor by hand: nothing of 0 O D Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V but V.
 * Without vowels no word can come out.
 */
export const codeAlphabet = '3479CFHJKMNPRTVWXY';
const groupLength = 4;
const groups = 4;

/** A new code such as `PXKT-97WM-C4RH-NJ3V`: 66 bits of chance, so that guessing is hopeless. */
export function newCodeText(): string {
  const group = (): string => Array.from({ length: groupLength }, () => codeAlphabet.charAt(randomInt(codeAlphabet.length))).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** What people put between the groups or a mail program makes of it: spaces, dashes of all kinds, underscores, dots. */
const separators = /[\s\p{Pd}_.\u00AD\u200B-\u200D\u2060\uFEFF]+/gu;

/**
 * A code as it is looked up: capital letters and digits alone, so that neither case nor dashes nor spaces matter. `undefined` for text
 * that cannot be a code: other characters, fewer than 4 or more than 32.
 */
export function codeKeyOf(text: string): string | undefined {
  const key = text.normalize('NFKC').replaceAll(separators, '').toUpperCase();
  return /^[0-9A-Z]{4,32}$/u.test(key) ? key : undefined;
}
