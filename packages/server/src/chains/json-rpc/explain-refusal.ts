import type { RefusalKind } from './node-refusal.ts';

/** What an answer without a result means. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** Ends the sentence "The node did not answer …:". */
  readonly reason: string;
  readonly code?: number;
  readonly awayMs?: number;
}

/** However long a provider asks for, we look again after an hour. */
const awayMaxMs = 60 * 60_000;
/** Of the codes that are in use for it, only those that mean nothing else. -32005 also stands for an answer that is too long. */
const limitedCodes: readonly number[] = [429, -32_029, -32_090, -32_097];
const limitedWords =
  /rate.?limit|limit exceeded|too many requests|frequency limit|computing resources|throttl|capacity|compute units|quota|suspended/iu;
const tooLongWords = /results|block range|response size|log response|ranges? over/iu;

/** Reads an answer with an HTTP status that is an error. */
export function explainStatus(status: number, retryAfter: string | null, body: string, nowMs: number): Refusal {
  const said = saidIn(body);
  const limited = status === 429 || ((status === 403 || status === 503) && (retryAfter !== null || limitedWords.test(body)));
  const reason = `HTTP ${String(status)}${said === '' ? '' : `, ${said}`}`;
  if (limited) return { kind: 'limited', reason, ...awayOf(retryAfter, body, nowMs) };
  if (status === 413) return { kind: 'too_large', reason };
  const inside = envelopeOf(body)?.['error'];
  // Some nodes send the errors of JSON-RPC with an HTTP status of their own.
  return inside === undefined ? { kind: 'failed', reason } : explainError(inside, retryAfter, body, nowMs);
}

/** Reads the `error` of a JSON-RPC answer. */
export function explainError(error: unknown, retryAfter: string | null, body: string, nowMs: number): Refusal {
  if (typeof error !== 'object' || error === null) {
    return {
      kind: limitedWords.test(String(error)) ? 'limited' : 'garbled',
      reason: saidIn(body),
      ...awayOf(retryAfter, body, nowMs),
    };
  }
  // Any object can be asked for members that it may not have.
  const { code, message } = error as { code?: unknown; message?: unknown };
  const text = typeof message === 'string' && message !== '' ? firstLine(message) : 'an error without a message';
  const number = typeof code === 'number' ? code : undefined;
  const limited = (number !== undefined && limitedCodes.includes(number)) || (limitedWords.test(text) && !tooLongWords.test(text));
  if (limited)
    return { kind: 'limited', reason: text, ...awayOf(retryAfter, text, nowMs), ...(number === undefined ? {} : { code: number }) };
  return { kind: 'refused', reason: text, code: number ?? 0 };
}

/** Reads an answer that came with HTTP 200 and is neither a result nor an error of JSON-RPC. */
export function explainGarbled(body: string, retryAfter: string | null, nowMs: number): Refusal {
  const start = body.trimStart();
  if (limitedWords.test(body.slice(0, 2_000))) return { kind: 'limited', reason: saidIn(body), ...awayOf(retryAfter, body, nowMs) };
  if (start === '') return { kind: 'garbled', reason: 'it sent nothing' };
  if (start.startsWith('<')) return { kind: 'garbled', reason: `it sent a web page${saidIn(body) === '' ? '' : `, ${saidIn(body)}`}` };
  if (envelopeOf(body) === undefined) return { kind: 'garbled', reason: 'its answer is cut off or is no JSON' };
  return { kind: 'garbled', reason: `it sent no result; it may be limiting our requests (${saidIn(body)})` };
}

/** How long to stay away, if the provider says it: by Retry-After in seconds or as a date, or by a sentence such as "suspended for 30s". */
function awayOf(retryAfter: string | null, text: string, nowMs: number): { readonly awayMs?: number } {
  const header =
    retryAfter === null ? Number.NaN : /^\d+$/u.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs;
  const [, amount, unit] = /(?:suspended|retry|wait|again)\D{0,40}?(\d+)\s*(ms|s|m)\b/iu.exec(text.slice(0, 2_000)) ?? [];
  const named = amount === undefined ? Number.NaN : Number(amount) * (unit === 'ms' ? 1 : unit?.toLowerCase() === 'm' ? 60_000 : 1000);
  const ms = [header, named].find((each) => Number.isFinite(each) && each >= 0);
  return ms === undefined ? {} : { awayMs: Math.min(ms, awayMaxMs) };
}

function saidIn(body: string): string {
  const envelope = envelopeOf(body);
  const error = envelope?.['error'] ?? envelope?.['Error'] ?? envelope?.['message'];
  if (typeof error === 'string') return firstLine(error);
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string')
    return firstLine(error.message);
  const title = /<title>([^<]{1,200})<\/title>/iu.exec(body)?.[1];
  return firstLine(title ?? body.slice(0, 200).replaceAll(/<[^>]*>/gu, ' '));
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 200).replace(/[.\s]+$/u, '');
}

function envelopeOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    // Any object that is not an array can be read by its names.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
