import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { amountToText, Problem } from '../kernel/index.ts';
import {
  lineOfPath,
  parsePriceBook,
  priceBookLibrary,
  priceBookJsonSchema,
  quote,
  priceRequestJsonSchema,
  type PriceRequest,
} from '../pricing/index.ts';
import { CommandError } from './connect.ts';
import { printAnswer } from './print-answer.ts';
import { jsonOf } from './read-book-file.ts';

interface PriceOptions {
  readonly book?: string;
  readonly request?: string;
  readonly json?: boolean;
  readonly schema?: string | true;
}

/** A file as text and as data. */
interface Source {
  readonly name: string;
  readonly text: string;
  readonly data: unknown;
}

/** `imprest price`: what a request costs by any price book. Asks no server. */
export function price(program: Command): void {
  program
    .command('price')
    .summary('Price a request by any price book')
    .description('Check a price book and price a request by it, without a server.')
    .option('--book <file>', `a price book, or a name of the library: ${Object.keys(priceBookLibrary).join(', ')}`, 'imprest-default')
    .option('--request <file>', 'the request as JSON, such as {"operation":"generate","images":1}; - reads it from the standard input')
    .option('--json', 'print the quote as JSON')
    .option('--schema [what]', 'print the JSON Schema of a "book" or a "request" instead')
    .action(async (options: PriceOptions) => {
      if (options.schema !== undefined) return printAnswer(schemaOf(options.schema), { json: true });
      if (options.request === undefined) throw new CommandError('Name the file of the request with --request, or give - to read it.');
      const book = await readBook(options.book ?? '');
      printAnswer(priceOf(book, requestOf(await readSource(options.request))), { json: options.json === true });
    });
}

function schemaOf(what: string | true): object {
  if (what === 'request') return priceRequestJsonSchema;
  if (what === true || what === 'book') return priceBookJsonSchema;
  throw new CommandError('There is a schema of a book and one of a request.');
}

async function readBook(name: string): Promise<Source> {
  if (!Object.hasOwn(priceBookLibrary, name)) return readSource(name);
  const data = priceBookLibrary[name];
  return { name, text: JSON.stringify(data, null, 2), data };
}

async function readSource(name: string): Promise<Source> {
  const text = await (name === '-' ? readAll(process.stdin) : readFile(name, 'utf8')).catch((error: unknown) => {
    throw new CommandError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  return { name, text, data: jsonOf(name, text) };
}

function requestOf({ name, data }: Source): PriceRequest {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new CommandError(`${name} must be a JSON object of facts.`);
  const wrong = Object.entries(data).find(([, value]) => !['string', 'number', 'boolean'].includes(typeof value));
  if (wrong !== undefined) throw new CommandError(`${name}: ${wrong[0]} must be a number, a text, true or false.`);
  if (!('operation' in data) || typeof data.operation !== 'string') throw new CommandError(`${name} must say the operation.`);
  return { ...data, operation: data.operation };
}

function priceOf(source: Source, request: PriceRequest): object {
  try {
    const book = parsePriceBook(source.data);
    const { lines, total, qualifier, upperBound, congestion, warnings, request: facts, priceBook } = quote(book, request);
    return {
      total: amountToText(total),
      unit: book.book.unit ?? 'credit',
      qualifier,
      upperBound: amountToText(upperBound),
      congestion,
      lines: lines.map((line) => ({ ...line, amount: amountToText(line.amount) })),
      warnings,
      request: facts,
      priceBook: { title: book.book.title, hash: priceBook.hash },
    };
  } catch (error) {
    if (error instanceof Problem) throw new CommandError(explain(source, error));
    throw error;
  }
}

/** What was refused, with the line of the file for each place in the book. */
function explain({ name, text }: Source, { code, detail, extras }: Problem): string {
  const { errors, possible } = extras;
  if (code !== 'invalid_price_book' || !Array.isArray(errors)) {
    return [`${detail} (${code})`, ...(possible === undefined ? [] : [`Possible is: ${JSON.stringify(possible)}`])].join('\n');
  }
  const places = errors.map((each: unknown) => {
    // True because these are the errors of `invalid_price_book`.
    const { path, message, request } = each as { path: string; message: string; request?: unknown };
    const shown = request === undefined ? '' : `\n    ${JSON.stringify(request)}`;
    return `${name}:${lineOfPath(text, path)}: ${path === '' ? '/' : path} ${message}${shown}`;
  });
  return [`The price book cannot be used (${code}).`, ...places].join('\n');
}
