import { amountMax } from '../../kernel/index.ts';

/** A member that is wrong, as a sentence for the caller. */
export class Wrong extends Error {}

const idLengthMax = 128;
export const labelLengthMax = 200;
/** The end of the year 9999: what both ISO 8601 and PostgreSQL write with four digits. */
export const timeMsMax = 253_402_300_799_999;

export function checkAmount(amount: bigint): bigint {
  if (typeof amount !== 'bigint' || amount <= 0n || amount > amountMax) {
    throw new Wrong(`amount must be a bigint of micro-credits from 1 to ${amountMax.toString()}`);
  }
  return amount;
}

export const timeRule = 'a whole number of milliseconds since 1970, before the year 10000';
export const idRule = `1 to ${String(idLengthMax)} characters without control characters`;

export function checkId(name: string, id: unknown): string {
  if (!isId(id)) throw new Wrong(`${name} must be ${idRule}`);
  return id;
}

export function isId(value: unknown): value is string {
  return isText(value, idLengthMax) && value.length > 0 && !/\p{Cc}/u.test(value);
}

/** PostgreSQL keeps neither zero characters nor half surrogate pairs, and what is hashed must be what is kept. */
export function isText(value: unknown, lengthMax: number): value is string {
  return typeof value === 'string' && value.length <= lengthMax && value.isWellFormed() && !value.includes('\0');
}

export function isWholeNumber(value: unknown, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
}

export function checkFlag(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Wrong(`${name} must be true or false`);
  return value;
}
