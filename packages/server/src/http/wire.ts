import type { FastifyReply } from 'fastify';
import { amountFromText, type MicroCredits } from '../kernel/index.ts';
import { invalidRequest } from './problems.ts';

/** A time as it goes over the wire. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

export function timeTextOrNull(ms: number | null): string | null {
  return ms === null ? null : timeText(ms);
}

/** Reads an amount above zero from a request, or refuses with `invalid_request`. */
export function readAmount(path: string, text: string): MicroCredits {
  const amount = amountFromText(text);
  if (amount === undefined || amount <= 0n) throw refused(path, 'must be above zero');
  return amount;
}

/** Reads an amount of zero or more from a request, or refuses with `invalid_request`. */
export function readLimit(path: string, text: string): MicroCredits {
  const amount = amountFromText(text);
  if (amount === undefined || amount < 0n) throw refused(path, 'must be zero or more');
  return amount;
}

/** Reads a time from a request, or refuses with `invalid_request`. */
export function readTimeMs(path: string, text: string): number {
  const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/u;
  const ms = isoTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw refused(path, 'must be a time such as 2027-01-31T12:00:00.000Z');
  return ms;
}

function refused(path: string, message: string): Error {
  return invalidRequest(`${path} ${message}`, { errors: [{ path, message }] });
}

/** Pages have 25 rows unless the caller says otherwise. */
const limitDefault = 25;

/** The page that a query asks for, in the form that the rooms take. */
export function pageOf({ cursor, limit }: { cursor?: string; limit?: number }): { cursor?: string; limit: number } {
  return { limit: limit ?? limitDefault, ...(cursor === undefined ? {} : { cursor }) };
}

/** Says in a header that this answer repeats an earlier one, so that nothing was done now. */
export function markReplayed(reply: FastifyReply, replayed: boolean): void {
  if (replayed) void reply.header('idempotent-replayed', 'true');
}
